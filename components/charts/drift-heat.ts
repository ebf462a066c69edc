import { NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, heatScale, textStyle, tooltip, tooltipHtml } from './parts';

export interface DriftHeat {
  readonly weeks: readonly {
    readonly label: string;
    readonly title: string;
    /** Too few windows to say much: its label carries a mark. */
    readonly isThin: boolean;
  }[];
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly valueName: string;
  /** Colours begin at 0, or else at the smallest value, where differences are what counts. */
  readonly fromZero: boolean;
  readonly thinMark: string;
  readonly thinName: string;
  readonly formatValue: (value: number) => string;
}

const ROW = 28;
const SCALE = 34;
const AXIS = 42;
const MAX_NAME = 210;
export const driftHeight = (rows: number): number => rows * ROW + AXIS + SCALE;

/** A row a series, a column a week. */
export const driftHeat =
  (data: DriftHeat): ChartOption =>
  ({ scheme, width }) => {
    const { ink, card, soft } = NEUTRAL[scheme];
    const all = data.rows.flatMap(({ values }) => values);
    const max = all.reduce((most, value) => Math.max(most, value), 0);
    const lowest = all.reduce((least, value) => Math.min(least, value), max);
    // Equal values need a scale of some length.
    const min = data.fromZero || lowest === max ? 0 : lowest;
    const scale = heatScale(scheme, max, data.formatValue);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 8, top: 4, bottom: SCALE, containLabel: true },
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ data: [week, row] }: { data: readonly [number, number, number] }) => {
          const { title, isThin } = data.weeks[week] ?? { title: '', isThin: false };
          const shown = data.rows[row];
          return tooltipHtml(title, [
            { label: shown?.label ?? '', value: data.formatValue(shown?.values[week] ?? 0) },
            ...(isThin ? [{ label: data.thinMark, value: data.thinName }] : []),
          ]);
        },
      },
      visualMap: { ...scale, min, text: [scale.text[0], data.formatValue(min)] },
      xAxis: {
        type: 'category',
        data: data.weeks.map(({ label, isThin }) => (isThin ? `${label}${data.thinMark}` : label)),
        axisLabel: { ...axisLabel(scheme), hideOverlap: true, color: soft },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: data.rows.map(({ label }) => label),
        axisLabel: {
          ...axisLabel(scheme),
          color: ink,
          interval: 0,
          width: Math.min(MAX_NAME, width * 0.38),
          overflow: 'truncate',
        },
        axisTick: { show: false },
        axisLine: { show: false },
      },
      series: [
        {
          type: 'heatmap',
          itemStyle: { borderColor: card, borderWidth: 2 },
          emphasis: { itemStyle: { borderColor: ink, borderWidth: 1.5 } },
          data: data.rows.flatMap(({ values }, row) =>
            values.map((value, week) => [week, row, value]),
          ),
        },
      ],
    };
  };
