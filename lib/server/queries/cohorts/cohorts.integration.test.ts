import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cohortCelebsQuerySchema,
  cohortCelebsSchema,
  cohortQuerySchema,
  cohortsSchema,
} from '@/lib/contracts/cohorts';
import { AppError } from '@/lib/server/errors';
import { newInstallation, publishTables, type Tables } from '../series/testing';
import { cohortCelebs, cohorts } from './cohorts';

/**
 * Thursday 4 to Wednesday 24 January 2024: the weeks of the 1st and the 22nd are cut. `p` joined before, `a` names no
 * day and counts from its first own-room day, `b` joined two days before it.
 */
const tables: Tables = {
  events: [
    ['2024-01-04', 9, 'p', 'p', 'chat'],
    ['2024-01-16', 9, 'p', 'p', 'chat'],
    ['2024-01-05', 9, 'a', 'a', 'chat'],
    ['2024-01-09', 9, 'a', 'a', 'chat'],
    ['2024-01-10', 9, 'b', 'b', 'chat'],
    ['2024-01-16', 9, 'b', 'b', 'chat'],
    ['2024-01-17', 9, 'b', 'b', 'chat'],
    ['2024-01-24', 9, 'b', 'b', 'chat'],
    ['2024-01-09', 9, 'f', 'b', 'like'],
    ['2024-01-09', 9, 'c', 'c', 'chat'],
    ['2024-01-16', 9, 'e', 'e', 'chat'],
    ['2024-01-22', 9, 'e', 'e', 'chat'],
  ],
  stickers: [['2024-01-17', 9, 'f', 'c', 1, 100]],
  celebs: [
    ['p', 'Pia', '2023-12-20', { genre: 'music' }],
    ['a', 'Ara', null, { genre: 'music' }],
    ['b', '별빛', '2024-01-08', { genre: 'talk' }],
    ['c', null, '2024-01-09', { genre: 'music' }],
    ['e', 'Eva', '2024-01-16', { genre: 'talk' }],
  ],
};

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version: { id: string };
beforeAll(async () => {
  installation = await newInstallation();
  version = await publishTables(installation.runtime, tables);
});
afterAll(() => installation.close());

const ask = async (more: Record<string, string> = {}) =>
  cohortsSchema.parse(
    await cohorts(
      installation.runtime.db,
      cohortQuerySchema.parse({ version: version.id, ...more }),
    ),
  );
const behind = async (more: Record<string, string>) =>
  cohortCelebsSchema.parse(
    await cohortCelebs(
      installation.runtime.db,
      cohortCelebsQuerySchema.parse({ version: version.id, ...more }),
    ),
  );
/** cohort, celebs, active in each week */
const counts = ({ cohorts }: Awaited<ReturnType<typeof ask>>) =>
  cohorts.map((c) => [c.cohort, c.celebs, c.cells.map((x) => x.active)]);

