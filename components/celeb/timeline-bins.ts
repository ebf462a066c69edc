import type { CelebTimeline } from '@/lib/contracts/celeb';
import { addDays } from '@/lib/domain/series/period';

export const TIMELINE_STEPS = ['day', 'week'] as const;
export type TimelineStep = (typeof TIMELINE_STEPS)[number];

/** A day or a week of the timeline; values are null where nothing is known, or nothing counts yet. */
export interface TimelineBin {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly own: number | null;
  readonly fan: number | null;
  readonly stickers: number | null;
}

const DAYS = { day: 1, week: 7 } as const;

/**
 * The timeline in days or weeks, up to the one that holds today, which is empty. Weeks are counted from the day of the
 * scores, so that an observed week is one of them; weeks that the data do not hold whole are empty, those at the start
 * left out.
 * @param asOf day of the scores
 */
export function timelineBins(
  { days, own, fan, stickers, spanStart, missingDays, today }: CelebTimeline,
  asOf: string,
  step: TimelineStep,
): TimelineBin[] {
  const first = days[0];
  if (first === undefined) return [];
  const length = DAYS[step];
  const at = new Map(days.map((day, i) => [day, i]));
  const missing = new Set(missingDays);
  let from = asOf;
  while (addDays(from, -length) >= first) from = addDays(from, -length);
  const bins: TimelineBin[] = [];
  for (; from <= today; from = addDays(from, length)) {
    const inside = Array.from({ length }, (_, i) => addDays(from, i));
    const known = inside.flatMap((day) => at.get(day) ?? []);
    const isWhole = known.length === length && inside.some((day) => !missing.has(day));
    const isCounted = inside.some((day) => day >= spanStart);
    const sum = (values: readonly number[]) =>
      isWhole && isCounted ? known.reduce((total, i) => total + (values[i] ?? 0), 0) : null;
    bins.push({
      from,
      to: addDays(from, length - 1),
      own: sum(own),
      fan: sum(fan),
      stickers: sum(stickers),
    });
  }
  return bins;
}

/** Positions of the first and the last bin that hold some of these days; undefined when none does. */
export function binsWithin(
  bins: readonly TimelineBin[],
  period: { readonly from: string; readonly to: string },
): readonly [number, number] | undefined {
  const inside = bins.flatMap(({ from, to }, i) =>
    to >= period.from && from <= period.to ? [i] : [],
  );
  const [first] = inside;
  const last = inside.at(-1);
  return first === undefined || last === undefined ? undefined : [first, last];
}
