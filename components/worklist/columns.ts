import type { WorklistOptions } from '@/lib/contracts/worklist';

/** Columns besides the attributes, in the order of the table. The name always stays. */
export const COLUMNS = [
  'name',
  'score',
  'rank',
  'churn',
  'sticker',
  'group',
  'previousScore',
  'change',
  'reasons',
  'ownWeeks',
  'lastOwnDay',
  'lastStickerDay',
  'owner',
  'status',
] as const;
export type ColumnKey = (typeof COLUMNS)[number];

/** Shown until somebody chooses others. */
export const DEFAULT_COLUMNS: readonly ColumnKey[] = COLUMNS.filter(
  (key) => key !== 'rank' && key !== 'previousScore',
);

/** Width in pixels; reasons take what is left. */
export const COLUMN_WIDTH: Readonly<Record<ColumnKey, number>> = {
  name: 128,
  score: 72,
  rank: 66,
  churn: 74,
  sticker: 78,
  group: 108,
  previousScore: 76,
  change: 80,
  reasons: 204,
  ownWeeks: 92,
  lastOwnDay: 74,
  lastStickerDay: 74,
  owner: 76,
  status: 98,
};
export const ATTRIBUTE_WIDTH = 110;
export const SELECT_WIDTH = 40;

/** Reasons are filtered by, not sorted by: they have no order. */
export const isSortable = (key: ColumnKey): boolean => key !== 'reasons';
export const isNumeric = (key: ColumnKey): boolean =>
  key === 'score' || key === 'rank' || key === 'previousScore' || key === 'change';

/** A column of the table: one of its own, or an attribute. */
export type TableColumn =
  | { readonly key: ColumnKey; readonly attribute?: undefined }
  | { readonly key: string; readonly attribute: string };

const ATTRIBUTE = 'attribute.';

/** All columns that there are, in the order of the table. */
export const allColumns = ({ attributes }: Pick<WorklistOptions, 'attributes'>): TableColumn[] => [
  ...COLUMNS.map((key) => ({ key })),
  ...attributes.map(({ name }) => ({ key: `${ATTRIBUTE}${name}`, attribute: name })),
];

/** The columns that are shown; the name always. */
export const shownColumns = (
  options: Pick<WorklistOptions, 'attributes'>,
  chosen: readonly string[],
): TableColumn[] => allColumns(options).filter(({ key }) => key === 'name' || chosen.includes(key));
