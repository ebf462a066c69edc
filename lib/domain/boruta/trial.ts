import type { Matrix } from '../matrix/matrix';
import { createRandom, type Random } from '../random/generator';
import { type BinnedData, sampleRows } from '../trees/binned';
import { binForTraining } from '../trees/boost';
import { hasTwoClasses, type Targets } from '../trees/objective';
import { meanAbsoluteShap } from '../trees/shap';
import { SINGLE_THREAD, type TreeTools } from '../trees/tools';
import { type BorutaState, type BorutaTrial, isFinished } from './boruta';
import { sampleColumns, trialBins, trialColumns, trialMatrix } from './shadows';

/** Training windows: the only ones that a choice of features may see. */
export interface BorutaData extends Targets {
  /** `[rows, features]`, NaN = missing. */
  readonly matrix: Matrix;
  /** The table after binning, the same for all trials. */
  readonly binned: BinnedData;
}

/**
 * Bins the table once for all trials.
 * @throws RangeError when the columns are not those of the settings, or all labels are equal
 */
export function prepareBoruta(
  { settings }: BorutaState,
  matrix: Matrix,
  targets: Targets,
): BorutaData {
  if (matrix.columns !== settings.features.length) {
    throw new RangeError(`${settings.features.length} names do not fit ${matrix.columns} columns`);
  }
  if (!hasTwoClasses(targets)) {
    throw new RangeError('all labels are equal: there is nothing that a feature could tell apart');
  }
  return { ...targets, matrix, binned: binForTraining(matrix, settings.trees) };
}

/** The stream of the next trial: it depends on the seed and the trial's number, not on the trials before. */
export const trialRandom = ({ settings, trials }: BorutaState): Random =>
  createRandom(settings.seed, TRIAL, trials.length + 1);

/** Names this use among the streams of a seed. */
const TRIAL = 1;

/**
 * Measures the next trial: draws rows, trains boosted trees on the features that are not rejected and on a shadow of
 * each, and takes the mean |SHAP| of all over those rows, or a sample of them (Kursa and Rudnicki 2010, with SHAP in place of the forest's importance as in Keany's BorutaShap).
 * Changes nothing; `addTrial` takes the result into the state. The same state, data and stream give the same trial.
 * @throws RangeError when no trial is due
 */
export async function nextTrial(
  state: BorutaState,
  data: BorutaData,
  random: Random = trialRandom(state),
  tools: TreeTools = SINGLE_THREAD,
): Promise<BorutaTrial> {
  if (isFinished(state)) throw new RangeError('no further trial is due');
  const { settings, features } = state;
  const { matrix, binned, labels, weights } = data;
  const active = features.flatMap(({ verdict }, i) => (verdict === 'rejected' ? [] : [i]));
  const count = Math.max(1, Math.round(matrix.rows * settings.rowShare));
  const rows = sampleRows(matrix.rows, count, random);
  const columns = trialColumns(active, rows, random);
  const training = {
    data: trialBins(binned, columns),
    labels: take(labels, rows),
    weights: weights && take(weights, rows),
  };
  const params = { ...settings.trees, seed: random.bits() };
  const names = columns.map(({ feature }, i) =>
    i < active.length ? `${feature}` : `${feature}.shadow-${i}`,
  );
  const model = await tools.train(training, params, names);
  const explained = sampleColumns(columns, settings.explainRows, random);
  const shap = await tools.shapValues(model, trialMatrix(matrix, explained));
  const means = Array.from(meanAbsoluteShap(shap));
  const shadows = means.slice(active.length);
  const importance = features.map((): number | null => null);
  active.forEach((feature, i) => {
    importance[feature] = means[i] ?? 0;
  });
  return {
    number: state.trials.length + 1,
    importance,
    shadow: {
      max: Math.max(...shadows),
      mean: shadows.reduce((sum, value) => sum + value, 0) / shadows.length,
      min: Math.min(...shadows),
    },
  };
}

const take = (values: ArrayLike<number>, rows: Int32Array) =>
  Float64Array.from(rows, (row) => values[row] as number);
