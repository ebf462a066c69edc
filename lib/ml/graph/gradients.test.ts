import { describe, expect, test } from 'vitest';
import { createRandom } from '@/lib/domain/random/generator';
import { evaluate } from './evaluate';
import { gradients } from './gradients';
import { Graph, OPERATORS, type Operator, type Value } from './graph';
import * as op from './operators';
import { elementCount, type Shape } from './shape';

interface Case {
  readonly shapes: readonly Shape[];
  readonly build: (...inputs: Value[]) => Value | readonly Value[];
  /** Moves inputs to where the operator is defined and smooth. */
  readonly domain?: (x: number) => number;
}

const awayFromZero = (x: number) => x + Math.sign(x) * 0.5;
const positive = (x: number) => Math.abs(x) + 0.1;
const two = (build: Case['build'], domain?: Case['domain']): Case[] =>
  [
    [
      [3, 4],
      [3, 4],
    ],
    [[3, 4], [4]],
    [
      [3, 1],
      [1, 4],
    ],
    [[], [3, 4]],
  ].map((shapes) => ({ shapes, build, domain }));
const one = (build: Case['build'], domain?: Case['domain']): Case[] => [
  { shapes: [[3, 4]], build, domain },
];
const first = (values: Value[], index = 0): Value => {
  const value = values[index];
  if (!value) throw new Error('no such input');
  return value;
};

const gemmCases = [false, true].flatMap((transA) =>
  [false, true].flatMap((transB) =>
    ([undefined, [], [5], [3, 1], [3, 5]] as const).map((c): Case => {
      const shapes = [transA ? [2, 3] : [3, 2], transB ? [5, 2] : [2, 5]];
      return {
        shapes: c ? [...shapes, c] : shapes,
        build: (...inputs) =>
          op.gemm(first(inputs), first(inputs, 1), { c: inputs[2], transA, transB }),
      };
    }),
  ),
);

const CASES: Readonly<Record<Operator, readonly Case[]>> = {
  Add: two((...v) => op.add(first(v), first(v, 1))),
  Sub: two((...v) => op.sub(first(v), first(v, 1))),
  Mul: two((...v) => op.mul(first(v), first(v, 1))),
  Div: two((...v) => op.div(first(v), first(v, 1)), awayFromZero),
  Neg: one((...v) => op.neg(first(v))),
  Relu: one((...v) => op.relu(first(v)), awayFromZero),
  Sigmoid: one((...v) => op.sigmoid(first(v))),
  Sign: one((...v) => op.mul(op.sign(first(v)), first(v)), awayFromZero),
  Softplus: one((...v) => op.softplus(first(v))),
  Sqrt: one((...v) => op.sqrt(first(v)), positive),
  Tanh: one((...v) => op.tanh(first(v))),
  Gemm: gemmCases,
  Split: [0, 1].flatMap((axis) => [
    { shapes: [[4, 4]], build: (...v: Value[]) => op.split(first(v), [1, 3], axis) },
    // The loss sees only one piece.
    { shapes: [[4, 4]], build: (...v: Value[]) => first([...op.split(first(v), [1, 3], axis)]) },
  ]),
  Concat: [0, 1].map((axis) => ({
    shapes: [[3, 3], axis === 0 ? [2, 3] : [3, 2]],
    build: (...v: Value[]) => op.concat(v, axis),
  })),
  Reshape: one((...v) => op.reshape(first(v), [2, 6])),
  Expand: [
    { shapes: [[3, 1]], build: (...v) => op.expand(first(v), [2, 3, 4]) },
    { shapes: [[]], build: (...v) => op.expand(first(v), [3]) },
  ],
  ReduceSum: [[0], [1], [0, 1], undefined].map((axes) => ({
    shapes: [[3, 4]],
    build: (...v: Value[]) => op.reduceSum(first(v), axes),
  })),
};

/** A scalar that weighs each number of each value differently, so that no error can hide behind a symmetry. */
function weighted(graph: Graph, values: readonly Value[], seed: number): Value {
  const random = createRandom(seed, 1);
  const terms = values.map((value) => {
    const factors = Array.from({ length: elementCount(value.shape) }, () => random.uniform() + 0.5);
    return op.reduceSum(op.mul(value, graph.constant(factors, value.shape)));
  });
  return terms.reduce((sum, term) => op.add(sum, term));
}

