'use client';
import {
  parseAsArrayOf,
  parseAsFloat,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { WORK_STATUSES } from '@/lib/contracts/work';
import { WORKLIST_MOVES, WORKLIST_SORTS } from '@/lib/contracts/worklist';
import { PRIORITY_GROUPS } from '@/lib/domain/segments/groups';
import { DEFAULT_COLUMNS } from './columns';

/** What the address narrows the worklist by; empty or null = not at all. */
const NARROWING = {
  q: parseAsString.withDefault(''),
  group: parseAsStringLiteral(PRIORITY_GROUPS),
  status: parseAsStringLiteral(WORK_STATUSES),
  owner: parseAsString,
  reason: parseAsString,
  move: parseAsStringLiteral(WORKLIST_MOVES),
  attribute: parseAsString,
  value: parseAsString,
  scoreMin: parseAsFloat,
  scoreMax: parseAsFloat,
  churnMin: parseAsFloat,
  churnMax: parseAsFloat,
  stickerMin: parseAsFloat,
  stickerMax: parseAsFloat,
} as const;

/** Shares of 0 to 1 that can be bounded from both ends. */
export const RANGES = ['score', 'churn', 'sticker'] as const;

/**
 * The worklist's filter, order and columns. All of it lives in the address, so that a link, and a saved view, bring
 * back the same list.
 */
export function useWorklistFilter() {
  return useQueryStates(
    {
      ...NARROWING,
      sort: parseAsString.withDefault('score'),
      order: parseAsStringLiteral(['asc', 'desc'] as const).withDefault('desc'),
      columns: parseAsArrayOf(parseAsString).withDefault([...DEFAULT_COLUMNS]),
    },
    { history: 'push' },
  );
}
export type WorklistState = ReturnType<typeof useWorklistFilter>[0];
export type SetWorklistState = ReturnType<typeof useWorklistFilter>[1];

/** All that narrows, given up. */
export const NO_FILTER = {
  q: null,
  group: null,
  status: null,
  owner: null,
  reason: null,
  move: null,
  attribute: null,
  value: null,
  scoreMin: null,
  scoreMax: null,
  churnMin: null,
  churnMax: null,
  stickerMin: null,
  stickerMax: null,
} as const satisfies Record<keyof typeof NARROWING, null>;
const NARROWING_KEYS = Object.keys(NARROWING) as (keyof typeof NARROWING)[];

const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;

/** What the server is asked for. What an address holds and the server would refuse is left out. */
export function filterParams(state: WorklistState): Record<string, string> {
  return Object.fromEntries(
    NARROWING_KEYS.flatMap((key) => {
      const value = state[key];
      if (value === null || value === '') return [];
      if (/M(in|ax)$/.test(key) && !isShare(value)) return [];
      if (key === 'owner' && !/^(nobody|me|name:.+)$/.test(String(value))) return [];
      return [[key, String(value)]];
    }),
  );
}

/** The order asked for; an address may name another column than there is. */
export function sortParams({ sort, order }: WorklistState): {
  sort: string;
  order: 'asc' | 'desc';
} {
  const isKnown =
    (WORKLIST_SORTS as readonly string[]).includes(sort) || /^attribute\..+$/.test(sort);
  return { sort: isKnown ? sort : 'score', order };
}
