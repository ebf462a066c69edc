import { CATEGORICAL, NEUTRAL, SEQUENTIAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, type TooltipLine, textStyle, tooltip, tooltipHtml } from './parts';

/** Value by weeks since joining; null: not known there. */
export type RetentionLine = readonly (number | null)[];

export interface RetentionLines {
  /** Drawn thin and pale to dark in their order, unnamed: one for each joining week. */
  readonly cohorts: readonly RetentionLine[];
  /** Drawn strong and named, told apart by colour, dash and symbol. */
  readonly groups: readonly { readonly name: string; readonly values: RetentionLine }[];
  /** Highest week since joining. */
  readonly weeks: number;
  readonly axisName: string;
  /** Upper end of the value axis; left out: by the values. */
  readonly top?: number;
  readonly formatTick: (value: number) => string;
  /** Tooltip of one week. */
  readonly heading: (offset: number) => string;
  /** `group`: which of `groups` a line is about, for its colour. */
  readonly lines: (offset: number) => readonly (TooltipLine & { readonly group?: number })[];
}

const DASHES = ['solid', 'dashed', 'dotted', [12, 4, 2, 4], [4, 2]] as const;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'] as const;

const LEGEND_ROW = 26;
const LEGEND_MARK = 34;
const LEGEND_GAP = 18;
const PX_PER_CHARACTER = 8;

/** Rows that a legend of these names takes: estimated, a little too many rather than too few. */
function rowsOf(names: readonly string[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    // Hangul, Kana and Han take about twice the width of a Latin letter.
    const letters = [...name].reduce((n, letter) => n + (letter > '\u1100' ? 1.75 : 1), 0);
    const item = LEGEND_MARK + LEGEND_GAP + letters * PX_PER_CHARACTER;
    if (used > 0 && used + item > width) {
      rows += 1;
      used = 0;
    }
    used += item;
  }
  return rows;
}

/** Retention curves: all joining weeks with their pooled curve, or several groups. */
export const retentionLines =
  (data: RetentionLines): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const sequence = SEQUENTIAL[scheme];
    const single = data.groups.length === 1;
    // Alone among blue lines, the pooled curve takes the second colour.
    const colourOf = (group: number) =>
      CATEGORICAL[scheme][single ? 1 : group % CATEGORICAL[scheme].length] ?? colours.ink;
    const shade = (i: number) => {
      const at = data.cohorts.length < 2 ? 1 : i / (data.cohorts.length - 1);
      return sequence[1 + Math.round(at * 3)] ?? colours.soft;
    };
    const known = (values: RetentionLine) => values.filter((v) => v !== null).length;
    const named = data.groups.length > 1;
    const legendRows = named
      ? rowsOf(
          data.groups.map((g) => g.name),
          width,
        )
      : 0;
    return {
      textStyle: textStyle(scheme),
      grid: {
        left: 4,
        right: 16,
        top: 10 + legendRows * LEGEND_ROW,
        bottom: 26,
        containLabel: true,
      },
      legend: {
        show: named,
        left: 0,
        top: 0,
        itemWidth: LEGEND_MARK,
        itemGap: LEGEND_GAP,
        textStyle: { color: colours.ink, fontSize: 12 },
        inactiveColor: colours.soft,
        data: data.groups.map((g) => g.name),
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const offset = points[0]?.dataIndex ?? 0;
          return tooltipHtml(
            data.heading(offset),
            data
              .lines(offset)
              .map(({ group, ...line }) =>
                group === undefined ? line : { ...line, colour: colourOf(group) },
              ),
          );
        },
      },
      xAxis: {
        type: 'category',
        data: Array.from({ length: data.weeks + 1 }, (_, i) => String(i)),
        boundaryGap: data.weeks === 0,
        name: data.axisName,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: colours.soft, fontSize: 12 },
        axisLabel: { ...axisLabel(scheme), interval: width < 500 && data.weeks > 10 ? 1 : 'auto' },
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        ...(data.top === undefined
          ? { splitNumber: width < 500 ? 4 : 5, minInterval: 1 }
          : { max: data.top, interval: data.top / 5 }),
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        ...data.cohorts.map((values, i) => ({
          type: 'line',
          data: values,
          symbol: 'circle',
          symbolSize: 5,
          showSymbol: known(values) === 1,
          itemStyle: { color: shade(i) },
          lineStyle: { width: 1.2, color: shade(i) },
          emphasis: { disabled: true },
          z: 2,
        })),
        ...data.groups.map(({ name, values }, i) => ({
          name,
          type: 'line',
          data: values,
          symbol: SYMBOLS[i % SYMBOLS.length],
          symbolSize: single ? 6 : 7,
          showSymbol: named || known(values) === 1,
          itemStyle: { color: colourOf(i) },
          lineStyle: {
            width: single ? 3.2 : 2.2,
            color: colourOf(i),
            type: DASHES[i % DASHES.length],
          },
          emphasis: { disabled: true },
          z: 3,
        })),
      ],
    };
  };
