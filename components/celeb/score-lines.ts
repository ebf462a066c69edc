import type { ChartOption } from '@/components/charts/chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from '@/components/charts/parts';
import { lineLegend } from '@/components/charts/time-axis';
import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';

const LINES = ['churn', 'sticker', 'score'] as const;
/** Beside its colour each line has a shape and a dash of its own. */
const SHAPES = { churn: 'circle', sticker: 'rect', score: 'diamond' } as const;
const DASHES = { churn: 'solid', sticker: [6, 4], score: 'solid' } as const;

export interface ScoreLines {
  readonly rows: readonly {
    readonly asOf: string;
    readonly churn: number;
    readonly sticker: number;
    readonly score: number;
  }[];
  /** Day that is shown on the page. */
  readonly asOf: string;
  readonly names: Readonly<Record<(typeof LINES)[number], string>>;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  readonly formatShortDay: (iso: string) => string;
}

const MS_PER_DAY = 86_400_000;

/** Both probabilities and their product by day of the scores; days lie where they are in time. */
export const scoreLines =
  (data: ScoreLines): ChartOption =>
  ({ scheme }) => {
    const colours = NEUTRAL[scheme];
    const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
    return {
      useUTC: true,
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 18, top: 34, bottom: 4, containLabel: true },
      legend: {
        ...lineLegend(
          scheme,
          LINES.map((line) => data.names[line]),
        ),
        icon: undefined,
        itemWidth: 26,
        itemHeight: 9,
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const row = data.rows[points[0]?.dataIndex ?? 0];
          if (!row) return '';
          return tooltipHtml(
            data.formatDay(row.asOf),
            LINES.map((line, i) => ({
              label: data.names[line],
              value: data.formatValue(row[line]),
              colour: CATEGORICAL[scheme][i],
            })),
          );
        },
      },
      xAxis: {
        type: 'time',
        minInterval: MS_PER_DAY,
        axisLabel: {
          ...axisLabel(scheme),
          hideOverlap: true,
          formatter: (instant: number) => data.formatShortDay(dayOf(instant)),
        },
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: { lineStyle: { color: colours.line } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        interval: 0.25,
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: LINES.map((line, i) => ({
        name: data.names[line],
        type: 'line',
        color: CATEGORICAL[scheme][i],
        symbol: SHAPES[line],
        symbolSize: line === 'score' ? 10 : 7,
        lineStyle: { width: line === 'score' ? 2.8 : 1.8, type: DASHES[line] },
        emphasis: { disabled: true },
        data: data.rows.map((row) => [Date.parse(row.asOf), row[line]]),
        ...(i === 0
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: colours.soft, type: 'dotted', width: 1.5 },
                data: [{ xAxis: Date.parse(data.asOf) }],
              },
            }
          : {}),
      })),
    };
  };
