import type { EChartsCoreOption } from 'echarts/core';
import { expect, test } from 'vitest';
import type { ParallelCoordinates } from '@/lib/domain/search/history';
import { SEQUENTIAL } from '../ui/colours';
import { trialCurves, trialOfLine } from './trial-curves';
import { trialHistory } from './trial-history';
import { crowdRange, type TrialWords, valueRange } from './trial-marks';
import { trialParallel } from './trial-parallel';
import { sliceColumns, trialSlices } from './trial-slices';

const canvas = { scheme: 'light', width: 1200 } as const;
const words: TrialWords = {
  state: { running: 'R', finished: 'F', pruned: 'P', failed: 'X' },
  trial: (number) => `#${number + 1}`,
  about: () => [],
  formatValue: String,
  valueName: 'v',
};
interface Series {
  readonly id: string;
  readonly name?: string;
  readonly data: readonly { readonly name: string; readonly value: readonly number[] }[];
}
const seriesOf = (option: EChartsCoreOption) => option.series as readonly Series[];

test('a range has a little air, also around one value and around none', () => {
  expect(valueRange([])).toEqual([0, 1]);
  expect(valueRange([0.5])).toEqual([0.49, 0.51]);
  const [low, high] = valueRange([0, 1]);
  expect([low, high]).toEqual([-0.06, 1.06]);
});

test('a value far below the rest does not press the others together', () => {
  const crowd = Array.from({ length: 20 }, (_, i) => 0.8 + i * 0.005);
  expect(crowdRange([...crowd, 0.1])).toEqual(valueRange(crowd));
  expect(crowdRange([...crowd, 0.75])).toEqual(valueRange([...crowd, 0.75]));
  // Nearly all the same: there is no spread to judge by.
  expect(crowdRange([0.5, 0.5, 0.5, 0.5, 0.1])).toEqual(valueRange([0.1, 0.5]));
});

test('the history has every ended trial in its state; one that failed lies at the bottom', () => {
  const option = trialHistory({
    points: [
      { number: 0, state: 'finished', value: 0.5, best: 0.5, isBest: true },
      { number: 1, state: 'pruned', value: 0.4, best: 0.5, isBest: false },
      { number: 2, state: 'failed', value: null, best: 0.5, isBest: false },
      { number: 3, state: 'running', value: null, best: 0.5, isBest: false },
    ],
    total: 30,
    chosen: 1,
    words,
    trialName: 't',
    bestName: 'b',
  })(canvas);
  const points = new Map(seriesOf(option).map((one) => [one.id, one.data]));
  const low = 0.4 - 0.1 * 0.06;
  expect(points.get('finished')).toMatchObject([{ name: '0', value: [1, 0.5] }]);
  expect(points.get('pruned')).toMatchObject([{ name: '1', value: [2, 0.4], symbolSize: 16 }]);
  expect(points.get('failed')).toMatchObject([{ name: '2', value: [3, low] }]);
  expect(points.get('running')).toEqual([]);
  expect(option).toMatchObject({ xAxis: { min: 1, max: 30 }, yAxis: { min: low } });
});

test('learning curves: one line a trial, named by what it is', () => {
  const option = trialCurves({
    trials: [
      { number: 0, state: 'finished', intermediate: [0.1, 0.2] },
      { number: 1, state: 'finished', intermediate: [0.2, null] },
      { number: 2, state: 'running', intermediate: [] },
    ],
    best: 0,
    chosen: 1,
    epochs: 5,
    words,
    epochName: 'e',
    bestName: 'best',
    chosenName: 'chosen',
  })(canvas);
  const lines = seriesOf(option).filter(({ id }) => trialOfLine(id) !== undefined);
  expect(lines.map(({ id, name, data }) => [trialOfLine(id), name, data])).toEqual([
    [
      '0',
      'best',
      [
        [1, 0.1],
        [2, 0.2],
      ],
    ],
    [
      '1',
      'chosen',
      [
        [1, 0.2],
        [2, null],
      ],
    ],
    ['2', 'R', []],
  ]);
  expect(trialOfLine('best')).toBeUndefined();
});

const axis = { name: 'units', scale: 'linear', ticks: [{ position: 0, value: 2 }] } as const;

test('parallel lines: the better, the stronger and the higher; the chosen one above all', () => {
  const data: ParallelCoordinates = {
    axes: [axis, { name: null, scale: 'linear', ticks: [] }],
    lines: [
      { number: 0, state: 'finished', positions: [0, 1], value: 0.9 },
      { number: 1, state: 'pruned', positions: [1, 0], value: 0.1 },
      { number: 2, state: 'finished', positions: [1, 0.5], value: 0.5 },
    ],
  };
  const lines = (chosen: number | null) => {
    const option = trialParallel({
      data,
      chosen,
      words,
      nameOf: ({ name }) => name ?? '',
      formatTick: (_, value) => String(value),
    })(canvas);
    return seriesOf(option)[0]?.data;
  };
  expect(lines(null)).toMatchObject([
    { name: '1', lineStyle: { type: 'dashed', color: SEQUENTIAL.light[1] } },
    { name: '2', lineStyle: { type: 'solid', color: SEQUENTIAL.light[2] } },
    { name: '0', lineStyle: { type: 'solid', color: SEQUENTIAL.light[4] } },
  ]);
  expect(lines(1)?.map(({ name }) => name)).toEqual(['2', '0', '1']);
});

test.each([
  [1200, 8, 4],
  [1200, 3, 3],
  [360, 8, 2],
  [360, 1, 1],
  [360, 0, 1],
])('in %i px, of %i panels %i stand side by side', (width, panels, columns) => {
  expect(sliceColumns(width, panels)).toBe(columns);
});

test('slices lie inside the picture, below the legend, and share the vertical axis', () => {
  const slices = Array.from({ length: 7 }, (_, i) => ({
    axis: { ...axis, name: `p${i}` },
    points: [
      { number: 0, state: 'finished', parameterValue: 2, position: 0, value: 0.4 },
      { number: 1, state: 'pruned', parameterValue: 4, position: 1, value: 0.2 },
    ] as const,
  }));
  for (const width of [360, 1200]) {
    const option = trialSlices({
      slices,
      chosen: null,
      words,
      nameOf: ({ name }) => name ?? '',
      formatTick: (_, value) => String(value),
      height: 600,
    })({ scheme: 'light', width });
    const { grid, yAxis } = option as {
      grid: { left: number; top: number; width: number; height: number }[];
      yAxis: { min: number; max: number }[];
    };
    for (const box of grid) {
      expect(box.left + box.width <= width && box.top + box.height <= 600).toBe(true);
      expect(box.top >= 34 && box.height > 0 && box.width > 0).toBe(true);
    }
    expect(new Set(yAxis.map(({ min, max }) => `${min} ${max}`)).size).toBe(1);
    // A numeric parameter's points lie where their value is.
    expect(seriesOf(option)[0]?.data).toMatchObject([{ name: '0', value: [0, 0.4] }]);
  }
});
