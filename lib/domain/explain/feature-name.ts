import { WINDOW_SUMMARIES, type WindowSummary } from '../baseline/window-features';

export interface FeatureName {
  readonly series: string;
  readonly summary: WindowSummary;
}

/**
 * Series and summary of a surrogate's feature `<series>.<summary>`; an event's name may hold dots itself.
 * @throws RangeError for a name that has no summary
 */
export function featureName(feature: string): FeatureName {
  const dot = feature.lastIndexOf('.');
  const summary = WINDOW_SUMMARIES.find((name) => name === feature.slice(dot + 1));
  if (!summary || dot < 1) throw new RangeError(`${feature} is no summary of a series`);
  return { series: feature.slice(0, dot), summary };
}
