import { describe, expect, test } from 'vitest';
import { createRandom } from '@/lib/domain/random/generator';
import type { Architecture } from '@/lib/ml/model/architecture';
import { createBatchMaker, fillDropoutMask, gatherTimeMajor } from './batches';
import { classWeights, type TrainingData } from './data';

// Three windows of 2 days x 2 features; the digits name window, day and feature.
const data: TrainingData = {
  x: Float32Array.of(0, 1, 10, 11, 100, 101, 110, 111, 200, 201, 210, 211),
  steps: 2,
  features: 2,
  labels: Uint8Array.of(0, 1, 0),
  sampleWeights: Float32Array.of(1, 3, 2),
  train: Int32Array.of(0, 1),
  validation: Int32Array.of(2),
};

test('windows lie day by day, with zeros behind the last one', () => {
  const out = new Float32Array(12).fill(9);
  gatherTimeMajor(data.x, Int32Array.of(2, 0), data, out);
  expect([...out]).toEqual([200, 201, 0, 1, 0, 0, 210, 211, 10, 11, 0, 0]);
});

test('row weights are window weight x label weight / number of real rows', () => {
  const architecture: Architecture = {
    steps: 2,
    features: 2,
    layers: [
      { kind: 'dropout', rate: 0.5 },
      { kind: 'dropout', rate: 0 },
    ],
  };
  const maker = createBatchMaker(architecture, data, 4, [0.5, 2]);
  const batch = maker.make(Int32Array.of(1, 2), createRandom(1));
  expect([...batch.labels]).toEqual([1, 0, 0, 0]);
  expect([...batch.rowWeights]).toEqual([3, 0.5, 0, 0]);
  expect([...batch.masks.keys()]).toEqual([0]);
  expect(batch.masks.get(0)).toHaveLength(2 * 4 * 2);
});

test('balanced class weights give both labels the same total', () => {
  const labels = Uint8Array.of(0, 0, 0, 1, 1, 1);
  const train = Int32Array.of(0, 1, 2, 3);
  expect(classWeights('balanced', { ...data, labels, train })).toEqual([4 / 6, 2]);
  expect(classWeights('none', { ...data, labels, train })).toEqual([1, 1]);
});

describe('dropout masks', () => {
  test('have the wanted share of zeros and keep the mean', () => {
    const mask = new Float32Array(200_001);
    fillDropoutMask(mask, 0.3, createRandom(3));
    const kept = mask.filter((value) => value > 0);
    // Five standard errors: 5 sqrt(0.3 x 0.7 / 200001).
    expect(Math.abs(1 - kept.length / mask.length - 0.3)).toBeLessThan(0.0052);
    expect(new Set(kept).size).toBe(1);
    expect(kept[0]).toBeCloseTo(1 / 0.7, 4);
  });

  test('come from the generator alone', () => {
    const [one, two, three] = [1, 1, 2].map((seed) => {
      const mask = new Float32Array(101);
      fillDropoutMask(mask, 0.5, createRandom(seed));
      return mask;
    });
    expect(two).toEqual(one);
    expect(three).not.toEqual(one);
  });

  test('rate 0 keeps everything; a rate outside [0, 1) is refused', () => {
    const mask = new Float32Array(7);
    fillDropoutMask(mask, 0, createRandom(1));
    expect([...mask]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(() => fillDropoutMask(mask, 1, createRandom(1))).toThrow(
      'rate must lie in [0, 1), got 1',
    );
  });
});
