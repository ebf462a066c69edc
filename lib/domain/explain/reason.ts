import type { WindowSummary } from '../baseline/window-features';
import type { Standing } from './window';

/** How a feature's value can be told to a reader. */
export const REASON_LEVELS = [
  'none',
  'low',
  'usual',
  'high',
  'falling',
  'steady',
  'rising',
] as const;
export type ReasonLevel = (typeof REASON_LEVELS)[number];

/** The lowest and the highest third of windows are called low and high. */
const THIRD = 1 / 3;

/**
 * Answers: is this value low, usual or high? Slopes are told by their sign, since they say it themselves; a count of 0 is
 * none at all, whatever others have. Of windows with the same value, half count as smaller.
 * @param standing among other windows; null: nothing to compare with, told as usual
 */
export function reasonLevel(
  summary: WindowSummary,
  value: number,
  standing: Standing | null,
): ReasonLevel {
  if (summary === 'slope') return value < 0 ? 'falling' : value > 0 ? 'rising' : 'steady';
  if (value === 0) return 'none';
  if (standing === null) return 'usual';
  const rank = (1 + standing.smaller - standing.larger) / 2;
  return rank < THIRD ? 'low' : rank > 1 - THIRD ? 'high' : 'usual';
}
