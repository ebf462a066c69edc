import { featureName } from '@/lib/domain/explain/feature-name';
import { type WeekChangeKind, weekChange } from './week-change';

/** What happened, as a key of its sentence (`reasons.short.<key>`) with what the sentence names. */
export type ShortReason =
  | { readonly key: 'lastNone'; readonly series: string }
  | { readonly key: 'last'; readonly series: string; readonly value: number }
  | { readonly key: 'slope.up' | 'slope.down' | 'slope.level'; readonly series: string }
  /** `share` is rounded to whole percents: of a week's few events there are no meaningful decimals. */
  | { readonly key: WeekChangeKind; readonly series: string; readonly share: number };

/**
 * Tells what a feature measures: a week that rose explains nothing when its last day was empty.
 * @param reason a surrogate's feature with its value, and its series' sums over the observed days and those before
 * @throws RangeError as `featureName`
 */
export function shortReason(reason: {
  readonly feature: string;
  readonly value: number;
  readonly week: number;
  readonly weekBefore: number;
}): ShortReason {
  const { value, week, weekBefore } = reason;
  const { series, summary } = featureName(reason.feature);
  if (summary === 'last')
    return value === 0 ? { key: 'lastNone', series } : { key: 'last', series, value };
  if (summary === 'slope')
    return { key: `slope.${value > 0 ? 'up' : value < 0 ? 'down' : 'level'}`, series };
  // Refunds can take an amount below zero, and a share of such a week says nothing.
  const { kind, share } = weekChange(Math.max(0, week), Math.max(0, weekBefore));
  return { key: kind, series, share: Math.round(share * 100) / 100 };
}
