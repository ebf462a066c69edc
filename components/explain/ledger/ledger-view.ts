import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';
import { FEATURE_SETS, type FeatureSet } from '@/lib/contracts/explain-job';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';
import type { SeriesGroup } from '@/lib/domain/explain/series-group';
import { type FiveNumbers, fiveNumbers } from '@/lib/domain/stats/five-numbers';

export const VIF_FATES = ['kept', 'removed'] as const;
export type VifFate = (typeof VIF_FATES)[number];

/** What of a ledger is shown; null: all. */
export interface LedgerChoice {
  readonly verdict: BorutaVerdict | null;
  readonly group: SeriesGroup | null;
  readonly vif: VifFate | null;
}

/** Features that a chart draws at most; the others are in its table. */
export const MOST_DRAWN = 30;
/** Features that the heat map draws at most: beyond, its cells are smaller than a pen stroke. */
export const MOST_CORRELATED = 60;

export const isRemoved = ({ vif }: Pick<LedgerRow, 'vif'>): boolean => vif.removedAs !== null;

export const chosenRows = (
  rows: readonly LedgerRow[],
  { verdict, group, vif }: LedgerChoice,
): readonly LedgerRow[] =>
  rows.filter(
    (row) =>
      (verdict === null || row.boruta.verdict === verdict) &&
      (group === null || row.group === group) &&
      (vif === null || (vif === 'removed') === isRemoved(row)),
  );

/** A VIF as a number: Infinity for an exact combination of others. */
export const vifNumber = (vif: LedgerRow['vif']['before']): number | null =>
  vif === 'infinite' ? Number.POSITIVE_INFINITY : vif;

/** The importance of a feature over the trials that it took part in; null without any. */
export const importanceOf = ({ history }: Pick<LedgerRow, 'history'>): FiveNumbers | null =>
  fiveNumbers(history.filter((value) => value !== null));

/** The features with the largest median importance, largest first; those without any trial last. */
export const mostImportant = (rows: readonly LedgerRow[], most: number): readonly LedgerRow[] =>
  rows
    .map((row) => ({ row, median: importanceOf(row)?.median ?? -1 }))
    .sort((a, b) => b.median - a.median)
    .slice(0, most)
    .map(({ row }) => row);

/** The features with the largest VIF before anything was removed, largest first; constant ones last. */
export const mostCollinear = (rows: readonly LedgerRow[], most: number): readonly LedgerRow[] =>
  rows
    .toSorted(
      (a, b) =>
        // Two infinite ones have no difference.
        compare(vifNumber(b.vif.before) ?? -1, vifNumber(a.vif.before) ?? -1) ||
        compare(vifNumber(b.vif.last) ?? -1, vifNumber(a.vif.last) ?? -1),
    )
    .slice(0, most);

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

export interface LedgerCounts extends Readonly<Record<BorutaVerdict, number>> {
  readonly collinear: number;
  readonly constant: number;
}

export function countRows(rows: readonly LedgerRow[]): LedgerCounts {
  const counts = { accepted: 0, tentative: 0, rejected: 0, collinear: 0, constant: 0 };
  for (const { boruta, vif } of rows) {
    counts[boruta.verdict] += 1;
    if (vif.reason !== null) counts[vif.reason] += 1;
  }
  return counts;
}

/** Correlations of chosen features, still in cluster order. */
export function correlationOf(
  { correlation }: Pick<FeatureLedger, 'correlation'>,
  chosen: ReadonlySet<string>,
): FeatureLedger['correlation'] {
  const at = correlation.features.flatMap((feature, i) => (chosen.has(feature) ? [i] : []));
  return {
    features: at.map((i) => correlation.features[i] ?? ''),
    values: at.map((i) => at.map((j) => correlation.values[i]?.[j] ?? null)),
  };
}

/** The features that go most with one, whichever way, the strongest first. */
export function strongestCorrelations(
  { correlation }: Pick<FeatureLedger, 'correlation'>,
  feature: string,
  most: number,
): readonly { readonly feature: string; readonly value: number }[] {
  const row = correlation.values[correlation.features.indexOf(feature)] ?? [];
  return correlation.features
    .flatMap((other, i) => {
      const value = row[i] ?? null;
      return other === feature || value === null ? [] : [{ feature: other, value }];
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, most);
}

/** A set of features that can be trained on. */
export interface SetChoice {
  readonly name: FeatureSet;
  readonly count: number;
  /** An earlier set of the same features: training on both would give the same run twice. */
  readonly same: FeatureSet | null;
}

export function setChoices({ sets }: Pick<FeatureLedger, 'sets'>): readonly SetChoice[] {
  const known = new Map<string, FeatureSet>();
  return FEATURE_SETS.map((name) => {
    const key = JSON.stringify(sets[name]);
    const same = known.get(key) ?? null;
    if (same === null) known.set(key, name);
    return { name, count: sets[name].length, same };
  });
}

/** Pixels of a chart with so many rows of bars. */
export const barsHeight = (rows: number): number => 90 + Math.max(4, rows) * 21;
