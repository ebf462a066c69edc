/**
 * The operators as functions: each checks the shapes of its inputs, finds the shape of its output and adds a node to
 * the graph its inputs belong to. Meanings are ONNX's (opset 17).
 */
import type { Value } from './graph';
import { broadcastShapes, elementCount, type Shape, sameShape } from './shape';

function only(values: readonly Value[]): Value {
  const [value] = values;
  if (!value || values.length !== 1) {
    throw new Error(`expected one output, got ${values.length}`);
  }
  return value;
}

const elementwise = (operator: 'Add' | 'Sub' | 'Mul' | 'Div') => (a: Value, b: Value) =>
  only(a.graph.add(operator, [a, b], [broadcastShapes(a.shape, b.shape)]));

type Unary = 'Neg' | 'Relu' | 'Sigmoid' | 'Sign' | 'Softplus' | 'Sqrt' | 'Tanh';
const unary = (operator: Unary) => (x: Value) => only(x.graph.add(operator, [x], [x.shape]));

export const add = elementwise('Add');
export const sub = elementwise('Sub');
export const mul = elementwise('Mul');
export const div = elementwise('Div');
export const neg = unary('Neg');
export const relu = unary('Relu');
export const sigmoid = unary('Sigmoid');
/** -1, 0 or 1. */
export const sign = unary('Sign');
/** log(1 + exp(x)), computed without overflow. */
export const softplus = unary('Softplus');
export const sqrt = unary('Sqrt');
export const tanh = unary('Tanh');

export interface GemmSettings {
  /** Added to the product; its shape may be broadcast to the product's. */
  readonly c?: Value;
  readonly transA?: boolean;
  readonly transB?: boolean;
}

/** `A' B' + C` with A' = A or its transpose: `[m, k] x [k, n] -> [m, n]`. @throws RangeError for other shapes */
export function gemm(a: Value, b: Value, { c, transA, transB }: GemmSettings = {}): Value {
  const [m, k] = matrix(a, transA);
  const [k2, n] = matrix(b, transB);
  if (k !== k2) {
    throw new RangeError(`matrices [${m}, ${k}] and [${k2}, ${n}] cannot be multiplied`);
  }
  const shape = [m, n];
  if (c && !sameShape(broadcastShapes(c.shape, shape), shape)) {
    throw new RangeError(`[${c.shape}] cannot be added to a product of shape [${shape}]`);
  }
  const attributes = { transA: Number(transA ?? false), transB: Number(transB ?? false) };
  return only(a.graph.add('Gemm', c ? [a, b, c] : [a, b], [shape], { attributes }));
}

function matrix(value: Value, transposed = false): readonly [number, number] {
  const [rows, columns] = value.shape;
  if (rows === undefined || columns === undefined || value.shape.length !== 2) {
    throw new RangeError(`expected a matrix, got the shape [${value.shape}]`);
  }
  return transposed ? [columns, rows] : [rows, columns];
}

/** Pieces of the given sizes along an axis, in order. @throws RangeError when they do not add up to its length */
export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  const length = x.shape[axis];
  if (length !== sizes.reduce((sum, size) => sum + size, 0)) {
    throw new RangeError(`sizes ${sizes} do not add up to axis ${axis} of [${x.shape}]`);
  }
  if (sizes.length === 1) return [x];
  const shapes = sizes.map((size) => x.shape.with(axis, size));
  return x.graph.add('Split', [x], shapes, { attributes: { axis }, integers: sizes });
}

/** The parts one after another along an axis. @throws RangeError when other axes differ or there is no part */
export function concat(parts: readonly Value[], axis: number): Value {
  const [first] = parts;
  if (!first) throw new RangeError('nothing to concatenate');
  if (parts.length === 1) return first;
  let length = 0;
  for (const part of parts) {
    const size = part.shape[axis];
    if (size === undefined || !sameShape(part.shape.with(axis, 0), first.shape.with(axis, 0))) {
      throw new RangeError(`[${part.shape}] and [${first.shape}] do not fit along axis ${axis}`);
    }
    length += size;
  }
  const shape = first.shape.with(axis, length);
  return only(first.graph.add('Concat', parts, [shape], { attributes: { axis } }));
}

/** The same numbers in row-major order under another shape. @throws RangeError when the counts differ */
export function reshape(x: Value, shape: Shape): Value {
  if (elementCount(shape) !== elementCount(x.shape)) {
    throw new RangeError(`[${x.shape}] cannot be reshaped to [${shape}]`);
  }
  if (sameShape(x.shape, shape)) return x;
  return only(x.graph.add('Reshape', [x], [shape], { integers: shape }));
}

/** Sum over the given axes (all when not given), which disappear from the shape. */
export function reduceSum(x: Value, axes: readonly number[] = x.shape.map((_, i) => i)): Value {
  if (axes.length === 0) return x;
  for (const axis of axes) {
    if (x.shape[axis] === undefined) throw new RangeError(`[${x.shape}] has no axis ${axis}`);
  }
  const shape = x.shape.filter((_, axis) => !axes.includes(axis));
  return only(
    x.graph.add('ReduceSum', [x], [shape], { attributes: { keepdims: 0 }, integers: axes }),
  );
}

/** `x` repeated to a larger shape by the broadcasting rule. @throws RangeError when it does not fit */
export function expand(x: Value, shape: Shape): Value {
  if (!sameShape(broadcastShapes(x.shape, shape), shape)) {
    throw new RangeError(`[${x.shape}] cannot be expanded to [${shape}]`);
  }
  if (sameShape(x.shape, shape)) return x;
  return only(x.graph.add('Expand', [x], [shape], { integers: shape }));
}
