import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type BASELINES, calibrationSchema, modelKindSchema } from '@/lib/contracts/models';
import { predictMostFrequent } from '@/lib/domain/baseline/most-frequent';
import { flattenWindows, type WindowTensor } from '@/lib/domain/baseline/window-features';
import { predictLogistic } from '@/lib/domain/linear/logistic';
import { type Calibration, calibrate } from '@/lib/domain/metrics/calibration';
import { treeModelFromJson } from '@/lib/domain/trees/model';
import { predict } from '@/lib/domain/trees/predict';
import type { ModelWithWeights } from '@/lib/ml/explain/input-gradients';
import type { Architecture } from '@/lib/ml/model/architecture';
import { describeModel, toLayersModel } from '@/lib/ml/model/layers-model';
import { readWeights, writeWeights } from '@/lib/ml/model/model-weights';
import { type Scaler, scalerSchema, scaleWindows } from '@/lib/ml/scale';
import type { Run } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { loadModel, type ModelMetadata, saveModel } from '@/lib/server/ml/model-files';
import { predictWithWeights } from '@/lib/server/ml/predict';
import { modelDir } from './layout';
import { logisticTable, treeTable } from './model-tasks';

const TABULAR_FILE = 'tabular.json';

interface TabularFile {
  readonly metadata: ModelMetadata;
  readonly model: unknown;
}

/** Saves a model on tables as one JSON file. The folder appears complete or not at all. */
export async function saveTabularModel(dir: string, file: TabularFile): Promise<void> {
  const draft = `${dir}.${randomUUID()}.tmp`;
  await mkdir(draft, { recursive: true });
  try {
    await writeFile(path.join(draft, TABULAR_FILE), JSON.stringify(file));
    await rename(draft, dir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Saves weights as TensorFlow.js files and as a plain ONNX file; see `saveModel`. */
export async function saveSequenceModel(
  dir: string,
  architecture: Architecture,
  weights: Float32Array,
  metadata: ModelMetadata,
): Promise<void> {
  const model = toLayersModel(architecture);
  try {
    writeWeights(model, weights);
    await saveModel(dir, model, metadata);
  } finally {
    model.dispose();
  }
}

/** Probabilities of raw windows `[n, observeDays, features]`, features in the run's order. */
export type Predictor = (x: Float32Array) => Promise<Float64Array>;

/** A sequence model as it was trained: its windows have to be scaled first. */
export interface StoredSequence extends ModelWithWeights {
  readonly scaler: Scaler;
}

export interface StoredModel {
  /** Before calibration. */
  readonly raw: Predictor;
  readonly calibration: Calibration | null;
  /** Null for models on tables. */
  readonly sequence: StoredSequence | null;
}

type RunOfModel = Pick<Run, 'id' | 'kind' | 'features' | 'calibration'> & {
  readonly observeDays: number;
};

/**
 * Reads a run's model.
 * @throws AppError `model_files_missing` when the folder was removed or is broken
 */
export async function loadModelOf(dataDir: string, run: RunOfModel): Promise<StoredModel> {
  const dir = modelDir(dataDir, run.id);
  const calibration = run.calibration === null ? null : calibrationSchema.parse(run.calibration);
  try {
    const kind = modelKindSchema.parse(run.kind);
    if (kind !== 'gru' && kind !== 'bilstm' && kind !== 'gru-bilstm')
      return { raw: await readTabular(dir, run, kind), calibration, sequence: null };
    const sequence = await readSequence(dir);
    return { raw: predictorOf(sequence), calibration, sequence };
  } catch (error) {
    throw new AppError(
      'model_files_missing',
      `The model files of run ${run.id} cannot be read (${existsSync(dir) ? 'they are broken' : 'the folder is gone'}). Restore the folder "models" of the data folder from a backup, or train again.`,
      { reason: run.id },
      { cause: error },
    );
  }
}

/** A run's calibrated probabilities. @throws as `loadModelOf` */
export async function loadPredictor(dataDir: string, run: RunOfModel): Promise<Predictor> {
  const { raw, calibration } = await loadModelOf(dataDir, run);
  return async (x) => {
    const p = await raw(x);
    return calibration ? calibrate(calibration, p) : p;
  };
}

const mostFrequentSchema = z.object({ probability: z.number() });
const logisticSchema = z.object({ intercept: z.number(), coefficients: z.array(z.number()) });

async function readTabular(
  dir: string,
  run: { readonly features: readonly string[]; readonly observeDays: number },
  kind: (typeof BASELINES)[number],
): Promise<Predictor> {
  const file = JSON.parse(await readFile(path.join(dir, TABULAR_FILE), 'utf8')) as TabularFile;
  const tensorOf = (x: Float32Array): WindowTensor => ({
    values: x,
    windows: x.length / (run.observeDays * run.features.length),
    days: run.observeDays,
    features: run.features,
  });
  if (kind === 'most-frequent') {
    const model = mostFrequentSchema.parse(file.model);
    return async (x) => predictMostFrequent(model, flattenWindows(tensorOf(x)).rows);
  }
  if (kind === 'logistic') {
    const model = logisticSchema.parse(file.model);
    return async (x) => predictLogistic(model, logisticTable(tensorOf(x)));
  }
  const model = treeModelFromJson(file.model);
  return async (x) => predict(model, treeTable(tensorOf(x)));
}

async function readSequence(dir: string): Promise<StoredSequence> {
  const { model, metadata } = await loadModel(dir);
  const architecture = describeModel(model);
  const weights = readWeights(model);
  model.dispose();
  return { architecture, weights, scaler: scalerSchema.parse(metadata.scaler) };
}

const predictorOf =
  ({ architecture, weights, scaler }: StoredSequence): Predictor =>
  async (x) => {
    const rows = Int32Array.from({ length: windowsIn(x, architecture) }, (_, i) => i);
    return Float64Array.from(
      await predictWithWeights(architecture, weights, scaleWindows(scaler, x), rows),
    );
  };

const windowsIn = (x: Float32Array, { steps, features }: Architecture) =>
  x.length / (steps * features);
