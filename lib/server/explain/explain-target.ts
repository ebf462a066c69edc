import type { ExplanationPart, FeatureLedger } from '@/lib/contracts/explain';
import type { ExplainSettings } from '@/lib/contracts/explain-job';
import type { Target } from '@/lib/contracts/models';
import { takeWindows, type WindowTensor } from '@/lib/domain/baseline/window-features';
import { logitOf } from '@/lib/domain/explain/surrogate';
import type { Run } from '@/lib/server/db/generated/client';
import type { ModelData } from '@/lib/server/models/model-data';
import { loadModelOf, type StoredModel } from '@/lib/server/models/model-store';
import { explain } from '@/lib/server/models/run-task';
import type { ScoringWindows } from '@/lib/server/models/scoring-data';
import { shareNumbers } from '@/lib/server/shared-memory';
import { attributeDays } from './attribute-days';
import { permuteSeries } from './permutation';
import type { ExplanationTables } from './tables';

export interface TargetInput {
  readonly dataDir: string;
  readonly target: Target;
  readonly run: Run & { readonly observeDays: number };
  /** Complete windows with all series of the version. */
  readonly data: ModelData;
  /** Celebs as of the explanation's day, with the same series. */
  readonly current: ScoringWindows;
  readonly settings: ExplainSettings;
  readonly threads: number;
}

/** What `ExplanationPart.report` holds: the part without what its run tells. */
export type PartReport = Omit<ExplanationPart, 'target' | 'runId' | 'kind' | 'isChampion'>;

export interface ExplainedTarget {
  readonly ledger: FeatureLedger;
  readonly report: PartReport;
  readonly tables: ExplanationTables;
}

/** Celebs whose days are attributed one by one; those with the highest probability where there are more. */
const MOST_ATTRIBUTED = 2000;

/**
 * Explains one target's model (method §8). The logits that are explained are those that people see: after Platt
 * calibration, which is a straight line in log-odds; before isotonic calibration, which is none.
 * @throws AppError `model_files_missing`, `training_data`, `cancelled`
 */
export async function explainTarget(
  input: TargetInput,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<ExplainedTarget> {
  const { target, run, data, settings } = input;
  const model = await loadModelOf(input.dataDir, run);
  const scale = scaleOf(model);
  const logitsOf = async (x: Float32Array) =>
    Float64Array.from(await model.raw(x), (p) => scale.slope * logitOf(p) + scale.intercept);
  const all = tensorOf(data.x, data.steps, data.features);
  const windows = selectSeries(all, run.features);
  const current = await currentWindows(input, logitsOf);
  const logits = await logitsOf(windows.values);
  const { celebIndex, anchor, split } = data;
  const labels = data.labels[target];
  const shares = { explain: 0, permute: 0 };
  const tell = (part: keyof typeof shares) => (share: number) => {
    shares[part] = share;
    onProgress(0.8 * shares.explain + 0.2 * shares.permute);
  };
  const { seed } = settings;
  const [{ ledger, surrogate }, permutation, attributed] = await Promise.all([
    explain(
      {
        type: 'explain',
        target,
        windows: all,
        modelWindows: windows,
        logits,
        labels,
        celebIndex,
        anchor,
        train: split.train,
        heldOut: split.test,
        settings,
        threads: input.threads,
      },
      { signal, onProgress: tell('explain') },
    ),
    permuteSeries(
      { predict: model.raw, windows, labels, heldOut: split.test, seed },
      signal,
      tell('permute'),
    ),
    attributeCurrent(model, current, windows, split.train, settings, signal),
  ]);
  const { report } = surrogate;
  const places = new Map(run.features.map((name, i) => [name, i]));
  return {
    ledger,
    report: {
      ...report,
      scale,
      isCalibrated: model.calibration?.method !== 'isotonic',
      series: report.series.map((series) => ({
        ...series,
        permutation: permutation.importance[places.get(series.name) ?? -1] ?? 0,
        permutationDeviation: permutation.deviation[places.get(series.name) ?? -1] ?? 0,
      })),
      attributions: attributed && {
        windows: attributed.logits.length,
        samples: settings.samples,
        background: attributed.background,
        baseline: scale.slope * attributed.baseline + scale.intercept,
        ...errorSizes(attributed.completenessErrors, scale.slope),
      },
      currentWindows: current.celebs.length,
    },
    tables: {
      surrogate: surrogate.surrogate,
      features: surrogate.features,
      series: run.features,
      observeDays: run.observeDays,
      sample: {
        celebs: Array.from(surrogate.sample, (row) => data.celebIds[celebIndex[row] ?? -1] ?? ''),
        anchors: Array.from(surrogate.sample, (row) => anchor[row] ?? 0),
        logits: Float32Array.from(surrogate.sample, (row) => logits[row] ?? 0),
        values: surrogate.values,
        shap: surrogate.shap,
      },
      current: {
        ...current,
        attributions: Float32Array.from(attributed?.values ?? [], (v) => v * scale.slope),
        errors: Float32Array.from(attributed?.completenessErrors ?? [], (v) => v * scale.slope),
      },
    },
  };
}

function scaleOf({ calibration }: StoredModel): ExplanationPart['scale'] {
  if (calibration?.method !== 'platt') return { slope: 1, intercept: 0 };
  const { slope, intercept } = calibration;
  return { slope, intercept };
}

const tensorOf = (
  values: Float32Array,
  days: number,
  features: readonly string[],
): WindowTensor => ({
  values,
  windows: values.length / (days * features.length),
  days,
  features,
});

/** The windows with only these series, in this order; no copy when they are all that there are. */
function selectSeries(windows: WindowTensor, series: readonly string[]): WindowTensor {
  const { values, days, features } = windows;
  if (series.length === features.length && series.every((name, i) => name === features[i]))
    return windows;
  const from = series.map((name) => features.indexOf(name));
  const rows = windows.windows * days;
  const out = new Float32Array(rows * series.length);
  for (let row = 0; row < rows; row++) {
    from.forEach((column, i) => {
      out[row * series.length + i] = values[row * features.length + column] ?? 0;
    });
  }
  return { ...windows, values: shareNumbers(out), features: series };
}

/** Celebs of the explanation's day, the highest probability first. */
async function currentWindows(
  { current, run, data }: TargetInput,
  logitsOf: (x: Float32Array) => Promise<Float64Array>,
): Promise<Pick<ExplanationTables['current'], 'celebs' | 'logits' | 'x'>> {
  const windows = selectSeries(tensorOf(current.x, data.steps, data.features), run.features);
  const logits = await logitsOf(windows.values);
  const order = Array.from(logits, (_, i) => i).sort(
    (a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b,
  );
  return {
    celebs: order.map((row) => current.celebIds[row] ?? ''),
    logits: Float32Array.from(order, (row) => logits[row] ?? 0),
    x: takeWindows(windows, order).values,
  };
}

/** Null for a model that does not read days one by one. */
async function attributeCurrent(
  { sequence }: StoredModel,
  { x }: Pick<ExplanationTables['current'], 'x'>,
  windows: WindowTensor,
  train: Int32Array,
  { samples, seed }: ExplainSettings,
  signal: AbortSignal,
) {
  if (!sequence) return null;
  const explained = x.subarray(0, MOST_ATTRIBUTED * windows.days * windows.features.length);
  return await attributeDays(sequence, { explained, windows, train, samples, seed, signal });
}

function errorSizes(errors: Float64Array, slope: number) {
  const sizes = errors.map((error) => Math.abs(error * slope));
  return {
    meanError: sizes.reduce((sum, size) => sum + size / sizes.length, 0),
    largestError: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}
