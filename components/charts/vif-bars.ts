import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';
import { labelWidth, verdictLegend } from './verdict-marks';

export interface VifBars {
  /** In the order of drawing, from the top; Infinity for exact combinations, null for constant features. */
  readonly bars: readonly {
    readonly feature: string;
    readonly name: string;
    readonly before: number | null;
    readonly last: number | null;
    readonly removed: boolean;
  }[];
  readonly limit: number;
  readonly words: {
    readonly before: string;
    readonly kept: string;
    readonly removed: string;
    readonly limit: string;
    readonly none: string;
  };
  readonly formatVif: (value: number) => string;
}

/** An infinite VIF reaches past the largest finite one by this factor. */
const BEYOND = 10;
const OUTER = 13;
const INNER = 7;

/** Where bars may end: past every finite value and the limit. */
export function vifEnd(bars: VifBars['bars'], limit: number): number {
  const all = bars.flatMap(({ before, last }) => [before, last]);
  const finite = all.filter((value): value is number => value !== null && Number.isFinite(value));
  const largest = Math.max(limit, ...finite);
  const infinite = all.includes(Number.POSITIVE_INFINITY);
  return largest * (infinite ? BEYOND : 1.5);
}

/** VIF of each feature before anything was removed and, within it, at the end; logarithmic axis, the limit as a line. */
export const vifBars =
  ({ bars, limit, words, formatVif }: VifBars): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const end = vifEnd(bars, limit);
    const drawn = (value: number | null) =>
      value === null ? null : Math.min(end, Math.max(1, value));
    const said = (value: number | null) => (value === null ? words.none : formatVif(value));
    const point = (bar: VifBars['bars'][number], value: number | null) => ({
      name: bar.feature,
      value: drawn(value),
      label: {
        show: value === Number.POSITIVE_INFINITY,
        position: 'insideRight',
        distance: 2,
        formatter: '∞',
        fontSize: 11,
        color: colours.ink,
      },
    });
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 18, top: 50, bottom: 4, containLabel: true },
      legend: verdictLegend(scheme, [words.before, words.kept, words.removed]),
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow' },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const bar = bars[points[0]?.dataIndex ?? -1];
          if (!bar) return '';
          return tooltipHtml(bar.name, [
            { label: words.before, value: said(bar.before) },
            { label: bar.removed ? words.removed : words.kept, value: said(bar.last) },
          ]);
        },
      },
      xAxis: {
        type: 'log',
        min: 1,
        max: end,
        axisLabel: { ...axisLabel(scheme), formatter: formatVif, hideOverlap: true },
        splitLine: { lineStyle: { color: colours.line } },
      },
      // Bars on one axis make room for each other; on axes of their own they lie within each other.
      yAxis: [true, false, false].map((show) => ({
        type: 'category',
        inverse: true,
        show,
        position: 'left',
        data: bars.map((bar) => bar.name),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
        axisLabel: {
          ...axisLabel(scheme),
          color: colours.ink,
          interval: 0,
          width: labelWidth(width),
          overflow: 'truncate',
        },
      })),
      series: [
        {
          id: 'before',
          name: words.before,
          type: 'bar',
          barWidth: OUTER,
          data: bars.map((bar) => point(bar, bar.before)),
          itemStyle: { color: colours.faint, borderColor: colours.soft, borderWidth: 1 },
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: colours.ink, type: 'dashed', width: 1.2 },
            label: { formatter: words.limit, color: colours.ink, fontSize: 11, position: 'start' },
            data: [{ xAxis: limit }],
          },
        },
        {
          id: 'kept',
          name: words.kept,
          type: 'bar',
          yAxisIndex: 1,
          barWidth: INNER,
          data: bars.map((bar) => point(bar, bar.removed ? null : bar.last)),
          itemStyle: { color: CATEGORICAL[scheme][0] },
        },
        {
          id: 'removed',
          name: words.removed,
          type: 'bar',
          yAxisIndex: 2,
          barWidth: INNER,
          data: bars.map((bar) => point(bar, bar.removed ? bar.last : null)),
          itemStyle: {
            color: CATEGORICAL[scheme][1],
            decal: {
              symbol: 'rect',
              color: colours.card,
              dashArrayX: [1, 0],
              dashArrayY: [2, 3],
              rotation: -Math.PI / 4,
            },
          },
        },
      ],
    };
  };
