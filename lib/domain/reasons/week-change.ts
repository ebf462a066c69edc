/** How a week's sum stands to that of the week before; each kind has a sentence of its own. */
export type WeekChangeKind =
  /** Nothing in both weeks. */
  | 'none'
  | 'stopped'
  | 'started'
  /** Less than a tenth away. */
  | 'steady'
  | 'fell'
  /** By 45 to 55 percent. */
  | 'halved'
  | 'rose'
  /** To 1.9 to 2.1 times. */
  | 'doubled'
  /** To more than ten times: a share says nothing any more. */
  | 'soared';

export interface WeekChange {
  readonly kind: WeekChangeKind;
  /** |week - before| / before; 0 where there is nothing to divide by. */
  readonly share: number;
}

/**
 * Sums up two weeks for a sentence such as "fan answers fell by half".
 * @param week sum over the observed days, from 0
 * @param weekBefore sum over as many days before them, from 0
 * @throws RangeError for sums below 0 or not finite
 */
export function weekChange(week: number, weekBefore: number): WeekChange {
  for (const sum of [week, weekBefore])
    if (!(sum >= 0 && sum < Infinity))
      throw new RangeError(`a week's sum must be from 0, got ${sum}`);
  if (weekBefore === 0) return { kind: week === 0 ? 'none' : 'started', share: 0 };
  const change = week / weekBefore - 1;
  const share = Math.abs(change);
  if (week === 0) return { kind: 'stopped', share };
  if (share < 0.1) return { kind: 'steady', share };
  if (change < 0) return { kind: Math.abs(share - 0.5) <= 0.05 ? 'halved' : 'fell', share };
  if (change > 9) return { kind: 'soared', share };
  return { kind: Math.abs(share - 1) <= 0.1 ? 'doubled' : 'rose', share };
}
