import type { ExplanationPart, FeatureImportance, SeriesImportance } from '@/lib/contracts/explain';
import {
  takeWindows,
  WINDOW_SUMMARIES,
  type WindowTensor,
  windowFeatures,
} from '@/lib/domain/baseline/window-features';
import { featureDirections } from '@/lib/domain/explain/direction';
import { meanAbsoluteByPeriod, sumShapByGroup } from '@/lib/domain/explain/group-shap';
import { SERIES_GROUPS, seriesGroup } from '@/lib/domain/explain/series-group';
import { rankInteractions } from '@/lib/domain/explain/strongest-interaction';
import { fitSurrogate } from '@/lib/domain/explain/surrogate';
import { smoothTrend } from '@/lib/domain/explain/trend';
import { type Matrix, takeRows } from '@/lib/domain/matrix/matrix';
import { createRandom } from '@/lib/domain/random/generator';
import { addDays } from '@/lib/domain/series/period';
import { sampleRows } from '@/lib/domain/trees/binned';
import type { TreeModel } from '@/lib/domain/trees/model';
import { importance } from '@/lib/domain/trees/predict';
import { meanAbsoluteShap, type ShapValues } from '@/lib/domain/trees/shap';
import type { TreeTools } from '@/lib/domain/trees/tools';

/** All complete windows in plain units, with the logits that are to be explained. */
export interface SurrogateInput {
  /** `[n, days, series]`: what the explained model reads. */
  readonly windows: WindowTensor;
  readonly logits: Float64Array;
  readonly train: Int32Array;
  /** Windows that neither the model nor the surrogate was fitted on. */
  readonly heldOut: Int32Array;
  /** Anchors as days since 1970-01-01. */
  readonly anchor: Int32Array;
  readonly seed: number;
}

export interface SurrogateReport {
  readonly surrogate: TreeModel;
  readonly features: readonly string[];
  /** Windows that points are drawn of, as positions among all. */
  readonly sample: Int32Array;
  /** `[sample, features]`. */
  readonly values: Float32Array;
  readonly shap: Float32Array;
  readonly report: Pick<
    ExplanationPart,
    | 'fidelity'
    | 'isConstant'
    | 'expected'
    | 'features'
    | 'groups'
    | 'drift'
    | 'explainedWindows'
    | 'sampleWindows'
  > & {
    readonly series: readonly Omit<SeriesImportance, 'permutation' | 'permutationDeviation'>[];
  };
}

const MOST_TRAINED = 100_000;
const MOST_EXPLAINED = 40_000;
const MOST_POINTS = 5000;
/** Interactions are means over so many windows, fewer where there are so many features that memory would run out. */
const INTERACTION_WINDOWS = 200;
const INTERACTION_NUMBERS = 2e7;
const INTERACTIONS = 3;
/** Trends are for features that people look at. */
const TREND_FEATURES = 100;
/**
 * Deep branches of few windows copy a model's quirks, and the time that exact SHAP values of pairs take grows with the
 * square of their length.
 */
const SURROGATE_DEPTH = 8;
/** Names this use among the streams of a seed. */
const SURROGATE = 22;

/**
 * Fits a surrogate to the logits and says what it heeds (method §8): SHAP values of up to 40,000 windows, their means by
 * feature, series, group and week, directions, interactions and trends, and up to 5,000 windows to draw.
 * @param onProgress told the share that is done
 */
export async function reportSurrogate(
  { windows, logits, train, heldOut, anchor, seed }: SurrogateInput,
  tools: TreeTools,
  onProgress: (share: number) => void,
): Promise<SurrogateReport> {
  const stream = (use: number) => createRandom(seed, SURROGATE, use);
  const drawn = (rows: Int32Array, most: number, use: number) =>
    sampleRows(rows.length, most, stream(use)).map((at) => rows[at] ?? 0);
  const part = (rows: Int32Array) => ({
    windows: takeWindows(windows, rows),
    logits: Float64Array.from(rows, (row) => logits[row] ?? 0),
  });
  const { model, fidelity } = await fitSurrogate(
    part(drawn(train, MOST_TRAINED, 1)),
    part(heldOut),
    { seed, max_depth: SURROGATE_DEPTH },
    tools,
  );
  onProgress(0.4);
  const explained = sampleRows(windows.windows, MOST_EXPLAINED, stream(2));
  const table = windowFeatures(takeWindows(windows, explained));
  const shap = await tools.shapValues(model, table);
  onProgress(0.6);
  const points = sampleRows(explained.length, MOST_POINTS, stream(3));
  const sampled = takeRows(table, points);
  const sampledShap = takeShap(shap, points);
  const features = featureImportances(model, table, shap, { sampled, sampledShap, seed });
  onProgress(1);
  const perSeries = sumShapByGroup(shap, seriesOf(windows), windows.features.length);
  return {
    surrogate: model,
    features: table.names,
    sample: points.map((at) => explained[at] ?? 0),
    values: Float32Array.from(sampled.values),
    shap: Float32Array.from(sampledShap.values),
    report: {
      fidelity,
      isConstant: logits.every((logit) => logit === logits[0]),
      expected: shap.expected,
      series: seriesImportances(windows, model, table, perSeries),
      features,
      groups: groupImportances(windows, perSeries),
      drift: driftOf(
        windows,
        perSeries,
        explained.map((row) => anchor[row] ?? 0),
      ),
      explainedWindows: explained.length,
      sampleWindows: points.length,
    },
  };
}

