import { NEUTRAL } from '@/components/ui/colours';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';
import {
  logFloor,
  type VerdictNames,
  verdictLegend,
  verdictMark,
  verdictsIn,
} from './verdict-marks';

export interface BorutaHistory {
  readonly lines: readonly {
    readonly feature: string;
    readonly name: string;
    readonly verdict: BorutaVerdict;
    /** The trial that decided, from 1; null while tentative. */
    readonly decidedAfter: number | null;
    /** Importance in each trial; null after a rejection. */
    readonly history: readonly (number | null)[];
  }[];
  readonly shadows: readonly { readonly max: number; readonly mean: number }[];
  readonly names: VerdictNames;
  readonly words: {
    readonly trial: string;
    readonly trialOf: (number: number) => string;
    readonly shadowMax: string;
    readonly shadowMean: string;
  };
  readonly formatValue: (value: number) => string;
}

/** As many lines as a tooltip lists. */
const LISTED = 10;

/** The importance of every feature over the trials; who stays in the shade does not beat the largest shadow. */
export const borutaHistory =
  ({ lines, shadows, names, words, formatValue }: BorutaHistory): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const floor = logFloor([
      ...lines.flatMap((line) => line.history),
      ...shadows.flatMap(({ max, mean }) => [max, mean]),
    ]);
    const drawn = (value: number | null | undefined) =>
      value === null || value === undefined ? null : Math.max(floor, value);
    const shown = verdictsIn(lines);
    const alone = lines.length === 1;
    // A line of one trial is a point; any other has none, in the legend neither.
    const shadowSymbol =
      shadows.length === 1 ? { symbol: 'rect' } : { symbol: 'none', itemStyle: { opacity: 0 } };
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 16, top: 40, bottom: 28, containLabel: true },
      legend: {
        ...verdictLegend(scheme, [
          ...shown.map((verdict) => names[verdict]),
          words.shadowMax,
          words.shadowMean,
        ]),
        itemWidth: 26,
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const at = points[0]?.dataIndex ?? 0;
          const shadow = shadows[at];
          const largest = lines
            .flatMap(({ name, verdict, history }) => {
              const value = history[at] ?? null;
              return value === null ? [] : [{ name, verdict, value }];
            })
            .sort((a, b) => b.value - a.value);
          return tooltipHtml(words.trialOf(at + 1), [
            ...(shadow ? [{ label: words.shadowMax, value: formatValue(shadow.max) }] : []),
            ...largest.slice(0, LISTED).map(({ name, verdict, value }) => ({
              label: name,
              value: formatValue(value),
              colour: verdictMark(verdict, scheme).colour,
            })),
            ...(largest.length > LISTED
              ? [{ label: '…', value: `+${largest.length - LISTED}` }]
              : []),
          ]);
        },
      },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: shadows.map((_, i) => String(i + 1)),
        name: words.trial,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: colours.soft, fontSize: 12 },
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { ...axisLabel(scheme), hideOverlap: true },
      },
      yAxis: {
        type: 'log',
        min: floor,
        splitNumber: width < 500 ? 3 : 5,
        axisLabel: {
          ...axisLabel(scheme),
          formatter: (value: number) => (value <= floor * 1.000001 ? '' : formatValue(value)),
          hideOverlap: true,
        },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          id: 'shadow-mean',
          name: words.shadowMean,
          type: 'line',
          data: shadows.map(({ mean }) => drawn(mean)),
          ...shadowSymbol,
          silent: true,
          z: 2,
          color: colours.soft,
          lineStyle: { color: colours.soft, width: 1.4, type: [2, 3] },
        },
        ...lines.map(({ feature, verdict, history, decidedAfter }) => {
          const { colour, symbol, dash } = verdictMark(verdict, scheme);
          const end = history.reduce((last, value, i) => (value === null ? last : i), -1);
          const marked = decidedAfter === null ? end : decidedAfter - 1;
          return {
            id: feature,
            name: names[verdict],
            type: 'line',
            color: colour,
            data: history.map((value, i) => ({
              name: feature,
              value: drawn(value),
              symbol: i === marked || end === 0 ? symbol : 'none',
              symbolSize: alone ? 11 : 8,
            })),
            symbol,
            z: 3,
            connectNulls: false,
            // Else the axis hides the marks of trials that it does not name.
            showAllSymbol: true,
            lineStyle: { width: alone ? 2.4 : 1.2, type: dash, opacity: alone ? 1 : 0.75 },
            emphasis: { focus: 'series', lineStyle: { width: 3 } },
          };
        }),
        {
          id: 'shadow-line',
          name: words.shadowMax,
          type: 'line',
          data: shadows.map(({ max }) => drawn(max)),
          ...shadowSymbol,
          silent: true,
          z: 2,
          color: colours.ink,
          lineStyle: { color: colours.ink, width: 1.8, type: [6, 3] },
          areaStyle: { color: colours.line, opacity: 0.6, origin: 'start' },
        },
      ],
    };
  };
