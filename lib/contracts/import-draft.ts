import { type GuessColumn, guessMapping } from '@/lib/domain/import/guess';
import type { FieldKind } from '@/lib/domain/import/kinds';
import type { Overrides } from './import';
import { type ImportPayload, importPayloadSchema } from './jobs';
import { type FieldSource, type Mapping, TABLE_FIELDS, TABLES, type TableName } from './tables';

/** One uploaded and inspected file, as the wizard's reader has it set up. */
export interface DraftFile {
  readonly uploadId: string;
  readonly name: string;
  readonly table: TableName;
  readonly mapping: Mapping;
  readonly overrides: Overrides;
  readonly columns: readonly { readonly name: string; readonly kind: FieldKind }[];
}

export const IMPORT_TARGETS = ['new', 'append'] as const;
export type ImportTarget = (typeof IMPORT_TARGETS)[number];

/** Everything the reader decides that is not about one file. Lengths in days; null = the box is empty. */
export interface DraftSettings {
  readonly target: ImportTarget;
  readonly name: string;
  readonly timeZone: string;
  readonly datasetId: string | null;
  readonly duplicates: 'keep' | 'drop';
  readonly observeDays: number | null;
  readonly outcomeDays: number | null;
  readonly strideDays: number | null;
}

export const DEFAULT_SETTINGS: DraftSettings = {
  target: 'new',
  name: '',
  timeZone: 'Asia/Seoul',
  datasetId: null,
  duplicates: 'keep',
  observeDays: 7,
  outcomeDays: 7,
  strideDays: 1,
};

const DAY_SETTINGS = ['observeDays', 'outcomeDays', 'strideDays'] as const;
const MAX_DAYS = 90;
const MAX_NAME = 80;

/** What the wizard cannot run without; `step` says where it is put right. */
export type DraftProblem =
  | { readonly kind: 'no_files'; readonly step: 'files' }
  | {
      readonly kind: 'field_missing' | 'constant_empty' | 'column_gone';
      readonly step: 'files';
      readonly file: string;
      readonly table: TableName;
      readonly field: string;
    }
  | { readonly kind: 'no_events'; readonly step: 'files' }
  | {
      readonly kind: 'name_missing' | 'name_too_long' | 'time_zone_missing';
      readonly step: 'settings';
    }
  | { readonly kind: 'dataset_missing'; readonly step: 'settings' }
  | {
      readonly kind: 'days_invalid';
      readonly step: 'settings';
      readonly field: (typeof DAY_SETTINGS)[number];
    };

const isRequired = (table: TableName, field: string): boolean =>
  TABLE_FIELDS[table].some((f) => f.name === field && f.required);

/** What is missing in one file's mapping, in the order of the table's fields. */
export function fileProblems(file: DraftFile): DraftProblem[] {
  const at = (field: string) =>
    ({ step: 'files', file: file.name, table: file.table, field }) as const;
  return TABLE_FIELDS[file.table].flatMap(({ name }): DraftProblem[] => {
    const source = file.mapping[name];
    if (!source)
      return isRequired(file.table, name) ? [{ kind: 'field_missing', ...at(name) }] : [];
    if ('constant' in source)
      return source.constant.trim() === '' ? [{ kind: 'constant_empty', ...at(name) }] : [];
    return file.columns.some((c) => c.name === source.column)
      ? []
      : [{ kind: 'column_gone', ...at(name) }];
  });
}

/** What is missing in the settings. */
export function settingsProblems(settings: DraftSettings): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (settings.target === 'append') {
    if (settings.datasetId === null) problems.push({ kind: 'dataset_missing', step: 'settings' });
  } else {
    const length = settings.name.trim().length;
    if (length === 0) problems.push({ kind: 'name_missing', step: 'settings' });
    if (length > MAX_NAME) problems.push({ kind: 'name_too_long', step: 'settings' });
    if (settings.timeZone === '') problems.push({ kind: 'time_zone_missing', step: 'settings' });
  }
  for (const field of DAY_SETTINGS) {
    const days = settings[field];
    if (!(days !== null && Number.isInteger(days) && days >= 1 && days <= MAX_DAYS))
      problems.push({ kind: 'days_invalid', step: 'settings', field });
  }
  return problems;
}

/**
 * Everything that keeps the draft from running, files first. An events file is needed only for a new dataset: one
 * that is appended to has its events already.
 */
export function draftProblems(
  files: readonly DraftFile[],
  settings: DraftSettings,
): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (files.length === 0) problems.push({ kind: 'no_files', step: 'files' });
  problems.push(...files.flatMap(fileProblems));
  if (files.length > 0 && settings.target === 'new' && !files.some((f) => f.table === 'events'))
    problems.push({ kind: 'no_events', step: 'files' });
  return [...problems, ...settingsProblems(settings)];
}

export const DRAFT_NOTES = ['no_celebs_file', 'no_stickers_file'] as const;
export type DraftNote = (typeof DRAFT_NOTES)[number];

