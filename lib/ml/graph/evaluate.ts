import type { Graph, Node, Operator, Value } from './graph';
import { elementCount, type Shape } from './shape';

/**
 * Computes a graph in float64, one number at a time: slow and plain, to check gradients and ONNX Runtime against.
 * @param feeds numbers of each input, by name
 * @returns numbers of each output, by name
 * @throws Error when an input is missing
 */
export function evaluate(
  graph: Graph,
  feeds: Readonly<Record<string, ArrayLike<number>>>,
): Record<string, Float64Array> {
  const known = new Map<Value, Float64Array>();
  for (const input of graph.inputs) {
    const numbers = feeds[input.name];
    if (!numbers) throw new Error(`the input ${input.name} is missing`);
    known.set(input, Float64Array.from(numbers));
  }
  for (const [value, numbers] of graph.constants) known.set(value, Float64Array.from(numbers));
  for (const node of graph.ancestors(graph.outputs.values())) {
    const inputs = node.inputs.map((input) => known.get(input) ?? new Float64Array());
    const results = KERNELS[node.operator](node, inputs);
    for (const [i, output] of node.outputs.entries()) {
      known.set(output, results[i] ?? new Float64Array());
    }
  }
  return Object.fromEntries(
    [...graph.outputs].map(([name, value]) => [name, known.get(value) ?? new Float64Array()]),
  );
}

type Kernel = (node: Node, inputs: readonly Float64Array[]) => Float64Array[];

const EMPTY = new Float64Array();

/** The position in a tensor of shape `shape`, broadcast to `target`, that belongs to position `index` there. */
function broadcastIndex(index: number, target: Shape, shape: Shape): number {
  let rest = index;
  let position = 0;
  let stride = 1;
  for (let axis = 1; axis <= shape.length; axis++) {
    const length = target.at(-axis) ?? 1;
    const own = shape.at(-axis) ?? 1;
    position += own === 1 ? 0 : (rest % length) * stride;
    rest = Math.floor(rest / length);
    stride *= own;
  }
  return position;
}

const shapeOf = (values: readonly Value[], index: number): Shape => values[index]?.shape ?? [];

const unary =
  (f: (x: number) => number): Kernel =>
  (_, [x = EMPTY]) => [x.map(f)];

const binary =
  (f: (a: number, b: number) => number): Kernel =>
  ({ inputs, outputs }, [a = EMPTY, b = EMPTY]) => {
    const target = shapeOf(outputs, 0);
    const [left, right] = [shapeOf(inputs, 0), shapeOf(inputs, 1)];
    return [
      new Float64Array(elementCount(target)).map((_, i) =>
        f(a[broadcastIndex(i, target, left)] ?? 0, b[broadcastIndex(i, target, right)] ?? 0),
      ),
    ];
  };

const gemm: Kernel = ({ inputs, outputs, attributes }, [a = EMPTY, b = EMPTY, c]) => {
  const target = shapeOf(outputs, 0);
  const [m = 0, n = 0] = target;
  const k = a.length / m;
  const out = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      const index = row * n + column;
      let total = c?.[broadcastIndex(index, target, shapeOf(inputs, 2))] ?? 0;
      for (let i = 0; i < k; i++) {
        const left = a[attributes.transA ? i * m + row : row * k + i] ?? 0;
        total += left * (b[attributes.transB ? column * k + i : i * n + column] ?? 0);
      }
      out[index] = total;
    }
  }
  return [out];
};

/** Row-major blocks: `[outer, length of the axis, inner]`. */
function blocks(shape: Shape, axis: number): { outer: number; inner: number } {
  return { outer: elementCount(shape.slice(0, axis)), inner: elementCount(shape.slice(axis + 1)) };
}

const split: Kernel = ({ inputs, integers = [], attributes }, [x = EMPTY]) => {
  const { outer, inner } = blocks(shapeOf(inputs, 0), attributes.axis ?? 0);
  const row = x.length / outer;
  let start = 0;
  return integers.map((size) => {
    const from = start;
    start += size * inner;
    const pieces = Array.from({ length: outer }, (_, i) => [
      ...x.subarray(i * row + from, i * row + from + size * inner),
    ]);
    return Float64Array.from(pieces.flat());
  });
};

const concat: Kernel = ({ outputs, attributes }, inputs) => {
  const { outer } = blocks(shapeOf(outputs, 0), attributes.axis ?? 0);
  const rows = Array.from({ length: outer }, (_, i) =>
    inputs.flatMap((x) => [...x.subarray((i * x.length) / outer, ((i + 1) * x.length) / outer)]),
  );
  return [Float64Array.from(rows.flat())];
};

const reduceSum: Kernel = ({ inputs, outputs, integers = [] }, [x = EMPTY]) => {
  const shape = shapeOf(inputs, 0);
  const kept = shape.map((length, axis) => (integers.includes(axis) ? 1 : length));
  const out = new Float64Array(elementCount(shapeOf(outputs, 0)));
  for (const [i, value] of x.entries()) {
    const at = broadcastIndex(i, shape, kept);
    out[at] = (out[at] ?? 0) + value;
  }
  return [out];
};

const expand: Kernel = ({ inputs, outputs }, [x = EMPTY]) => {
  const target = shapeOf(outputs, 0);
  return [
    new Float64Array(elementCount(target)).map(
      (_, i) => x[broadcastIndex(i, target, shapeOf(inputs, 0))] ?? 0,
    ),
  ];
};

const KERNELS: Readonly<Record<Operator, Kernel>> = {
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Neg: unary((x) => -x),
  Relu: unary((x) => Math.max(x, 0)),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Sign: unary(Math.sign),
  Softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  Sqrt: unary(Math.sqrt),
  Tanh: unary(Math.tanh),
  Gemm: gemm,
  Split: split,
  Concat: concat,
  Reshape: (_, [x = EMPTY]) => [x],
  Expand: expand,
  ReduceSum: reduceSum,
};
