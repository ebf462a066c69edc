import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { Canvas, ChartOption } from './chart';
import { axisLabel, type TooltipLine, textStyle, tooltip, tooltipHtml } from './parts';
import { dayAxis, dayZoom, missingBands, zoomable } from './time-axis';

/** NaN: no value. All of the days' length. */
interface Components {
  readonly observed: Float64Array;
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly residual: Float64Array;
}

interface Mark {
  readonly index: number;
  readonly z: number;
  readonly expected: number;
}

export interface DecompositionPanels {
  readonly days: readonly string[];
  readonly components: Components;
  /** Season and residual are factors around 1 rather than amounts around 0. */
  readonly ratio: boolean;
  readonly anomalies: readonly Mark[];
  readonly missing: readonly string[];
  readonly valueName: string;
  readonly missingName: string;
  readonly names: {
    readonly trend: string;
    readonly seasonal: string;
    readonly residual: string;
    readonly rise: string;
    readonly drop: string;
    readonly expected: string;
    readonly z: string;
  };
  readonly formatValue: (value: number) => string;
  readonly formatFactor: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  readonly formatShortDay: (iso: string) => string;
}

const HEAD = 56;
const GAP = 38;
const HEIGHTS = [150, 88, 88, 88] as const;
const FOOT = 74;

/** Pixels; the same for every series, so that nothing moves when another one is chosen. */
export const PANELS_HEIGHT = HEAD + HEIGHTS.reduce((a, b) => a + b, 0) + 3 * GAP + FOOT;

/** Marks are told apart by shape: a triangle that points up, or down. */
const RISE = 'triangle';
const DROP = 'path://M0,0 L10,0 L5,9 Z';

/** Observed, trend, season and residual under one time axis; zoom and pointer work on all four. */
export const decompositionPanels =
  (data: DecompositionPanels): ChartOption =>
  (canvas) => {
    const { scheme, width } = canvas;
    const colours = NEUTRAL[scheme];
    const zooming = zoomable(data.days);
    const axes = [0, 1, 2, 3];
    const left = width < 500 ? 46 : 58;
    const tops = HEIGHTS.map((_, i) => HEAD + HEIGHTS.slice(0, i).reduce((a, b) => a + b + GAP, 0));
    const axis = dayAxis(data, scheme);
    const names = [data.valueName, data.names.trend, data.names.seasonal, data.names.residual];
    return {
      textStyle: textStyle(scheme),
      grid: HEIGHTS.map((height, i) => ({ left, right: 16, top: tops[i], height })),
      legend: {
        right: 0,
        top: 0,
        itemWidth: 12,
        itemHeight: 10,
        itemGap: 14,
        selectedMode: false,
        textStyle: { color: colours.ink, fontSize: 12 },
        data: [data.names.rise, data.names.drop],
      },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { axisValue: string }[]) => told(data, points, canvas),
      },
      xAxis: axes.map((gridIndex) => ({
        ...axis,
        gridIndex,
        // One set of labels, under the lowest panel.
        axisLabel: { ...axis.axisLabel, show: gridIndex === 3 },
        axisTick: { ...axis.axisTick, show: gridIndex === 3 },
      })),
      yAxis: axes.map((gridIndex) => ({
        gridIndex,
        type: 'value',
        name: names[gridIndex],
        nameLocation: 'end',
        nameGap: 14,
        nameTextStyle: {
          align: 'left',
          color: colours.ink,
          fontSize: 12,
          fontWeight: 600,
          padding: [0, 0, 0, 4 - left],
        },
        // Season and residual swing around a middle; a trend that hardly moves must look so only against its own scale.
        scale: gridIndex === 1 || (data.ratio && gridIndex >= 2),
        // Counts begin at 0, even where a trend dips below.
        min: gridIndex === 0 && data.components.observed.every((v) => !(v < 0)) ? 0 : undefined,
        splitNumber: gridIndex === 0 ? 4 : 2,
        axisLabel: {
          ...axisLabel(scheme),
          hideOverlap: true,
          formatter: data.ratio && gridIndex >= 2 ? data.formatFactor : data.formatTick,
        },
        splitLine: { lineStyle: { color: colours.line } },
      })),
      dataZoom: zooming ? dayZoom(scheme, axes) : [],
      series: [...lines(data, canvas), ...marks(data, canvas)],
    };
  };

