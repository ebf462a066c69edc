import { elementCount } from '@/lib/ml/graph/shape';
import { tf, type tfl } from './tensorflow';

/** All weights of a `tf.LayersModel`, flat in the order of `weightSpecs`. */
export function readWeights(model: tfl.LayersModel): Float32Array {
  const parts = model.getWeights().map((weight) => weight.dataSync());
  const flat = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    flat.set(part, at);
    at += part.length;
  }
  return flat;
}

/** Puts flat weights into a `tf.LayersModel`. @throws RangeError when their number does not fit */
export function writeWeights(model: tfl.LayersModel, flat: Float32Array): void {
  const shapes = model.weights.map((weight) => weight.shape.map((length) => length ?? 0));
  const expected = shapes.reduce((sum, shape) => sum + elementCount(shape), 0);
  if (flat.length !== expected) {
    throw new RangeError(`the model has ${expected} weights, got ${flat.length}`);
  }
  let at = 0;
  const tensors = shapes.map((shape) => {
    const from = at;
    at += elementCount(shape);
    return tf.tensor(flat.slice(from, at), shape);
  });
  model.setWeights(tensors);
  tf.dispose(tensors);
}
