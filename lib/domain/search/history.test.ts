import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisPosition,
  parallelCoordinates,
  parameterAxis,
  searchHistory,
  sliceData,
} from './history';
import type { Parameter, SearchSpace } from './space';
import { linearTicks, logTicks } from './ticks';
import type { Trial } from './trials';

const SPACE: SearchSpace = [
  { kind: 'float', name: 'rate', low: 1e-4, high: 1e-2, log: true },
  { kind: 'integer', name: 'units', low: 32, high: 128, step: 32 },
  { kind: 'category', name: 'cell', choices: ['gru', 'bilstm', 'dense'] },
];

/** Of a logarithmic axis, up to the rounding of logarithms. */
const MIDDLE: unknown = expect.closeTo(0.5, 14);

const TRIALS: Trial[] = [
  {
    number: 2,
    state: 'pruned',
    values: { rate: 1e-2, units: 64, cell: 'dense' },
    value: null,
    intermediate: [0.4, 0.3, null],
  },
  {
    number: 0,
    state: 'finished',
    values: { rate: 1e-3, units: 32, cell: 'gru' },
    value: 0.5,
    intermediate: [0.2, 0.5],
  },
  {
    number: 1,
    state: 'failed',
    values: { rate: 1e-3, units: 96, cell: 'gru' },
    value: null,
    intermediate: [0.99],
  },
  {
    number: 3,
    state: 'finished',
    values: { rate: 1e-4, units: 128, cell: 'bilstm' },
    value: 0.7,
    intermediate: [],
  },
  {
    number: 5,
    state: 'running',
    values: { rate: 1e-4, units: 128, cell: 'gru' },
    value: null,
    intermediate: [],
  },
  {
    number: 4,
    state: 'finished',
    values: { rate: 1e-4, units: 128, cell: 'dense' },
    value: 0.7,
    intermediate: [],
  },
];