describe('retention', () => {
  test('by own-room activity', async () => {
    const answer = await ask();
    expect([answer.firstDay, answer.lastDay]).toEqual(['2024-01-04', '2024-01-24']);
    expect(counts(answer)).toEqual([
      [null, 1, [1, 0, 1, 0]],
      ['2024-01-01', 1, [1, 1, 0, 0]],
      ['2024-01-08', 2, [2, 1, 1]],
      ['2024-01-15', 1, [1, 1]],
    ]);
    expect(answer.cohorts[1]?.cells.map((x) => x.complete)).toEqual([false, true, true, false]);
    expect(answer.curve).toEqual([
      { offset: 0, celebs: 3, active: 3, share: 1 },
      { offset: 1, celebs: 3, active: 2, share: 2 / 3 },
      { offset: 2, celebs: 1, active: 0, share: 0 },
    ]);
  });

  test('by fan activity and by stickers', async () => {
    expect(counts(await ask({ activity: 'fan' }))[2]).toEqual(['2024-01-08', 2, [1, 0, 0]]);
    expect(counts(await ask({ activity: 'sticker' }))[2]).toEqual(['2024-01-08', 2, [0, 1, 0]]);
  });

  test('of a group', async () => {
    expect(counts(await ask({ attribute: 'genre', value: 'music' }))).toEqual([
      [null, 1, [1, 0, 1, 0]],
      ['2024-01-01', 1, [1, 1, 0, 0]],
      ['2024-01-08', 1, [1, 0, 0]],
    ]);
    const talk = await ask({ attribute: 'genre', value: 'talk' });
    expect(talk.curve).toEqual([
      { offset: 0, celebs: 2, active: 2, share: 1 },
      { offset: 1, celebs: 1, active: 1, share: 1 },
    ]);
  });

  test('of those who joined between two days; the week keeps its name', async () => {
    expect(counts(await ask({ from: '2024-01-09', to: '2024-01-14' }))).toEqual([
      ['2024-01-08', 1, [1, 0, 0]],
    ]);
    expect(counts(await ask({ to: '2024-01-05' }))).toEqual([
      [null, 1, [1, 0, 1, 0]],
      ['2024-01-01', 1, [1, 1, 0, 0]],
    ]);
  });

  test('of nobody is empty', async () => {
    expect(await ask({ from: '2024-01-20' })).toMatchObject({ cohorts: [], curve: [] });
  });

  test('of a dataset of one day has one cut cell and no curve', async () => {
    const day = await publishTables(installation.runtime, {
      events: [['2024-02-29', 13, 'a', 'a', 'chat']],
      celebs: [['a', null, null, {}]],
    });
    expect(await ask({ version: day.id })).toEqual({
      firstDay: '2024-02-29',
      lastDay: '2024-02-29',
      cohorts: [
        {
          cohort: '2024-02-26',
          celebs: 1,
          cells: [{ offset: 0, week: '2024-02-26', active: 1, share: 1, complete: false }],
        },
      ],
      curve: [],
    });
  });
});

describe('the celebs behind a cell', () => {
  const cell = { cohort: '2024-01-08', week: '2024-01-15' };
  test('who were there', async () => {
    expect(await behind(cell)).toEqual({
      rows: [
        {
          celebId: 'b',
          name: '별빛',
          joinedOn: '2024-01-08',
          days: 2,
          lastActiveWeek: '2024-01-22',
        },
      ],
      total: 1,
      truncated: false,
    });
  });
  test('who were missing', async () => {
    expect((await behind({ ...cell, side: 'missing' })).rows).toEqual([
      { celebId: 'c', name: null, joinedOn: '2024-01-09', days: 0, lastActiveWeek: '2024-01-08' },
    ]);
  });
  test('who joined before the data: without a cohort', async () => {
    const { rows } = await behind({ week: '2024-01-08', side: 'missing' });
    expect(rows).toEqual([
      {
        celebId: 'p',
        name: 'Pia',
        joinedOn: '2023-12-20',
        days: 0,
        lastActiveWeek: '2024-01-15',
      },
    ]);
  });
  test('keep to the group and the joining days', async () => {
    expect((await behind({ ...cell, attribute: 'genre', value: 'music' })).total).toBe(0);
    expect((await behind({ ...cell, side: 'missing', from: '2024-01-10' })).total).toBe(0);
  });
  test('are as many as the cell says, for every cell, side and activity', async () => {
    for (const activity of ['own', 'fan', 'sticker'])
      for (const { cohort, celebs, cells } of (await ask({ activity })).cohorts)
        for (const { week, active } of cells) {
          const at = { activity, week, ...(cohort === null ? {} : { cohort }) };
          expect([
            (await behind(at)).total,
            (await behind({ ...at, side: 'missing' })).total,
          ]).toEqual([active, celebs - active]);
        }
  });
});

test('what does not exist or cannot be is named', async () => {
  const failure = async (more: Record<string, string>) => {
    const error = await ask(more).catch((e: unknown) => e);
    if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
    return [error.code, error.details];
  };
  expect(await failure({ version: 'newest' })).toEqual([
    'not_found',
    { field: 'version', reason: 'newest' },
  ]);
  expect(await failure({ attribute: 'genre', value: 'dance' })).toEqual([
    'not_found',
    { field: 'genre', reason: 'dance' },
  ]);
  expect(await failure({ from: '2024-01-09', to: '2024-01-08' })).toEqual([
    'bad_request',
    { field: 'from', reason: '2024-01-09 – 2024-01-08' },
  ]);
});
