import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';
import { dayAxis, dayZoom, lineLegend, missingBands, zoomable } from './time-axis';

export interface DailyLine {
  readonly days: readonly string[];
  /** null: a missing day; the line breaks there. */
  readonly values: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  /** Shaded. */
  readonly missing: readonly string[];
  readonly valueName: string;
  readonly meanName: string;
  readonly missingName: string;
  readonly formatValue: (value: number) => string;
  /** Short, for the axis. */
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  readonly formatShortDay: (iso: string) => string;
}

/** A daily series, its trailing weekly mean, and the missing days as shaded bands. Zoom: the slider, or Ctrl + wheel. */
export const dailyLine =
  (data: DailyLine): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const [blue, orange] = CATEGORICAL[scheme];
    const gone = new Set(data.missing);
    const single = data.days.length === 1;
    const zooming = zoomable(data.days);
    return {
      textStyle: textStyle(scheme),
      color: [blue, orange],
      grid: { left: 4, right: 16, top: 36, bottom: zooming ? 36 : 4, containLabel: true },
      legend: lineLegend(scheme, [data.valueName, data.meanName]),
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const at = points[0]?.dataIndex ?? 0;
          const day = data.days[at] ?? '';
          const value = data.values[at] ?? null;
          const mean = data.mean[at] ?? null;
          return tooltipHtml(data.formatDay(day), [
            {
              label: data.valueName,
              value: value === null ? data.missingName : data.formatValue(value),
              colour: blue,
            },
            ...(mean === null
              ? []
              : [{ label: data.meanName, value: data.formatValue(mean), colour: orange }]),
            ...(gone.has(day) && value !== null ? [{ label: data.missingName, value: '' }] : []),
          ]);
        },
      },
      xAxis: dayAxis(data, scheme),
      yAxis: {
        type: 'value',
        splitNumber: width < 500 ? 4 : 5,
        minInterval: data.values.every((v) => v === null || Number.isInteger(v)) ? 1 : undefined,
        max: data.values.every((v) => v === null || v === 0) ? 1 : undefined,
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      dataZoom: zooming ? dayZoom(scheme) : [],
      series: [
        {
          name: data.valueName,
          type: 'line',
          data: data.values,
          symbol: single ? 'circle' : 'none',
          symbolSize: 8,
          lineStyle: { width: 1.4 },
          areaStyle: { opacity: 0.07 },
          emphasis: { disabled: true },
          markArea: missingBands(data.days, gone, scheme),
        },
        {
          name: data.meanName,
          type: 'line',
          data: data.mean,
          symbol: 'none',
          lineStyle: { width: 2.6 },
          emphasis: { disabled: true },
        },
      ],
    };
  };
