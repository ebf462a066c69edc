import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';
import type { ExplainSettings, FeatureSet } from '@/lib/contracts/explain-job';
import type { Target } from '@/lib/contracts/models';
import type { NamedMatrix } from '@/lib/domain/baseline/window-features';
import { addTrial, type BorutaState, isFinished, startBoruta } from '@/lib/domain/boruta/boruta';
import { nextTrial, prepareBoruta, trialRandom } from '@/lib/domain/boruta/trial';
import { seriesGroup } from '@/lib/domain/explain/series-group';
import { type Matrix, takeRows } from '@/lib/domain/matrix/matrix';
import { numberGroups } from '@/lib/domain/metrics/bootstrap';
import { createRandom } from '@/lib/domain/random/generator';
import { clusterOrder } from '@/lib/domain/stats/cluster-order';
import { spearmanMatrix } from '@/lib/domain/stats/rank-correlation';
import { selectByVif, type VifSelection } from '@/lib/domain/stats/vif';
import { sampleRows } from '@/lib/domain/trees/binned';
import type { TreeTools } from '@/lib/domain/trees/tools';

/** Training windows: the only ones that a choice of features may see. */
export interface LedgerInput {
  readonly target: Target;
  /** Sums over the observed week, one column per series of the daily table; names are those of the series. */
  readonly table: NamedMatrix;
  readonly labels: Uint8Array;
  readonly celebIndex: Int32Array;
  readonly settings: ExplainSettings;
}

/** More training windows than this are drawn from: verdicts no longer move, and time would grow with the platform. */
const MOST_WINDOWS = 60_000;
const MOST_CORRELATED = 20_000;
/** Names this use among the streams of a seed. */
const LEDGER = 21;

/**
 * Judges every series by VIF and Boruta-SHAP (method §8).
 * @param onTrial told the share of the trials that are over
 * @throws RangeError when all labels are equal
 */
export async function makeLedger(
  given: LedgerInput,
  tools: TreeTools,
  onTrial: (share: number) => void,
): Promise<FeatureLedger> {
  const { target, settings } = given;
  const { table, labels, celebIndex } = drawWindows(given);
  const vif = selectByVif(table, table.names, settings.vifLimit);
  const correlation = clusteredCorrelation(table, settings.seed);
  const boruta = await runBoruta({ table, labels, settings }, tools, onTrial);
  return {
    target,
    settings,
    windows: {
      count: table.rows,
      celebs: numberGroups(celebIndex).count,
      positives: labels.reduce((sum, label) => sum + label, 0),
    },
    rows: ledgerRows(table.names, vif, boruta),
    shadows: boruta.trials.map(({ shadow }) => ({ ...shadow })),
    correlation,
    sets: featureSets(table.names, vif, boruta),
  };
}

function drawWindows({ table, labels, celebIndex, settings }: LedgerInput) {
  if (table.rows <= MOST_WINDOWS) return { table, labels, celebIndex };
  const rows = sampleRows(table.rows, MOST_WINDOWS, createRandom(settings.seed, LEDGER, 1));
  return {
    table: { ...takeRows(table, rows), names: table.names },
    labels: Uint8Array.from(rows, (row) => labels[row] ?? 0),
    celebIndex: Int32Array.from(rows, (row) => celebIndex[row] ?? -1),
  };
}

function clusteredCorrelation(table: NamedMatrix, seed: number): FeatureLedger['correlation'] {
  const rows = sampleRows(table.rows, MOST_CORRELATED, createRandom(seed, LEDGER, 2));
  const values = spearmanMatrix(takeRows(table, rows));
  const order = clusterOrder(values);
  return {
    features: order.map((i) => table.names[i] ?? ''),
    values: order.map((i) => order.map((j) => rounded(values[i]?.[j] ?? null))),
  };
}

/** A thousandth of a correlation is more than a colour can show. */
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 1e4) / 1e4);

async function runBoruta(
  {
    table,
    labels,
    settings,
  }: { table: NamedMatrix & Matrix; labels: Uint8Array; settings: ExplainSettings },
  tools: TreeTools,
  onTrial: (share: number) => void,
): Promise<BorutaState> {
  const { alpha, trials: maxTrials, seed } = settings;
  let state = startBoruta({ features: table.names, alpha, maxTrials, seed });
  const data = prepareBoruta(state, table, { labels });
  while (!isFinished(state)) {
    state = addTrial(state, await nextTrial(state, data, trialRandom(state), tools));
    onTrial(state.trials.length / maxTrials);
  }
  return state;
}

/** Infinity and NaN have no JSON. */
const tellVif = (vif: number | undefined) =>
  vif === undefined || Number.isNaN(vif) ? null : vif === Infinity ? 'infinite' : vif;

function ledgerRows(
  names: readonly string[],
  { removed, kept, before }: VifSelection,
  { features, trials }: BorutaState,
): LedgerRow[] {
  const last = new Map([...removed, ...kept].map((entry) => [entry.feature, entry.vif]));
  const first = new Map(before.map((entry) => [entry.feature, entry.vif]));
  return names.map((feature, i) => {
    const at = removed.findIndex((entry) => entry.feature === feature);
    const judged = features[i];
    if (!judged) throw new Error(`${feature} was not judged`);
    const { feature: _, ...boruta } = judged;
    return {
      feature,
      group: seriesGroup(feature),
      vif: {
        before: tellVif(first.get(feature)),
        last: tellVif(last.get(feature)),
        removedAs: at < 0 ? null : at + 1,
        reason: removed[at]?.reason ?? null,
      },
      boruta,
      history: trials.map(({ importance }) => importance[i] ?? null),
    };
  });
}

function featureSets(
  names: readonly string[],
  { kept }: VifSelection,
  { features }: BorutaState,
): Record<FeatureSet, string[]> {
  const apart = new Set(kept.map(({ feature }) => feature));
  const accepted = names.filter((_, i) => features[i]?.verdict === 'accepted');
  return {
    all: [...names],
    accepted,
    'not-collinear': names.filter((name) => apart.has(name)),
    'accepted-not-collinear': accepted.filter((name) => apart.has(name)),
  };
}
