import type { CreateEngine } from '@/lib/ml/train/engine';
import { OnnxEngine } from './onnx-engine';
import { loadOnnxRuntime } from './onnx-runtime';

/** `auto` takes ONNX Runtime where its native module loads, else TensorFlow.js; a run records which one it was. */
export const ENGINES = ['auto', 'onnx', 'tensorflow'] as const;
export type EngineChoice = (typeof ENGINES)[number];

/** @throws Error when `onnx` is asked for and its native module does not load */
export async function chooseEngine(
  choice: EngineChoice,
): Promise<{ readonly name: 'onnx' | 'tensorflow'; readonly create: CreateEngine }> {
  const runtime = choice === 'tensorflow' ? undefined : await loadOnnxRuntime();
  if (runtime) return { name: 'onnx', create: async (s) => new OnnxEngine(runtime, s) };
  if (choice === 'onnx') {
    throw new Error('onnxruntime-node does not load on this machine; "auto" trains without it');
  }
  // Only here, because it takes half a second to load.
  const { TensorflowEngine } = await import('@/lib/ml/train/tensorflow-engine');
  await preferWasm();
  return { name: 'tensorflow', create: async (s) => new TensorflowEngine(s) };
}

/** WebAssembly is some forty times slower than ONNX Runtime, but seven times faster than plain JavaScript. */
export async function preferWasm(): Promise<void> {
  const { tf } = await import('@/lib/ml/model/tensorflow');
  await import('@tensorflow/tfjs-backend-wasm');
  if (!(await tf.setBackend('wasm'))) await tf.setBackend('cpu');
}
