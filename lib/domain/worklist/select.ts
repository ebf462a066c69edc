import { PRIORITY_GROUPS, type PriorityGroup, priorityGroup } from '../segments/groups';
import { type CodedColumn, type Order, orderByCodes, orderByNumbers, orderByTexts } from './order';

/**
 * The columns of a snapshot that its worklist is filtered and sorted by. A row's number is its place by score, the
 * highest first, equal scores by id; so whatever else is sorted by, equal values stay in the order of priority.
 */
export interface WorklistColumns {
  readonly celebIds: readonly string[];
  /** What names are sorted by, in lower case: the id where there is no name. */
  readonly names: readonly string[];
  /** Name and id in lower case, to look for a text in. */
  readonly texts: readonly string[];
  readonly churn: Float64Array;
  readonly sticker: Float64Array;
  readonly score: Float64Array;
  /** NaN = the celeb was not in the snapshot before. */
  readonly previousScore: Float64Array;
  readonly change: Float64Array;
  /** Days since 1970; NaN = none. */
  readonly lastOwnDay: Float64Array;
  readonly lastStickerDay: Float64Array;
  /** Own-room activity of the last week. */
  readonly lastWeek: Float64Array;
  readonly attributes: ReadonlyMap<string, CodedColumn>;
}

/** Who looks after each row, and how far it is; statuses are coded in the order of work. */
export interface WorkColumns {
  readonly owner: CodedColumn;
  readonly status: CodedColumn;
}

type Range = readonly [min: number | undefined, max: number | undefined];

/** What a row must be; what is left out does not narrow. */
export interface RowFilter {
  readonly text?: string;
  readonly group?: PriorityGroup;
  readonly score: Range;
  readonly churn: Range;
  readonly sticker: Range;
  readonly attribute?: { readonly name: string; readonly value: string };
  /** Rows that have the reason asked for, 1 each. */
  readonly hasReason?: Uint8Array;
  /** Null = nobody's. */
  readonly owner?: string | null;
  readonly status?: string;
  readonly move?: 'newly' | 'worsened' | 'recovered';
}

export type RowSort =
  | 'name'
  | 'churn'
  | 'sticker'
  | 'score'
  | 'rank'
  | 'group'
  | 'previousScore'
  | 'change'
  | 'ownWeeks'
  | 'lastOwnDay'
  | 'lastStickerDay'
  | 'owner'
  | 'status';

type Test = (row: number) => boolean;

/**
 * Numbers of the rows that a filter leaves, in order. Cost: one pass; the order of a column that never changes is kept
 * beside it, and sorted once.
 * @param threshold score from which a celeb has priority; null = nobody
 */
export function selectRows(
  columns: WorklistColumns,
  work: WorkColumns,
  threshold: number | null,
  filter: RowFilter,
  sort: RowSort | { readonly attribute: string },
  order: Order,
): Uint32Array {
  const tests = testsOf(columns, work, threshold, filter);
  const rows = orderOf(columns, work, threshold, sort, order);
  if (tests.length === 0) return rows;
  return rows.filter((row) => tests.every((test) => test(row)));
}

function testsOf(
  columns: WorklistColumns,
  work: WorkColumns,
  threshold: number | null,
  filter: RowFilter,
): Test[] {
  const { score, churn, previousScore, change } = columns;
  const limit = threshold ?? Number.POSITIVE_INFINITY;
  const tests: Test[] = [];
  for (const name of ['score', 'churn', 'sticker'] as const) {
    const [min, max] = filter[name];
    const values = columns[name];
    if (min !== undefined) tests.push((row) => (values[row] ?? 0) >= min);
    if (max !== undefined) tests.push((row) => (values[row] ?? 0) <= max);
  }
  const { group, move, attribute, hasReason } = filter;
  if (group)
    tests.push(
      (row) =>
        priorityGroup({ churn: churn[row] ?? 0, score: score[row] ?? 0 }, threshold) === group,
    );
  if (filter.owner !== undefined) tests.push(codeTest(work.owner, filter.owner));
  if (filter.status !== undefined) tests.push(codeTest(work.status, filter.status));
  if (attribute) {
    const column = columns.attributes.get(attribute.name);
    tests.push(column ? codeTest(column, attribute.value) : () => false);
  }
  if (hasReason) tests.push((row) => hasReason[row] === 1);
  // A celeb without a score before (NaN) went nowhere.
  if (move === 'worsened') tests.push((row) => (change[row] ?? 0) > 0);
  if (move === 'newly')
    tests.push((row) => (score[row] ?? 0) >= limit && (previousScore[row] ?? 0) < limit);
  if (move === 'recovered')
    tests.push((row) => (score[row] ?? 0) < limit && (previousScore[row] ?? 0) >= limit);
  // Last, because it costs most.
  const text = filter.text?.trim().toLowerCase();
  if (text) tests.push((row) => columns.texts[row]?.includes(text) ?? false);
  return tests;
}

/** Whether a row has a value (null = none); nobody has a value that does not occur. */
function codeTest({ values, codes }: CodedColumn, value: string | null): Test {
  const code = value === null ? -1 : values.indexOf(value);
  return value !== null && code < 0 ? () => false : (row) => codes[row] === code;
}

function orderOf(
  columns: WorklistColumns,
  work: WorkColumns,
  threshold: number | null,
  sort: RowSort | { readonly attribute: string },
  order: Order,
): Uint32Array {
  if (typeof sort === 'object') {
    const column = columns.attributes.get(sort.attribute);
    const { values, codes } = column ?? { values: [], codes: noCodes(columns) };
    return orderByCodes(codes, values.length, order);
  }
  switch (sort) {
    case 'owner':
    case 'status': {
      const { values, codes } = work[sort];
      return orderByCodes(codes, values.length, order);
    }
    case 'group': {
      const { churn, score } = columns;
      const codes = Int32Array.from(score, (value, row) =>
        PRIORITY_GROUPS.indexOf(priorityGroup({ churn: churn[row] ?? 0, score: value }, threshold)),
      );
      return orderByCodes(codes, PRIORITY_GROUPS.length, order);
    }
    case 'name':
      return kept(columns.names, order, () => orderByTexts(columns.names, order));
    case 'rank':
      // The best rank has the highest score.
      return byNumbers(columns.score, order === 'asc' ? 'desc' : 'asc');
    case 'ownWeeks':
      return byNumbers(columns.lastWeek, order);
    default:
      return byNumbers(columns[sort], order);
  }
}

const noCodes = ({ celebIds }: WorklistColumns) => new Int32Array(celebIds.length).fill(-1);

const byNumbers = (values: Float64Array, order: Order) =>
  kept(values, order, () => orderByNumbers(values, order));

/** Orders found, as long as their column is kept. */
const orders = new WeakMap<object, Partial<Record<Order, Uint32Array>>>();

function kept(column: object, order: Order, find: () => Uint32Array): Uint32Array {
  const known = orders.get(column) ?? {};
  const rows = known[order] ?? find();
  orders.set(column, { ...known, [order]: rows });
  return rows;
}
