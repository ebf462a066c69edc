import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';
import { dayAxis, dayZoom, lineLegend, zoomable } from './time-axis';

export interface TrendLines {
  readonly days: readonly string[];
  /** One value for each day; null where there is none. */
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Each is a percentage of its own mean: the axis need not begin at 0. */
  readonly index: boolean;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  readonly formatShortDay: (iso: string) => string;
}

/** As many lines as there are colours. */
export const MAX_LINES = CATEGORICAL.light.length;

/** With its colour each line has a dash of its own. */
export const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3],
  [10, 3, 2, 3],
  [14, 4],
  [4, 2, 1, 2, 1, 2],
];

const PX_PER_LETTER = 7;
const PX_PER_SYLLABLE = 12;
const PX_PER_ENTRY = 40;
const LEGEND_ROW = 24;

/** Several trends over the same days. */
export const trendLines =
  (data: TrendLines): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const zooming = zoomable(data.days);
    const names = data.lines.map((line) => line.name);
    return {
      textStyle: textStyle(scheme),
      grid: {
        left: 4,
        right: 16,
        top: 14 + LEGEND_ROW * legendRows(names, width),
        bottom: zooming ? 36 : 4,
        containLabel: true,
      },
      legend: {
        ...lineLegend(scheme, names),
        icon: undefined,
        itemWidth: 34,
        itemHeight: 10,
        // The line alone: there are no dots on it.
        itemStyle: { opacity: 0 },
        width: '100%',
        textStyle: {
          color: colours.ink,
          fontSize: 12,
          width: Math.max(80, width - 60),
          overflow: 'truncate',
        },
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const at = points[0]?.dataIndex ?? 0;
          return tooltipHtml(
            data.formatDay(data.days[at] ?? ''),
            data.lines.flatMap(({ name, values }, i) => {
              const value = values[at] ?? null;
              return value === null
                ? []
                : [
                    {
                      label: name,
                      value: data.formatValue(value),
                      colour: CATEGORICAL[scheme][i % MAX_LINES],
                    },
                  ];
            }),
          );
        },
      },
      xAxis: dayAxis(data, scheme),
      yAxis: {
        type: 'value',
        scale: data.index,
        splitNumber: width < 500 ? 4 : 5,
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      dataZoom: zooming ? dayZoom(scheme) : [],
      series: data.lines.map(({ name, values }, i) => ({
        name,
        type: 'line',
        data: values,
        color: CATEGORICAL[scheme][i % MAX_LINES],
        symbol: 'none',
        lineStyle: {
          width: 2.2,
          type: DASHES[i % DASHES.length]?.length ? DASHES[i % DASHES.length] : 'solid',
        },
        emphasis: { disabled: true },
      })),
    };
  };

/** Roughly; Hangul and Han are wider than Latin letters. */
const textWidth = (text: string): number =>
  [...text].reduce((n, c) => n + (c > '\u1100' ? PX_PER_SYLLABLE : PX_PER_LETTER), 0);

/** Rows that the legend breaks into, from the width of its words. */
function legendRows(names: readonly string[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const needed = Math.min(width, PX_PER_ENTRY + 18 + textWidth(name));
    if (used > 0 && used + needed > width) {
      rows += 1;
      used = 0;
    }
    used += needed;
  }
  return rows;
}
