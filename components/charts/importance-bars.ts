import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle } from './parts';

export interface ImportanceBars {
  /** Largest first. */
  readonly bars: readonly { readonly name: string; readonly share: number }[];
  readonly formatShare: (share: number) => string;
}

/** One bar a parameter, the most important on top, its share beside it. */
export const importanceBars =
  ({ bars, formatShare }: ImportanceBars): ChartOption =>
  ({ scheme }) => {
    const colours = NEUTRAL[scheme];
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 56, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map((bar) => bar.name),
        axisLine: { show: true, lineStyle: { color: colours.line } },
        axisTick: { show: false },
        axisLabel: { ...axisLabel(scheme), color: colours.ink },
      },
      series: [
        {
          id: 'importance',
          type: 'bar',
          data: bars.map((bar) => bar.share),
          barMaxWidth: 22,
          silent: true,
          itemStyle: { color: CATEGORICAL[scheme][0], borderRadius: [0, 3, 3, 0] },
          label: {
            show: true,
            position: 'right',
            color: colours.ink,
            fontSize: 12,
            formatter: ({ value }: { value: number }) => formatShare(value),
          },
        },
      ],
    };
  };
