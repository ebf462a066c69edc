import type { InferenceSession } from 'onnxruntime-node';

export type OnnxRuntime = typeof import('onnxruntime-node');

let loading: Promise<OnnxRuntime | undefined> | undefined;

/** ONNX Runtime's native module; nothing where there is none for this platform. */
export function loadOnnxRuntime(): Promise<OnnxRuntime | undefined> {
  loading ??= import('onnxruntime-node').then(
    // A module in the older format comes with its names below `default`.
    (module) => ('InferenceSession' in module ? module : undefined),
    () => undefined,
  );
  return loading;
}

/** One thread a session: several models train side by side, and sums are always taken in the same order. */
export const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};
