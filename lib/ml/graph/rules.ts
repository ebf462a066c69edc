import type { Graph, Node, Operator, Value } from './graph';
import * as op from './operators';
import { elementCount, repeatedAxes, type Shape } from './shape';

/**
 * One summand of a gradient, of the value's shape or with further axes of length 1. A matrix product is kept unfinished, so that the sum can be taken inside `Gemm`; the
 * weights of a recurrent layer get one such product for each time step.
 */
export type Contribution =
  | { readonly kind: 'tensor'; readonly value: Value; readonly negative?: boolean }
  | {
      readonly kind: 'product';
      readonly a: Value;
      readonly b: Value;
      readonly transA?: boolean;
      readonly transB?: boolean;
    };

/**
 * The vector-Jacobian product of one operator.
 * @param gradients the loss's gradient with respect to each output; at least one is given
 * @returns for each input a function that makes its contribution, called only where that gradient is wanted
 */
export type Rule = (
  node: Node,
  gradients: readonly (Value | undefined)[],
) => readonly (() => Contribution)[];

const tensor = (value: Value): Contribution => ({ kind: 'tensor', value });
const negative = (value: Value): Contribution => ({ kind: 'tensor', value, negative: true });

/** Sums what broadcasting had repeated, back to the input's own shape. */
const shrink = (gradient: Value, shape: Shape): Value =>
  op.reshape(op.reduceSum(gradient, repeatedAxes(shape, gradient.shape)), shape);

/**
 * g y, written with fewer products where it can be: a gradient g = d u that came through p = u y gives d p, and p is
 * known from the forward pass. The derivatives of sigmoid and tanh are polynomials in their own output, and in a
 * gated cell that output is nearly always multiplied by something.
 */
function timesOutput(g: Value, y: Value): Value {
  if (g.node?.operator === 'Mul') {
    const [left, right] = [at(g.node.inputs, 0), at(g.node.inputs, 1)];
    for (const [d, u] of [
      [left, right],
      [right, left],
    ] as const) {
      const product = g.graph.knownProduct(u, y);
      if (product) return op.mul(d, product);
    }
  }
  return op.mul(g, y);
}

const scalar = (graph: Graph, value: number) => graph.constant([value]);

type UnaryDerivative = (gradient: Value, x: Value, y: Value) => Contribution;
/** A rule for y = f(x), one number at a time. */
const unary =
  (derivative: UnaryDerivative): Rule =>
  ({ inputs, outputs }, gradients) => {
    const [x, y, gradient] = [at(inputs, 0), at(outputs, 0), at(gradients, 0)];
    return [() => derivative(gradient, x, y)];
  };

type BinaryDerivative = (gradient: Value, a: Value, b: Value, y: Value) => Contribution;
/** A rule for y = f(a, b), one number at a time after broadcasting; the parts are df/da and df/db. */
const binary =
  (byA: BinaryDerivative, byB: BinaryDerivative): Rule =>
  ({ inputs, outputs }, gradients) => {
    const [a, b, y, gradient] = [at(inputs, 0), at(inputs, 1), at(outputs, 0), at(gradients, 0)];
    const fitted = (contribution: Contribution, shape: Shape): Contribution =>
      contribution.kind === 'tensor'
        ? { ...contribution, value: shrink(contribution.value, shape) }
        : contribution;
    return [
      () => fitted(byA(gradient, a, b, y), a.shape),
      () => fitted(byB(gradient, a, b, y), b.shape),
    ];
  };

function at(values: readonly (Value | undefined)[], index: number): Value {
  const value = values[index];
  if (!value) throw new Error(`there is no value ${index}`);
  return value;
}