/** What a new dataset does without; it runs, but the reader should know. */
export function draftNotes(files: readonly DraftFile[], settings: DraftSettings): DraftNote[] {
  if (settings.target === 'append' || files.length === 0) return [];
  const has = (table: TableName) => files.some((f) => f.table === table);
  const notes: DraftNote[] = [];
  if (!has('celebs')) notes.push('no_celebs_file');
  if (!has('stickers')) notes.push('no_stickers_file');
  return notes;
}

/** The request of a draft without problems. @throws ZodError when it has some */
export function importPayload(files: readonly DraftFile[], settings: DraftSettings): ImportPayload {
  const { observeDays, outcomeDays, strideDays } = settings;
  return importPayloadSchema.parse({
    ...(settings.target === 'append'
      ? { datasetId: settings.datasetId ?? undefined }
      : { newDataset: { name: settings.name, timeZone: settings.timeZone } }),
    files: files.map(({ uploadId, name, table, mapping, overrides }) => ({
      uploadId,
      name,
      table,
      mapping: ownFields(table, mapping),
      ...(Object.keys(overrides).length > 0 ? { overrides } : {}),
    })),
    duplicates: settings.duplicates,
    windows: { observeDays, outcomeDays, strideDays },
  });
}

/** Settings of a request that was sent before, to change and send again. */
export function settingsOf(payload: ImportPayload): DraftSettings {
  return {
    ...DEFAULT_SETTINGS,
    target: payload.datasetId === undefined ? 'new' : 'append',
    name: payload.newDataset?.name ?? '',
    timeZone: payload.newDataset?.timeZone ?? DEFAULT_SETTINGS.timeZone,
    datasetId: payload.datasetId ?? null,
    duplicates: payload.duplicates,
    ...payload.windows,
  };
}

function ownFields(table: TableName, mapping: Mapping): Mapping {
  const own: Mapping = {};
  for (const { name } of TABLE_FIELDS[table]) {
    const source = mapping[name];
    if (source) own[name] = source;
  }
  return own;
}

/**
 * The mapping after a file was read anew (another delimiter, another table): what the reader chose stays while its
 * column is still there, the rest is guessed again.
 */
export function remap(table: TableName, chosen: Mapping, columns: readonly GuessColumn[]): Mapping {
  const kept: Mapping = {};
  for (const [field, source] of Object.entries(ownFields(table, chosen))) {
    if ('constant' in source || columns.some((c) => c.name === source.column)) kept[field] = source;
  }
  const used = new Set(Object.values(kept).flatMap((s) => ('column' in s ? [s.column] : [])));
  const free = columns.filter((c) => !used.has(c.name));
  const open = TABLE_FIELDS[table].filter((f) => !kept[f.name]);
  return { ...guessMapping(open, free), ...kept };
}

/** Sets or clears one field's source; an unset field is left out. */
export function withSource(
  mapping: Mapping,
  field: string,
  source: FieldSource | undefined,
): Mapping {
  const { [field]: _, ...rest } = mapping;
  return source ? { ...rest, [field]: source } : rest;
}

/** Fields that a column feeds, in the table's order: the names over a preview's columns. */
export function fieldsOfColumn(table: TableName, mapping: Mapping, column: string): string[] {
  return TABLE_FIELDS[table]
    .filter(({ name }) => {
      const source = mapping[name];
      return source !== undefined && 'column' in source && source.column === column;
    })
    .map((f) => f.name);
}

/** Fields whose column's values do not look like what the field needs: a name as time, a text as number. */
export function doubtfulFields(file: DraftFile): string[] {
  return TABLE_FIELDS[file.table].flatMap(({ name, kind }) => {
    const source = file.mapping[name];
    if (!source || !('column' in source)) return [];
    const found = file.columns.find((c) => c.name === source.column)?.kind;
    if (found === undefined) return [];
    const fits =
      kind === 'timestamp' || kind === 'date'
        ? found === 'timestamp' || found === 'date' || found === 'number'
        : kind === 'number'
          ? found === 'number'
          : found !== 'timestamp' && found !== 'date';
    return fits ? [] : [name];
  });
}

/** Overrides after one more choice; what has no meaning for the chosen format is dropped. */
export function withOverride(overrides: Overrides, choice: Overrides): Overrides {
  const { format, delimiter, encoding, header } = { ...overrides, ...choice };
  const delimited = format !== 'jsonl';
  return {
    ...(format === undefined ? {} : { format }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimited && delimiter !== undefined ? { delimiter } : {}),
    ...(delimited && header !== undefined ? { header } : {}),
  };
}

/** A dataset's name from its files: what they have in common, or the first one's name without its endings. */
export function suggestName(names: readonly string[]): string {
  const stems = names.map((n) =>
    n.replace(/(\.(csv|tsv|txt|jsonl|ndjson|json|parquet|gz|zst|zstd))+$/i, ''),
  );
  const [first = ''] = stems;
  let common = first;
  for (const stem of stems) {
    let same = 0;
    while (same < common.length && common[same] === stem[same]) same++;
    common = common.slice(0, same);
  }
  const tidy = (text: string) => text.replaceAll(/[\s_.-]+/g, ' ').trim();
  const generic = new Set<string>(TABLES);
  const name = tidy(common).length >= 3 ? tidy(common) : tidy(first);
  return generic.has(name.toLowerCase()) ? '' : name.slice(0, MAX_NAME);
}