describe('each rule agrees with central differences', () => {
  for (const operator of OPERATORS) {
    for (const [i, { shapes, build, domain = (x: number) => x }] of CASES[operator].entries()) {
      test(`${operator} ${i + 1}: ${shapes.map((shape) => `[${shape}]`).join(' ')}`, () => {
        const graph = new Graph();
        const random = createRandom(7, i);
        const inputs = shapes.map((shape, k) => graph.input(`in${k}`, shape));
        const feeds = Object.fromEntries(
          inputs.map(({ name, shape }) => [
            name,
            Float64Array.from({ length: elementCount(shape) }, () =>
              domain(random.uniform() * 2 - 1),
            ),
          ]),
        );
        const built = build(...inputs);
        const loss = weighted(graph, 'graph' in built ? [built] : built, i);
        expect(graph.ancestors([loss]).map((node) => node.operator)).toContain(operator);
        graph.output('loss', loss);
        for (const [k, gradient] of gradients(loss, inputs).entries()) {
          expect(gradient.shape).toEqual(inputs[k]?.shape);
          graph.output(`gradient${k}`, gradient);
        }
        const analytic = evaluate(graph, feeds);

        const step = 1e-5;
        for (const [k, input] of inputs.entries()) {
          const numbers = feeds[input.name] ?? new Float64Array();
          for (let at = 0; at < numbers.length; at++) {
            const lossAt = (shift: number) => {
              const moved = numbers.with(at, (numbers[at] ?? 0) + shift);
              return evaluate(graph, { ...feeds, [input.name]: moved }).loss?.[0] ?? Number.NaN;
            };
            const numeric = (lossAt(step) - lossAt(-step)) / (2 * step);
            expect(Math.abs((analytic[`gradient${k}`]?.[at] ?? Number.NaN) - numeric)).toBeLessThan(
              1e-8,
            );
          }
        }
      });
    }
  }
});

describe('gradients', () => {
  test('add up what reaches a value by several ways', () => {
    const graph = new Graph();
    const x = graph.input('x', [2]);
    // 3 x^2 - x, so 6 x - 1.
    const square = op.mul(x, x);
    const loss = op.reduceSum(op.sub(op.add(op.add(square, square), square), x));
    const [gradient] = gradients(loss, [x]);
    if (!gradient) throw new Error('no gradient');
    graph.output('gradient', gradient);
    expect([...(evaluate(graph, { x: [2, -1] }).gradient ?? [])]).toEqual([11, -7]);
  });

  test('let matrix products add themselves to the sum', () => {
    const graph = new Graph();
    const w = graph.input('w', [2, 3]);
    const xs = [1, 2, 3].map((i) => graph.input(`x${i}`, [4, 2]));
    const loss = xs.map((x) => op.reduceSum(op.gemm(x, w))).reduce((a, b) => op.add(a, b));
    const [gradient] = gradients(loss, [w]);
    if (!gradient) throw new Error('no gradient');
    const operators = graph.ancestors([gradient]).map((node) => node.operator);
    expect(operators.filter((operator) => operator === 'Gemm')).toHaveLength(3);
    expect(operators).not.toContain('Add');
  });

  test('are zeros for a value that the loss does not depend on', () => {
    const graph = new Graph();
    const [x, y] = [graph.input('x', [2]), graph.input('y', [3])];
    const [gradient] = gradients(op.reduceSum(x), [y]);
    if (!gradient) throw new Error('no gradient');
    graph.output('gradient', gradient);
    const feeds = { x: [1, 2], y: [3, 4, 5] };
    expect([...(evaluate(graph, feeds).gradient ?? [])]).toEqual([0, 0, 0]);
  });

  test('refuse a loss that is not a scalar', () => {
    const x = new Graph().input('x', [2]);
    expect(() => gradients(x, [x])).toThrow('the loss must be a scalar, got the shape [2]');
  });
});