/** Y = A' B' + C: dA' = G B'^T, dB' = A'^T G, dC = G; a transposed input gets the transposed gradient. */
const gemmRule: Rule = ({ inputs, attributes }, gradients) => {
  const [a, b, c, g] = [at(inputs, 0), at(inputs, 1), inputs[2], at(gradients, 0)];
  const transA = attributes.transA === 1;
  const transB = attributes.transB === 1;
  const parts = [
    (): Contribution =>
      transA
        ? { kind: 'product', a: b, b: g, transA: transB, transB: true }
        : { kind: 'product', a: g, b, transB: !transB },
    (): Contribution =>
      transB
        ? { kind: 'product', a: g, b: a, transA: true, transB: transA }
        : { kind: 'product', a, b: g, transA: !transA },
  ];
  return c ? [...parts, () => addendContribution(g, c.shape)] : parts;
};

/** A bias was repeated for each row: the sum over rows as a product with ones, which is faster than `ReduceSum`. */
function addendContribution(g: Value, shape: Shape): Contribution {
  const [rows = 1, columns = 1] = g.shape;
  if (rows === 1 || elementCount(shape) !== columns || shape.at(-1) !== columns) {
    return tensor(shrink(g, shape));
  }
  const ones = g.graph.constant(new Float32Array(rows).fill(1), [1, rows]);
  return { kind: 'product', a: ones, b: g };
}

/** The pieces' gradients side by side; a piece that the loss does not see has the gradient zero. */
const splitRule: Rule = ({ inputs, outputs, attributes }, gradients) => {
  const { graph } = at(inputs, 0);
  const whole = () =>
    op.concat(
      outputs.map((output, i) => gradients[i] ?? op.expand(scalar(graph, 0), output.shape)),
      attributes.axis ?? 0,
    );
  return [() => tensor(whole())];
};

const concatRule: Rule = ({ inputs, attributes }, gradients) => {
  const axis = attributes.axis ?? 0;
  const sizes = inputs.map((input) => input.shape[axis] ?? 0);
  return inputs.map((_, i) => () => tensor(at(op.split(at(gradients, 0), sizes, axis), i)));
};

const reduceSumRule: Rule = ({ inputs, integers = [] }, gradients) => {
  const x = at(inputs, 0);
  const kept = x.shape.map((length, axis) => (integers.includes(axis) ? 1 : length));
  return [() => tensor(op.expand(op.reshape(at(gradients, 0), kept), x.shape))];
};

export const RULES: Readonly<Record<Operator, Rule>> = {
  Add: binary(
    (g) => tensor(g),
    (g) => tensor(g),
  ),
  Sub: binary(
    (g) => tensor(g),
    (g) => negative(g),
  ),
  Mul: binary(
    (g, _, b) => tensor(op.mul(g, b)),
    (g, a) => tensor(op.mul(g, a)),
  ),
  Div: binary(
    (g, _, b) => tensor(op.div(g, b)),
    (g, _, b, y) => negative(op.mul(op.div(g, b), y)),
  ),
  Neg: unary((g) => negative(g)),
  Relu: unary((g, _, y) => tensor(op.mul(g, op.sign(y)))),
  // y' = y (1 - y)
  Sigmoid: unary((g, _, y) => {
    const scaled = timesOutput(g, y);
    return tensor(op.sub(scaled, op.mul(scaled, y)));
  }),
  // Flat wherever it has a derivative.
  Sign: unary((g) => tensor(op.mul(g, scalar(g.graph, 0)))),
  Softplus: unary((g, x) => tensor(op.mul(g, op.sigmoid(x)))),
  Sqrt: unary((g, _, y) => tensor(op.div(op.mul(g, scalar(g.graph, 0.5)), y))),
  // y' = 1 - y^2
  Tanh: unary((g, _, y) => tensor(op.sub(g, op.mul(timesOutput(g, y), y)))),
  Gemm: gemmRule,
  Split: splitRule,
  Concat: concatRule,
  Reshape: unary((g, x) => tensor(op.reshape(g, x.shape))),
  Expand: unary((g, x) => tensor(shrink(g, x.shape))),
  ReduceSum: reduceSumRule,
};
