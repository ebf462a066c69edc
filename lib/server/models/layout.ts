import path from 'node:path';

/** Below it lies a folder for each run. */
export const modelsRoot = (dataDir: string): string => path.join(dataDir, 'models');

/** A run's folder: `model.json`, `weights.bin` and `model.onnx`, or `tabular.json`. */
export const modelDir = (dataDir: string, runId: string): string =>
  path.join(modelsRoot(dataDir), runId);