describe('searchHistory', () => {
  it('follows the best finished trial by number, when maximising', () => {
    expect(searchHistory(TRIALS, 'maximise')).toEqual([
      { number: 0, state: 'finished', value: 0.5, best: 0.5, isBest: true },
      { number: 1, state: 'failed', value: null, best: 0.5, isBest: false },
      { number: 2, state: 'pruned', value: 0.3, best: 0.5, isBest: false },
      { number: 3, state: 'finished', value: 0.7, best: 0.7, isBest: true },
      { number: 4, state: 'finished', value: 0.7, best: 0.7, isBest: false },
      { number: 5, state: 'running', value: null, best: 0.7, isBest: false },
    ]);
  });

  it('does not let a pruned trial be best, when minimising', () => {
    const history = searchHistory(TRIALS, 'minimise');
    expect(history.map(({ best }) => best)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(history.filter(({ isBest }) => isBest).map(({ number }) => number)).toEqual([0]);
  });

  it('has no best before a trial has finished', () => {
    expect(searchHistory([], 'maximise')).toEqual([]);
    const first = searchHistory(TRIALS.slice(0, 1), 'maximise');
    expect(first).toEqual([{ number: 2, state: 'pruned', value: 0.3, best: null, isBest: false }]);
  });
});

describe('sliceData', () => {
  it('puts every trial with an objective on each parameter', () => {
    const [rate, units, cell] = sliceData(SPACE, TRIALS);
    expect(rate?.axis).toEqual({
      name: 'rate',
      scale: 'logarithmic',
      ticks: [
        { position: 0, value: 1e-4 },
        { position: MIDDLE, value: 1e-3 },
        { position: 1, value: 1e-2 },
      ],
    });
    expect(rate?.points).toEqual([
      { number: 0, state: 'finished', parameterValue: 1e-3, position: MIDDLE, value: 0.5 },
      { number: 2, state: 'pruned', parameterValue: 1e-2, position: 1, value: 0.3 },
      { number: 3, state: 'finished', parameterValue: 1e-4, position: 0, value: 0.7 },
      { number: 4, state: 'finished', parameterValue: 1e-4, position: 0, value: 0.7 },
    ]);
    expect(units?.points.map(({ position }) => position)).toEqual([0, 1 / 3, 1, 1]);
    expect(units?.axis.ticks.map(({ value }) => value)).toEqual([32, 64, 96, 128]);
    expect(cell?.points.map(({ position }) => position)).toEqual([0, 1, 0.5, 1]);
    expect(cell?.axis).toEqual({
      name: 'cell',
      scale: 'category',
      ticks: [
        { position: 0, value: 'gru' },
        { position: 0.5, value: 'bilstm' },
        { position: 1, value: 'dense' },
      ],
    });
  });

  it('refuses a trial outside the space', () => {
    const [trial] = TRIALS;
    if (!trial) throw new Error('no trials');
    const other = { ...trial, values: { ...trial.values, units: 33 } };
    expect(() => sliceData(SPACE, [other])).toThrow('units: integer from 32 to 128 by 32; got 33');
  });
});

describe('parallelCoordinates', () => {
  it('draws one line per trial with an objective, the objective last', () => {
    const { axes, lines } = parallelCoordinates(SPACE, TRIALS);
    expect(axes.map(({ name, scale }) => [name, scale])).toEqual([
      ['rate', 'logarithmic'],
      ['units', 'linear'],
      ['cell', 'category'],
      [null, 'linear'],
    ]);
    expect(axes[3]?.ticks.map(({ value }) => value)).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(lines.map(({ number, state, value }) => [number, state, value])).toEqual([
      [0, 'finished', 0.5],
      [2, 'pruned', 0.3],
      [3, 'finished', 0.7],
      [4, 'finished', 0.7],
    ]);
    expect(lines[1]?.positions).toEqual([1, 1 / 3, 1, 0]);
    expect(lines[2]?.positions).toEqual([0, 1, 0.5, 1]);
  });

  it('has axes but no lines before there is an objective', () => {
    const { axes, lines } = parallelCoordinates(SPACE, []);
    expect(axes.map(({ ticks }) => ticks.length)).toEqual([3, 4, 3, 0]);
    expect(lines).toEqual([]);
  });

  it('centres what does not vary', () => {
    const { axes, lines } = parallelCoordinates(SPACE, TRIALS.slice(1, 2));
    expect(axes[3]?.ticks).toEqual([{ position: 0.5, value: 0.5 }]);
    expect(lines[0]?.positions).toEqual([MIDDLE, 0, 0, 0.5]);
    const fixed: Parameter = { kind: 'float', name: 'x', low: 2, high: 2 };
    expect(axisPosition(fixed, 2)).toBe(0.5);
    expect(parameterAxis(fixed).ticks).toEqual([{ position: 0.5, value: 2 }]);
  });
});

describe('ticks', () => {
  it.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 0.6, [0, 0.2, 0.4, 0.6]],
    [16, 256, [50, 100, 150, 200, 250]],
    [-3, 4, [-2, 0, 2, 4]],
    [0.9412, 0.9418, [0.9412, 0.9414, 0.9416, 0.9418]],
    [5, 5, [5]],
  ])('linear from %d to %d', (low, high, expected) => {
    expect(linearTicks(low, high)).toEqual(expected);
  });

  it.each([
    [1e-5, 1e-1, [1e-5, 1e-4, 1e-3, 1e-2, 1e-1]],
    [1e-4, 3e-2, [1e-4, 1e-3, 1e-2]],
    [1e-12, 1, [1e-12, 1e-9, 1e-6, 1e-3, 1]],
    [16, 128, [20, 50, 100]],
    [1, 64, [1, 2, 5, 10, 20, 50]],
    [3, 4, [3, 4]],
    [7, 7, [7]],
  ])('logarithmic from %d to %d', (low, high, expected) => {
    expect(logTicks(low, high)).toEqual(expected);
  });

  it('are 2 to 12 rising marks within the bounds', () => {
    const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(positive, fc.double({ min: 1.01, max: 1e9, noNaN: true }), (low, factor) => {
        const high = low * factor;
        for (const ticks of [linearTicks(low, high), logTicks(low, high)]) {
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(12);
          ticks.forEach((tick, i) => {
            expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-8));
            expect(tick).toBeLessThanOrEqual(high * (1 + 1e-8));
            if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1] ?? Infinity);
          });
        }
      }),
    );
  });

  it('are whole on axes of whole numbers', () => {
    const layers: Parameter = { kind: 'integer', name: 'layers', low: 1, high: 3 };
    const units: Parameter = { kind: 'integer', name: 'units', low: 16, high: 128, log: true };
    expect(parameterAxis(layers).ticks.map(({ value }) => value)).toEqual([1, 2, 3]);
    expect(parameterAxis(units).ticks.map(({ value }) => value)).toEqual([20, 50, 100]);
  });
});
