import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  type DraftFile,
  doubtfulFields,
  draftNotes,
  draftProblems,
  fieldsOfColumn,
  fileProblems,
  importPayload,
  remap,
  settingsOf,
  settingsProblems,
  suggestName,
  withOverride,
  withSource,
} from './import-draft';

const UPLOADS = {
  events: '00000000-0000-4000-8000-000000000001',
  celebs: '00000000-0000-4000-8000-000000000002',
};
const DATASET = '00000000-0000-4000-8000-000000000003';

const events: DraftFile = {
  uploadId: UPLOADS.events,
  name: 'events.csv',
  table: 'events',
  mapping: {
    ts: { column: 'time' },
    actor_id: { column: 'user_id' },
    room_id: { column: 'room_id' },
    event: { column: 'action' },
  },
  overrides: {},
  columns: [
    { name: 'time', kind: 'timestamp' },
    { name: 'user_id', kind: 'id' },
    { name: 'room_id', kind: 'id' },
    { name: 'action', kind: 'text' },
    { name: 'device', kind: 'text' },
  ],
};
const celebs: DraftFile = {
  uploadId: UPLOADS.celebs,
  name: 'celebs.csv',
  table: 'celebs',
  mapping: { celeb_id: { column: 'id' } },
  overrides: {},
  columns: [{ name: 'id', kind: 'id' }],
};
const named = { ...DEFAULT_SETTINGS, name: 'Spring' };

describe('fileProblems', () => {
  test('a complete mapping has none', () => {
    expect(fileProblems(events)).toEqual([]);
  });
  test('names each required field without a source, in the order of the table', () => {
    const file = { ...events, mapping: { actor_id: { column: 'user_id' } } };
    expect(fileProblems(file)).toEqual([
      { kind: 'field_missing', step: 'files', file: 'events.csv', table: 'events', field: 'ts' },
      {
        kind: 'field_missing',
        step: 'files',
        file: 'events.csv',
        table: 'events',
        field: 'room_id',
      },
      { kind: 'field_missing', step: 'files', file: 'events.csv', table: 'events', field: 'event' },
    ]);
  });
  test('an optional field may be left out but not be a blank constant', () => {
    expect(fileProblems(celebs)).toEqual([]);
    const blank = withSource(celebs.mapping, 'name', { constant: '  ' });
    expect(fileProblems({ ...celebs, mapping: blank })).toEqual([
      { kind: 'constant_empty', step: 'files', file: 'celebs.csv', table: 'celebs', field: 'name' },
    ]);
  });
  test('a column that a new reading took away is named', () => {
    const file = { ...events, columns: events.columns.filter((c) => c.name !== 'action') };
    expect(fileProblems(file)).toEqual([
      { kind: 'column_gone', step: 'files', file: 'events.csv', table: 'events', field: 'event' },
    ]);
  });
});

describe('settingsProblems', () => {
  test.each([
    ['a blank name', { ...named, name: '  ' }, 'name_missing'],
    ['81 characters', { ...named, name: 'x'.repeat(81) }, 'name_too_long'],
    ['no time zone', { ...named, timeZone: '' }, 'time_zone_missing'],
    ['append to nothing', { ...named, target: 'append' as const }, 'dataset_missing'],
  ])('%s', (_, settings, kind) => {
    expect(settingsProblems(settings)).toEqual([{ kind, step: 'settings' }]);
  });
  test('appending needs neither name nor time zone', () => {
    expect(
      settingsProblems({ ...DEFAULT_SETTINGS, timeZone: '', target: 'append', datasetId: 'd' }),
    ).toEqual([]);
  });
  test.each([0, 91, 1.5, Number.NaN, null])('lengths are whole days from 1 to 90: %s', (days) => {
    expect(settingsProblems({ ...named, outcomeDays: days })).toEqual([
      { kind: 'days_invalid', step: 'settings', field: 'outcomeDays' },
    ]);
  });
  test.each([1, 90])('%i days are fine', (days) => {
    expect(settingsProblems({ ...named, observeDays: days })).toEqual([]);
  });
});

describe('draftProblems', () => {
  test('nothing chosen: one file is needed, and not yet an events file', () => {
    expect(draftProblems([], named)).toEqual([{ kind: 'no_files', step: 'files' }]);
  });
  test('a new dataset needs events, an appended one has them', () => {
    expect(draftProblems([celebs], named)).toEqual([{ kind: 'no_events', step: 'files' }]);
    expect(
      draftProblems([celebs], { ...DEFAULT_SETTINGS, target: 'append', datasetId: 'd' }),
    ).toEqual([]);
  });
  test('a complete draft has none', () => {
    expect(draftProblems([events, celebs], named)).toEqual([]);
  });
});

