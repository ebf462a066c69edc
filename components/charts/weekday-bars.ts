import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface WeekdayBars {
  /** Monday first; null: no day of it is known. */
  readonly means: readonly (number | null)[];
  readonly weekdays: readonly string[];
  readonly valueName: string;
  readonly missingName: string;
  readonly formatValue: (value: number) => string;
}

/** One bar a weekday, its value written at its end. */
export const weekdayBars =
  (data: WeekdayBars): ChartOption =>
  ({ scheme }) => {
    const colours = NEUTRAL[scheme];
    const text = (value: number | null) =>
      value === null ? data.missingName : data.formatValue(value);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 64, top: 4, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ dataIndex }: { dataIndex: number }) =>
          tooltipHtml(data.weekdays[dataIndex] ?? '', [
            { label: data.valueName, value: text(data.means[dataIndex] ?? null) },
          ]),
      },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: {
        type: 'category',
        data: data.weekdays,
        inverse: true,
        axisLabel: axisLabel(scheme),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'bar',
          data: data.means,
          barMaxWidth: 18,
          itemStyle: { color: CATEGORICAL[scheme][0], borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: colours.ink,
            fontSize: 12,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              text(data.means[dataIndex] ?? null),
          },
        },
      ],
    };
  };