function takeShap(shap: ShapValues, rows: Int32Array): ShapValues {
  const { values } = takeRows(shap, rows);
  return { ...shap, rows: rows.length, values: Float64Array.from(values) };
}

/** `windowFeatures` puts all series of one summary side by side. */
const seriesOf = ({ features }: WindowTensor) =>
  Int32Array.from(
    { length: features.length * WINDOW_SUMMARIES.length },
    (_, column) => column % features.length,
  );

const byShap = (a: { readonly shap: number }, b: { readonly shap: number }) => b.shap - a.shap;

function featureImportances(
  model: TreeModel,
  table: Matrix,
  shap: ShapValues,
  points: { readonly sampled: Matrix; readonly sampledShap: ShapValues; readonly seed: number },
): FeatureImportance[] {
  const means = meanAbsoluteShap(shap);
  const directions = featureDirections(shap, table);
  const names = model.featureNames;
  const order = names.map((_, i) => i).sort((a, b) => (means[b] ?? 0) - (means[a] ?? 0));
  const few = takeRows(
    points.sampled,
    sampleRows(
      points.sampled.rows,
      Math.min(INTERACTION_WINDOWS, Math.ceil(INTERACTION_NUMBERS / table.columns ** 2)),
      createRandom(points.seed, SURROGATE, 4),
    ),
  );
  const interactions = rankInteractions(model, few);
  return order.map((column, rank) => {
    const name = names[column] ?? '';
    const [series = '', summary] = splitName(name);
    const mean = means[column] ?? 0;
    const valuesOf = (matrix: Matrix) =>
      Float64Array.from({ length: matrix.rows }, (_, row) =>
        Number(matrix.values[row * matrix.columns + column]),
      );
    return {
      name,
      series,
      summary,
      group: seriesGroup(series),
      shap: mean,
      correlation: directions[column]?.correlation ?? null,
      direction: directions[column]?.direction ?? null,
      interactions: (interactions[column] ?? [])
        .slice(0, INTERACTIONS)
        .map(({ feature, strength }) => ({ feature: names[feature] ?? '', strength })),
      trend:
        mean > 0 && rank < TREND_FEATURES
          ? smoothTrend(valuesOf(points.sampled), valuesOf(points.sampledShap))
          : [],
    };
  });
}

/** A feature's series and summary; a series may have dots in its name, a summary has none. */
function splitName(name: string): [string, FeatureImportance['summary']] {
  const dot = name.lastIndexOf('.');
  const summary = WINDOW_SUMMARIES.find((one) => one === name.slice(dot + 1));
  if (!summary) throw new Error(`${name} is no feature of a surrogate`);
  return [name.slice(0, dot), summary];
}

function seriesImportances(
  windows: WindowTensor,
  model: TreeModel,
  table: Matrix,
  perSeries: ShapValues,
) {
  const { features } = windows;
  const means = meanAbsoluteShap(perSeries);
  const sums = firstColumns(table, features.length);
  const directions = featureDirections(perSeries, sums);
  const { gain } = importance(model);
  const total = gain.reduce((sum, value) => sum + value, 0);
  const gains = new Float64Array(features.length);
  seriesOf(windows).forEach((series, column) => {
    gains[series] = (gains[series] ?? 0) + (gain[column] ?? 0) / (total || 1);
  });
  return features
    .map((name, i) => ({
      name,
      group: seriesGroup(name),
      shap: means[i] ?? 0,
      gain: gains[i] ?? 0,
      correlation: directions[i]?.correlation ?? null,
      direction: directions[i]?.direction ?? null,
    }))
    .sort(byShap);
}

/** The sums stand first; see `windowFeatures`. */
function firstColumns({ values, rows, columns }: Matrix, width: number): Matrix {
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++)
    out.set(values.subarray(row * columns, row * columns + width), row * width);
  return { values: out, rows, columns: width };
}

function groupImportances({ features }: WindowTensor, perSeries: ShapValues) {
  const groupOf = features.map((name) => SERIES_GROUPS.indexOf(seriesGroup(name)));
  const means = meanAbsoluteShap(sumShapByGroup(perSeries, groupOf, SERIES_GROUPS.length));
  return SERIES_GROUPS.filter((_, i) => groupOf.includes(i)).map((group) => ({
    group,
    shap: means[SERIES_GROUPS.indexOf(group)] ?? 0,
  }));
}

/** 1970-01-05 was a Monday. */
const mondayOf = (day: number) => day - ((((day - 4) % 7) + 7) % 7);

function driftOf(
  { features }: WindowTensor,
  perSeries: ShapValues,
  anchors: Int32Array,
): ExplanationPart['drift'] {
  const mondays = [...new Set(Array.from(anchors, mondayOf))].sort((a, b) => a - b);
  const place = new Map(mondays.map((monday, i) => [monday, i]));
  const weekOf = anchors.map((day) => place.get(mondayOf(day)) ?? -1);
  const means = meanAbsoluteByPeriod(perSeries, weekOf, mondays.length);
  return {
    weeks: mondays.map((monday, i) => ({
      week: addDays('1970-01-01', monday),
      windows: weekOf.reduce((count, week) => count + (week === i ? 1 : 0), 0),
    })),
    series: features.map((name, column) => ({
      name,
      shap: means.map((week) => week[column] ?? 0),
    })),
  };
}
