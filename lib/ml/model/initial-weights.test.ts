import { expect, test } from 'vitest';
import { elementCount } from '@/lib/ml/graph/shape';
import { weightSpecs } from './architecture';
import { initialWeights } from './initial-weights';
import { architectureOf } from './settings';

const architecture = architectureOf(
  { model: 'gru-bilstm', units: 8, layers: 1, dropout: 0, l2: 0 },
  7,
  5,
);

test('kernels stay inside their limit, recurrent kernels are orthonormal, biases are zero', () => {
  const flat = initialWeights(architecture, 1);
  for (const { name, role, shape, offset } of weightSpecs(architecture)) {
    const [rows = 0, columns = 0] = shape;
    const weight = flat.subarray(offset, offset + elementCount(shape));
    if (role === 'kernel') {
      const limit = Math.sqrt(6 / (rows + columns));
      const largest = Math.max(...weight.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(limit);
      expect(largest).toBeGreaterThan(limit * 0.6);
    } else if (role === 'bias') {
      // Only an LSTM's forget gate, the second of four, starts open.
      const isLstm = name.startsWith('2.');
      expect([...weight]).toEqual([...weight].map((_, i) => Number(isLstm && i >= 8 && i < 16)));
    } else {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < rows; j++) {
          let product = 0;
          for (let k = 0; k < columns; k++) {
            product += (weight[i * columns + k] ?? 0) * (weight[j * columns + k] ?? 0);
          }
          expect(Math.abs(product - Number(i === j))).toBeLessThan(1e-6);
        }
      }
    }
  }
});

test('a seed decides them', () => {
  expect(initialWeights(architecture, 5)).toEqual(initialWeights(architecture, 5));
  expect(initialWeights(architecture, 6)).not.toEqual(initialWeights(architecture, 5));
});
