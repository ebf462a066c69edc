import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';
import type { TrialState } from '@/lib/domain/search/trials';
import { axisLabel, type TooltipLine } from './parts';

/** How trials are said; the charts of a search share it. */
export interface TrialWords {
  readonly state: Readonly<Record<TrialState, string>>;
  readonly trial: (number: number) => string;
  /** What a tooltip says of a trial. */
  readonly about: (number: number) => readonly TooltipLine[];
  readonly formatValue: (value: number) => string;
  /** Of the objective. */
  readonly valueName: string;
}

const CROSS = 'path://M0,2L2,0L5,3L8,0L10,2L7,5L10,8L8,10L5,7L2,10L0,8L3,5Z';

/** A state's shape and colour: told apart by shape as well. */
export function trialMark(state: TrialState, scheme: Scheme) {
  const palette = CATEGORICAL[scheme];
  switch (state) {
    case 'finished':
      return { symbol: 'circle', size: 9, colour: palette[0] };
    case 'pruned':
      return { symbol: 'triangle', size: 9, colour: NEUTRAL[scheme].soft };
    case 'failed':
      return { symbol: CROSS, size: 9, colour: palette[3] };
    case 'running':
      return { symbol: 'emptyDiamond', size: 11, colour: palette[1] };
  }
}

/** The order of the legend. */
export const STATES_SHOWN: readonly TrialState[] = ['finished', 'pruned', 'failed', 'running'];

/** A mark of a trial; the chosen one is larger and ringed. `name` is what a click tells. */
export const trialPoint = (
  number: number,
  value: readonly number[],
  chosen: boolean,
  scheme: Scheme,
) => ({
  name: String(number),
  value,
  ...(chosen
    ? {
        symbolSize: 16,
        itemStyle: { borderColor: NEUTRAL[scheme].ink, borderWidth: 2.5 },
      }
    : {}),
});

/** @param itemWidth pixels of a sample; lines need more to show their dashes */
export const trialLegend = (scheme: Scheme, itemWidth: number) => ({
  type: 'scroll' as const,
  left: 0,
  right: 0,
  top: 0,
  itemWidth,
  itemHeight: 10,
  itemGap: 16,
  textStyle: { color: NEUTRAL[scheme].ink, fontSize: 12 },
  inactiveColor: NEUTRAL[scheme].soft,
  pageIconColor: NEUTRAL[scheme].ink,
  pageTextStyle: { color: NEUTRAL[scheme].soft },
});

/** Lowest and highest value with a little air; the whole unit interval without any. */
export function valueRange(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(low <= high)) return [0, 1];
  const air = high > low ? (high - low) * 0.06 : 0.01;
  return [low - air, high + air];
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor((sorted.length - 1) * share)] ?? 0;

/**
 * As `valueRange`, but values far below the rest (by more than three interquartile ranges, Tukey 1977) do not press all
 * others together: they lie outside.
 */
export function crowdRange(values: readonly number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const fence = q1 - 3 * (q3 - q1);
  return valueRange(q3 > q1 ? sorted.filter((value) => value >= fence) : sorted);
}

/**
 * Axes of a count (trials, epochs) from 1 and of the objective.
 * @param count what is counted, and how far
 * @param range lowest and highest objective shown
 */
export function trialAxes(
  scheme: Scheme,
  words: TrialWords,
  count: { readonly name: string; readonly last: number },
  [low, high]: readonly [number, number],
) {
  const { soft, line } = NEUTRAL[scheme];
  const axisLine = { show: true, lineStyle: { color: line } };
  return {
    xAxis: {
      type: 'value',
      name: count.name,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: { color: soft, fontSize: 12 },
      min: 1,
      max: Math.max(2, count.last),
      minInterval: 1,
      axisLine,
      splitLine: { show: false },
      axisLabel: { ...axisLabel(scheme), hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      name: words.valueName,
      nameTextStyle: { color: soft, fontSize: 12, align: 'left', padding: [0, 0, 0, -30] },
      min: low,
      max: high,
      axisLine,
      splitLine: { lineStyle: { color: line } },
      axisLabel: {
        ...axisLabel(scheme),
        formatter: words.formatValue,
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
  };
}
