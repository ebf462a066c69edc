import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle } from './parts';

export interface ShareBars {
  readonly names: readonly string[];
  /** One bar of each in every name's cluster. */
  readonly series: readonly { readonly name: string; readonly shares: readonly number[] }[];
  readonly formatShare: (share: number) => string;
}

/** Clusters of bars; each bar's end says whose it is and its share. */
export const shareBars =
  ({ names, series, formatShare }: ShareBars): ChartOption =>
  ({ scheme, width }) => {
    const { ink, line } = NEUTRAL[scheme];
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 110, top: 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: names,
        axisLine: { show: true, lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { ...axisLabel(scheme), color: ink, width: width * 0.36, overflow: 'break' },
      },
      series: series.map(({ name, shares }, i) => ({
        name,
        type: 'bar',
        data: shares,
        silent: true,
        barMaxWidth: 22,
        barGap: '12%',
        itemStyle: { color: CATEGORICAL[scheme][i], borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: 'right',
          color: ink,
          fontSize: 12,
          formatter: ({ value }: { value: number }) => `${name} ${formatShare(value)}`,
        },
      })),
    };
  };
