import { expect, test } from 'vitest';
import { emitGraph } from './emit';
import { Graph } from './graph';
import { encodeOnnx } from './onnx';
import * as op from './operators';
import { integerField, textField } from './protobuf';

const hex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');

test("fields are those of the format's own examples", () => {
  // https://protobuf.dev/programming-guides/encoding: field 1 = 150; field 2 = "testing".
  expect(hex(integerField(1, 150))).toBe('08 96 01');
  expect(hex(textField(2, 'testing'))).toBe('12 07 74 65 73 74 69 6e 67');
  expect(hex(integerField(1, 2 ** 40))).toBe('08 80 80 80 80 80 20');
  expect(() => integerField(1, -1)).toThrow('expected an integer from 0 to 2^53 - 1, got -1');
});

test('a model is written byte for byte', () => {
  // The same bytes, read by the Python package onnx 1.23: onnx.load_from_string gives these fields.
  const bytes = encodeOnnx({
    name: 'g',
    inputs: [{ name: 'x', shape: ['n', 2] }],
    outputs: [{ name: 'y', shape: [] }],
    initializers: [
      { name: 'c', shape: [1], data: Float32Array.of(1) },
      { name: 'i', shape: [1], data: [-1] },
    ],
    nodes: [
      { operator: 'Op', inputs: ['x'], outputs: ['y'], attributes: { a: 1, p: [1, 0], d: 't' } },
    ],
  });
  expect(hex(bytes)).toBe(
    [
      '08 08', // ir_version 8
      '12 0a 73 74 61 67 65 6c 69 67 68 74', // producer_name
      '3a 78', // graph
      '0a 2e 0a 01 78 12 01 79 1a 01 79 22 02 4f 70', // node: x -> y, name y, op_type Op
      '2a 08 0a 01 61 18 01 a0 01 02', // a = 1, INT
      '2a 0a 0a 01 70 40 01 40 00 a0 01 07', // p = 1, 0, INTS
      '2a 09 0a 01 64 22 01 74 a0 01 03', // d = "t", STRING
      '12 01 67', // name
      '2a 0d 08 01 10 01 42 01 63 4a 04 00 00 80 3f', // c, float
      '2a 11 08 01 10 07 42 01 69 4a 08 ff ff ff ff ff ff ff ff', // i, int64
      '5a 14 0a 01 78 12 0f 0a 0d 08 01 12 09 0a 03 12 01 6e 0a 02 08 02', // input x [n, 2]
      '62 0b 0a 01 79 12 06 0a 04 08 01 12 00', // output y, a scalar
      '42 04 0a 00 10 11', // opset 17
    ].join(' '),
  );
});

test('what no output needs is left out, and the same product is computed once', () => {
  const graph = new Graph();
  const x = graph.input('x', [2]);
  const square = op.mul(x, x);
  expect(op.mul(x, x)).toBe(square);
  op.tanh(square);
  graph.output('y', square);
  const text = new TextDecoder().decode(emitGraph(graph, 'g'));
  expect(text).toContain('Mul');
  expect(text).not.toContain('Tanh');
});

test('shapes that do not fit are refused', () => {
  const graph = new Graph();
  const [x, y] = [graph.input('x', [2, 3]), graph.input('y', [2, 4])];
  expect(() => op.add(x, y)).toThrow('shapes [2,3] and [2,4] cannot be broadcast');
  expect(() => op.gemm(x, y)).toThrow('matrices [2, 3] and [2, 4] cannot be multiplied');
  expect(() => op.gemm(x, y, { transA: true, c: y })).toThrow('cannot be broadcast');
  expect(() => op.split(x, [1, 1], 1)).toThrow('sizes 1,1 do not add up to axis 1 of [2,3]');
  expect(() => op.concat([x, y], 0)).toThrow('[2,4] and [2,3] do not fit along axis 0');
  expect(() => op.reshape(x, [5])).toThrow('[2,3] cannot be reshaped to [5]');
  expect(() => op.reduceSum(x, [2])).toThrow('[2,3] has no axis 2');
  expect(() => op.expand(x, [3, 2])).toThrow('cannot be broadcast');
  expect(() => graph.input('x', [1])).toThrow('the graph already has an input named x');
  expect(() => op.add(x, new Graph().input('z', [1]))).toThrow('z belongs to another graph');
});
