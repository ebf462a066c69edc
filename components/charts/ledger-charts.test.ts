import type { EChartsCoreOption } from 'echarts/core';
import { expect, test } from 'vitest';
import { borutaBoxes } from './boruta-boxes';
import { borutaHistory } from './boruta-history';
import { correlationHeat, correlationHeight } from './correlation-heat';
import { logFloor, verdictMark, verdictsIn } from './verdict-marks';
import { vifBars, vifEnd } from './vif-bars';

const canvas = { scheme: 'light', width: 1200 } as const;
const names = { accepted: 'A', tentative: 'T', rejected: 'R' };
interface Series {
  readonly id: string;
  readonly name?: string;
  readonly data: readonly unknown[];
  readonly markLine?: { readonly data: readonly unknown[] };
}
const seriesOf = (option: EChartsCoreOption) =>
  new Map((option.series as readonly Series[]).map((one) => [one.id, one]));
const tell = (option: EChartsCoreOption, at: unknown) =>
  (option.tooltip as { formatter: (at: unknown) => string }).formatter(at);

test('verdicts differ in shape, dash and colour', () => {
  for (const part of ['symbol', 'dash', 'colour'] as const) {
    const marks = (['accepted', 'tentative', 'rejected'] as const).map(
      (verdict) => verdictMark(verdict, 'dark')[part],
    );
    expect(new Set(marks).size).toBe(3);
  }
  expect(verdictsIn([{ verdict: 'rejected' }, { verdict: 'accepted' }])).toEqual([
    'accepted',
    'rejected',
  ]);
});

test('a logarithmic axis puts zeros at half the smallest positive number', () => {
  expect(logFloor([0.4, 0, null, 0.2])).toBe(0.1);
  expect(logFloor([0, null])).toBe(1);
});

const BARS = [
  { feature: 'a', name: 'A!', before: Number.POSITIVE_INFINITY, last: 40, removed: true },
  { feature: 'b', name: 'B!', before: 20, last: 2, removed: false },
  { feature: 'c', name: 'C!', before: null, last: null, removed: true },
];
const vifWords = { before: 'b', kept: 'k', removed: 'r', limit: 'l', none: 'constant' };

test('an infinite VIF reaches past all others, a constant feature has no bar', () => {
  expect(vifEnd(BARS, 10)).toBe(400);
  expect(vifEnd(BARS.slice(1), 10)).toBe(30);
  expect(vifEnd([], 10)).toBe(15);
  const option = vifBars({ bars: BARS, limit: 10, words: vifWords, formatVif: String })(canvas);
  const series = seriesOf(option);
  const values = (id: string) =>
    series.get(id)?.data.map((one) => (one as { value: number | null }).value);
  expect(values('before')).toEqual([400, 20, null]);
  expect(values('kept')).toEqual([null, 2, null]);
  expect(values('removed')).toEqual([40, null, null]);
  expect(series.get('before')?.markLine?.data).toEqual([{ xAxis: 10 }]);
  expect(tell(option, [{ dataIndex: 2 }])).toContain('constant');
  expect(tell(option, [{ dataIndex: 0 }])).toContain('Infinity');
});

const five = (median: number) => ({ low: 0, q1: median, median, q3: median, high: 2 * median });

test('each box and mark carries its verdict; the shadow comes last', () => {
  const option = borutaBoxes({
    boxes: [
      { feature: 'a', name: 'A!', verdict: 'accepted', numbers: five(0.8) },
      { feature: 'b', name: 'B!', verdict: 'rejected', numbers: five(0.2) },
    ],
    shadow: five(0.4),
    names,
    shadowName: 'S',
    words: { low: 'l', median: 'm', high: 'h' },
    formatValue: String,
  })(canvas);
  const series = seriesOf(option);
  expect(series.get('boxes')?.data).toMatchObject([
    { name: 'a', value: [0.1, 0.8, 0.8, 0.8, 1.6], itemStyle: { borderType: 'solid' } },
    { name: 'b', value: [0.1, 0.2, 0.2, 0.2, 0.4], itemStyle: { borderType: 'dotted' } },
    { name: '', value: [0.1, 0.4, 0.4, 0.4, 0.8] },
  ]);
  expect(series.get('rejected')?.data).toEqual([{ name: 'b', value: [0.2, 1] }]);
  expect(series.has('tentative')).toBe(false);
  expect(series.get('boxes')?.markLine?.data).toEqual([{ xAxis: 0.4 }]);
  // A zero is told as one, though it is drawn at the edge.
  expect(tell(option, { name: 'b' })).toContain('>0</b>');
});

test('a line ends with its rejection, and its mark lies where the verdict fell', () => {
  const option = borutaHistory({
    lines: [
      { feature: 'a', name: 'A!', verdict: 'accepted', decidedAfter: 2, history: [1, 2, 4] },
      { feature: 'b', name: 'B!', verdict: 'rejected', decidedAfter: 2, history: [0, 0.5, null] },
      { feature: 'c', name: 'C!', verdict: 'tentative', decidedAfter: null, history: [1, 1, 1] },
    ],
    shadows: [1, 2, 3].map((max) => ({ max, mean: max / 2 })),
    names,
    words: { trial: 't', trialOf: (n) => `#${n}`, shadowMax: 'S', shadowMean: 'M' },
    formatValue: String,
  })(canvas);
  const series = seriesOf(option);
  const line = (id: string) =>
    series.get(id)?.data.map((point) => {
      const { value, symbol } = point as { value: number | null; symbol: string };
      return [value, symbol !== 'none'];
    });
  expect(line('a')).toEqual([
    [1, false],
    [2, true],
    [4, false],
  ]);
  expect(line('b')).toEqual([
    [0.25, false],
    [0.5, true],
    [null, false],
  ]);
  expect(line('c')?.map(([, marked]) => marked)).toEqual([false, false, true]);
  expect(series.get('shadow-line')?.data).toEqual([1, 2, 3]);
  const told = tell(option, [{ dataIndex: 2 }]);
  expect([told.includes('#3'), told.includes('A!'), told.includes('B!')]).toEqual([
    true,
    true,
    false,
  ]);
});

test('a correlation that is undefined has no cell but says so', () => {
  const option = correlationHeat({
    names: ['A!', 'B!'],
    values: [
      [1, null],
      [null, -0.5],
    ],
    valueName: 'rho',
    noneName: 'undefined',
    formatValue: String,
  })(canvas);
  const data = seriesOf(option).get('correlation')?.data as { value: unknown[] }[];
  expect(data.map(({ value }) => value)).toEqual([
    [0, 0, 1],
    [1, 0, '-'],
    [0, 1, '-'],
    [1, 1, -0.5],
  ]);
  expect(tell(option, data[1])).toContain('undefined');
  expect(tell(option, data[3])).toContain('-0.5');
});

test('the heat map grows with its features up to a limit', () => {
  expect([1, 30, 60, 200].map(correlationHeight)).toEqual([300, 640, 880, 880]);
});
