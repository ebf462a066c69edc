import { expect, test } from 'vitest';
import {
  boundError,
  initialSearchForm,
  isTypedValid,
  newSearchOf,
  SEARCH_NUMBERS,
  SEARCH_RANGES,
  typedNumber,
} from './search-form';

const VERSION = '01a20d5c-f502-74ef-80ea-aae113ed7821';
const form = initialSearchForm('churn');

test('the form as it opens asks for the contract’s default search', () => {
  expect(newSearchOf(form, VERSION)).toEqual({
    versionId: VERSION,
    target: 'churn',
    split: { kind: 'time', testAnchors: 14, validationShare: 0.2, seed: 1 },
    trials: 30,
    epochs: 30,
    patience: 5,
    sampler: 'tpe',
    pruning: true,
    seed: 1,
    workers: 1,
    space: {
      architecture: ['gru', 'bilstm', 'gru-bilstm'],
      scaler: ['none', 'standard', 'min-max', 'robust', 'log1p-standard'],
      units: { low: 8, high: 64 },
      layers: { low: 1, high: 2 },
      dropout: { low: 0, high: 0.5 },
      learningRate: { low: 3e-4, high: 1e-2 },
      l2: { low: 1e-6, high: 1e-3 },
      batchSize: [128, 256, 512],
    },
  });
});

test.each([
  ['1e-4', 1e-4],
  [' 0.5 ', 0.5],
  [3, 3],
  ['', Number.NaN],
  [' ', Number.NaN],
  ['half', Number.NaN],
])('%j is typed as %s', (typed, value) => {
  expect(typedNumber(typed)).toBe(value);
});

test.each([
  ['trials', 1000, true],
  ['trials', 0, false],
  ['trials', 2.5, false],
  ['trials', '', false],
  ['seed', 2 ** 32, false],
] as const)('%s = %j is valid: %s', (name, value, valid) => {
  expect(isTypedValid(SEARCH_NUMBERS[name], value)).toBe(valid);
});

test('a bound outside its limits is told before an order that it breaks', () => {
  expect(boundError('units', { low: 16, high: 8 }, 'low')).toBe('order');
  expect(boundError('units', { low: 16, high: 8 }, 'high')).toBeNull();
  expect(boundError('units', { low: 0, high: 8 }, 'low')).toBe('limits');
  expect(boundError('units', { low: 16, high: '' }, 'low')).toBeNull();
  expect(boundError('units', { low: 16, high: '' }, 'high')).toBe('limits');
  expect(boundError('learningRate', { low: '1e-3', high: '1e-3' }, 'low')).toBeNull();
});

test('one wrong field, or nothing to choose from: nothing to send', () => {
  const numbers = { ...form.numbers, epochs: '' };
  expect(newSearchOf({ ...form, numbers }, VERSION)).toBeUndefined();
  const ranges = { ...form.ranges, l2: { low: 1e-3, high: 1e-6 } };
  expect(newSearchOf({ ...form, ranges }, VERSION)).toBeUndefined();
  for (const empty of ['architecture', 'scaler', 'batchSize'])
    expect(newSearchOf({ ...form, [empty]: [] }, VERSION)).toBeUndefined();
});

test('the ends of every number and range are accepted by the contract', () => {
  for (const end of ['min', 'max'] as const) {
    const ends = <T extends string>(of: Record<T, { min: number; max: number }>) =>
      Object.entries<{ min: number; max: number }>(of).map(
        ([name, limits]) => [name, limits[end]] as const,
      );
    const numbers = Object.fromEntries(ends(SEARCH_NUMBERS)) as typeof form.numbers;
    const ranges = Object.fromEntries(
      ends(SEARCH_RANGES).map(([name, value]) => [name, { low: value, high: value }]),
    ) as typeof form.ranges;
    expect(newSearchOf({ ...form, numbers, ranges }, VERSION)).toBeDefined();
  }
});