test('draftNotes says what a new dataset goes without', () => {
  expect(draftNotes([events], named)).toEqual(['no_celebs_file', 'no_stickers_file']);
  expect(draftNotes([events, celebs], named)).toEqual(['no_stickers_file']);
  expect(draftNotes([events], { ...named, target: 'append' })).toEqual([]);
  expect(draftNotes([], named)).toEqual([]);
});

describe('importPayload', () => {
  test('of a new dataset, trimmed and with defaults', () => {
    expect(importPayload([events], { ...named, name: ' Spring ' })).toEqual({
      newDataset: { name: 'Spring', timeZone: 'Asia/Seoul' },
      files: [
        { uploadId: UPLOADS.events, name: 'events.csv', table: 'events', mapping: events.mapping },
      ],
      duplicates: 'keep',
      windows: { observeDays: 7, outcomeDays: 7, strideDays: 1 },
    });
  });
  test('of an append; the mapping keeps only fields of the table, overrides only when there are some', () => {
    const file: DraftFile = {
      ...celebs,
      mapping: { ...celebs.mapping, ts: { column: 'id' } },
      overrides: { delimiter: ';', header: false },
    };
    const payload = importPayload([file], {
      ...DEFAULT_SETTINGS,
      target: 'append',
      datasetId: DATASET,
      duplicates: 'drop',
      observeDays: 14,
    });
    expect(payload).toEqual({
      datasetId: DATASET,
      files: [
        {
          uploadId: UPLOADS.celebs,
          name: 'celebs.csv',
          table: 'celebs',
          mapping: { celeb_id: { column: 'id' } },
          overrides: { delimiter: ';', header: false },
        },
      ],
      duplicates: 'drop',
      windows: { observeDays: 14, outcomeDays: 7, strideDays: 1 },
    });
  });
  test('settingsOf is its inverse', () => {
    const settings = { ...named, duplicates: 'drop' as const, strideDays: 7 };
    expect(settingsOf(importPayload([events], settings))).toEqual(settings);
  });
  test('a draft with problems is refused', () => {
    expect(() => importPayload([], named)).toThrow();
  });
});

describe('remap', () => {
  const filled = events.columns.map((c) => ({ ...c, examples: ['x'] }));

  test('guesses everything at first', () => {
    expect(remap('events', {}, filled)).toEqual(events.mapping);
  });
  test('keeps what was chosen by hand, and never gives its column to a second field by guess', () => {
    const chosen = { actor_id: { column: 'room_id' }, event: { constant: 'visit' } };
    expect(remap('events', chosen, filled)).toEqual({
      ts: { column: 'time' },
      actor_id: { column: 'room_id' },
      event: { constant: 'visit' },
    });
  });
  test('forgets columns that are gone and fields of another table', () => {
    const chosen = { ts: { column: 'gone' }, quantity: { constant: '1' } };
    expect(remap('events', chosen, filled)).toEqual(events.mapping);
  });
});

test('withSource sets and clears', () => {
  const mapping = { ts: { column: 'time' } };
  expect(withSource(mapping, 'event', { constant: 'x' })).toEqual({
    ts: { column: 'time' },
    event: { constant: 'x' },
  });
  expect(withSource(mapping, 'ts', undefined)).toEqual({});
  expect(mapping).toEqual({ ts: { column: 'time' } });
});

test('fieldsOfColumn lists every field that a column feeds', () => {
  const mapping = {
    actor_id: { column: 'id' },
    room_id: { column: 'id' },
    event: { constant: 'id' },
  };
  expect(fieldsOfColumn('events', mapping, 'id')).toEqual(['actor_id', 'room_id']);
  expect(fieldsOfColumn('events', mapping, 'other')).toEqual([]);
});

test('doubtfulFields names columns whose values look like something else', () => {
  expect(doubtfulFields(events)).toEqual([]);
  const swapped = {
    ...events,
    mapping: { ts: { column: 'action' }, actor_id: { column: 'time' }, event: { constant: 'x' } },
  };
  expect(doubtfulFields(swapped)).toEqual(['ts', 'actor_id']);
});

test('withOverride drops what the format gives no meaning', () => {
  expect(withOverride({ delimiter: ';' }, { header: false })).toEqual({
    delimiter: ';',
    header: false,
  });
  expect(withOverride({ delimiter: ';', encoding: 'euc-kr' }, { format: 'jsonl' })).toEqual({
    format: 'jsonl',
    encoding: 'euc-kr',
  });
});

test.each([
  [['spring_events.csv', 'spring_stickers.csv.gz'], 'spring'],
  [['events.csv', 'stickers.csv'], ''],
  [['online_retail.csv.gz'], 'online retail'],
  [['a1.csv', 'b2.csv'], 'a1'],
  [[], ''],
])('suggestName(%j) = %j', (names, suggested) => {
  expect(suggestName(names)).toBe(suggested);
});