const plain = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

function lines(data: DecompositionPanels, { scheme }: Canvas) {
  const { observed, trend, seasonal, residual } = data.components;
  const [blue, orange] = CATEGORICAL[scheme];
  const gone = new Set(data.missing);
  const line = (index: number, values: Float64Array, color: string, width: number) => ({
    type: 'line',
    xAxisIndex: index,
    yAxisIndex: index,
    data: plain(values),
    color,
    symbol: 'none',
    lineStyle: { width },
    emphasis: { disabled: true },
  });
  const bands = { markArea: missingBands(data.days, gone, scheme) };
  const middle = data.ratio ? 1 : 0;
  return [
    { ...line(0, observed, blue, 1.4), ...bands, areaStyle: { opacity: 0.07 } },
    line(0, trend, orange, 2),
    { ...line(1, trend, orange, 2.2), ...bands },
    { ...line(2, seasonal, blue, 1.4), ...bands },
    {
      ...line(3, residual, blue, 1.1),
      ...bands,
      areaStyle: { opacity: 0.22, origin: middle },
    },
  ];
}

function marks(data: DecompositionPanels, { scheme }: Canvas) {
  const [, , green, purple] = CATEGORICAL[scheme];
  const { observed, residual } = data.components;
  const of = (rises: boolean, index: 0 | 3) => ({
    name: rises ? data.names.rise : data.names.drop,
    type: 'scatter',
    xAxisIndex: index,
    yAxisIndex: index,
    symbol: rises ? RISE : DROP,
    symbolSize: index === 0 ? [13, 12] : [11, 10],
    color: rises ? green : purple,
    itemStyle: { borderColor: NEUTRAL[scheme].card, borderWidth: 1 },
    clip: false,
    emphasis: { disabled: true },
    z: 5,
    data: data.anomalies.flatMap(({ index: at, z }) => {
      const value = (index === 0 ? observed : residual)[at] ?? Number.NaN;
      return z > 0 === rises && !Number.isNaN(value) ? [[data.days[at] ?? '', value]] : [];
    }),
  });
  return [of(true, 0), of(false, 0), of(true, 3), of(false, 3)];
}

function told(
  data: DecompositionPanels,
  points: readonly { axisValue: string }[],
  { scheme }: Canvas,
): string {
  const day = points[0]?.axisValue ?? '';
  const at = data.days.indexOf(day);
  const [blue, orange] = CATEGORICAL[scheme];
  const { observed, trend, seasonal, residual } = data.components;
  const part = (
    label: string,
    values: Float64Array,
    format: (value: number) => string,
    colour?: string,
  ): TooltipLine[] => {
    const value = values[at] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [{ label, value: format(value), colour }];
  };
  const factor = data.ratio ? data.formatFactor : data.formatValue;
  const value = observed[at] ?? Number.NaN;
  const mark = data.anomalies.find(({ index }) => index === at);
  return tooltipHtml(data.formatDay(day), [
    {
      label: data.valueName,
      value: Number.isNaN(value) ? data.missingName : data.formatValue(value),
      colour: blue,
    },
    ...part(data.names.trend, trend, data.formatValue, orange),
    ...part(data.names.seasonal, seasonal, factor),
    ...part(data.names.residual, residual, factor),
    ...(mark
      ? [
          {
            label: `${mark.z > 0 ? '▲' : '▼'} ${mark.z > 0 ? data.names.rise : data.names.drop}`,
            value: `${data.names.z} ${data.formatValue(mark.z)}`,
          },
          { label: data.names.expected, value: data.formatValue(mark.expected) },
        ]
      : []),
  ]);
}
