import type { ExplanationPart } from '@/lib/contracts/explain';

type Drift = ExplanationPart['drift'];

export interface DriftRow {
  readonly name: string;
  /** Mean |SHAP| by week, or its ratio to the series' own mean over all windows. */
  readonly values: readonly number[];
}

/** Fewer windows than this say little about a week. */
export const THIN_WEEK = 30;

/**
 * Series whose drift is shown, the largest mean |SHAP| first: those chosen, else the first `limit`.
 * @param relative to each series' mean, weighted by windows; 0 where the series does nothing at all
 */
export function driftRows(
  { weeks, series }: Drift,
  {
    chosen,
    limit,
    relative,
  }: { readonly chosen: readonly string[]; readonly limit: number; readonly relative: boolean },
): DriftRow[] {
  const windows = weeks.reduce((sum, week) => sum + week.windows, 0);
  const all = series.map(({ name, shap }) => {
    const sum = shap.reduce((total, value, i) => total + value * (weeks[i]?.windows ?? 0), 0);
    return { name, shap, mean: windows > 0 ? sum / windows : 0 };
  });
  all.sort((a, b) => b.mean - a.mean);
  const wanted = all.filter(({ name }) => chosen.includes(name));
  return (wanted.length > 0 ? wanted : all.slice(0, limit)).map(({ name, shap, mean }) => ({
    name,
    values: relative ? shap.map((value) => (mean > 0 ? value / mean : 0)) : shap,
  }));
}
