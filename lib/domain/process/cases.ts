/** Whose events: the owner's in the own room, others' in it, or all. */
export const PROCESS_SIDES = ['own', 'fan', 'both'] as const;
export type ProcessSide = (typeof PROCESS_SIDES)[number];

/**
 * What one case is (method §10).
 * - `visit`: events of one actor without a pause longer than `gapMinutes`. Across rooms, since a visit is what one person
 *   did in one go; `withinRoom` cuts at room changes as well, as if each room were visited by itself.
 * - `celeb-day`: all events in one celeb's room on one day of the dataset's time zone.
 * - `column`: rows with the same value of a further column of the events table; rows without one belong to no case.
 */
export type CaseRule =
  | { readonly kind: 'visit'; readonly gapMinutes: number; readonly withinRoom?: boolean }
  | { readonly kind: 'celeb-day' }
  | { readonly kind: 'column'; readonly column: string };

export const DEFAULT_CASE_RULE: CaseRule = { kind: 'visit', gapMinutes: 30 };

/** Events, or pairs of events, that a person points at; null = the start (`from`) or end (`to`) of the case. */
export type ProcessSelector =
  | { readonly kind: 'activity'; readonly event: string }
  | { readonly kind: 'edge'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'variant'; readonly events: readonly string[] };
