import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inferenceOnnx } from '@/lib/ml/model/inference-onnx';
import { describeModel } from '@/lib/ml/model/layers-model';
import { readWeights } from '@/lib/ml/model/model-weights';
import { tf, tfl } from '@/lib/ml/model/tensorflow';

/** The files of a saved model; the first two are what `tf.loadLayersModel` reads, here and in a browser. */
export const MODEL_FILES = {
  model: 'model.json',
  weights: 'weights.bin',
  onnx: 'model.onnx',
} as const;

/** JSON that travels inside the files: scaler, features, target, run. */
export type ModelMetadata = Readonly<Record<string, unknown>>;

/**
 * Saves a model as TensorFlow.js files and as a plain ONNX file. The folder appears complete or not at all.
 * @throws Error when the folder exists already
 */
export async function saveModel(
  dir: string,
  model: tfl.LayersModel,
  metadata: ModelMetadata,
): Promise<void> {
  const onnx = inferenceOnnx(describeModel(model), readWeights(model), {
    metadata: JSON.stringify(metadata),
  });
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(given) };
    }),
  );
  if (!artifacts?.weightData || !artifacts.weightSpecs) throw new Error('the model has no weights');
  const json = {
    format: 'layers-model',
    generatedBy: artifacts.generatedBy,
    convertedBy: null,
    modelTopology: artifacts.modelTopology,
    weightsManifest: [{ paths: [MODEL_FILES.weights], weights: artifacts.weightSpecs }],
    userDefinedMetadata: metadata,
  };
  const draft = `${dir}.${randomUUID()}.tmp`;
  await mkdir(draft, { recursive: true });
  try {
    await writeFile(path.join(draft, MODEL_FILES.model), JSON.stringify(json));
    await writeFile(path.join(draft, MODEL_FILES.weights), weightBytes(artifacts.weightData));
    await writeFile(path.join(draft, MODEL_FILES.onnx), onnx);
    // Fails on a folder that has files, so that no model is ever replaced.
    await rename(draft, dir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** @throws Error when a file is missing or broken. The caller disposes of the model. */
export async function loadModel(
  dir: string,
): Promise<{ model: tfl.LayersModel; metadata: ModelMetadata }> {
  const json: unknown = JSON.parse(await readFile(path.join(dir, MODEL_FILES.model), 'utf8'));
  const bytes = await readFile(path.join(dir, MODEL_FILES.weights));
  const { modelTopology, weightsManifest, userDefinedMetadata } = json as tf.io.ModelJSON;
  const weightSpecs = weightsManifest?.flatMap((group) => group.weights);
  if (!modelTopology || !weightSpecs) throw new Error(`${dir} holds no tf.LayersModel`);
  const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const expected = tf.io
    .getWeightSpecs(weightsManifest)
    .reduce((sum, spec) => sum + 4 * tf.util.sizeFromShape(spec.shape), 0);
  if (expected !== bytes.byteLength) {
    throw new Error(
      `${MODEL_FILES.weights} should have ${expected} bytes, has ${bytes.byteLength}`,
    );
  }
  const model = await tfl.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData }),
  );
  return { model, metadata: (userDefinedMetadata ?? {}) as ModelMetadata };
}

function weightBytes(data: tf.io.WeightData): Uint8Array {
  const parts = Array.isArray(data) ? data : [data];
  return Buffer.concat(parts.map((part) => new Uint8Array(part)));
}
