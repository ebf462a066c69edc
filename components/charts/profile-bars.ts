import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface ProfileBars {
  /** Above or below the middle, by position in the cycle; null: never observed. */
  readonly values: readonly (number | null)[];
  readonly labels: readonly string[];
  readonly valueName: string;
  readonly missingName: string;
  readonly format: (value: number) => string;
  readonly formatTick: (value: number) => string;
}

/** More bars than this have no room for a number each. */
const NUMBERED = 10;

/** One bar for each position in the cycle, up or down from the middle. */
export const profileBars =
  (data: ProfileBars): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const text = (value: number | null) => (value === null ? data.missingName : data.format(value));
    const numbered = data.values.length <= NUMBERED && width >= 320;
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 8, top: 20, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ dataIndex }: { dataIndex: number }) =>
          tooltipHtml(data.labels[dataIndex] ?? '', [
            { label: data.valueName, value: text(data.values[dataIndex] ?? null) },
          ]),
      },
      xAxis: {
        type: 'category',
        data: data.labels,
        axisLabel: { ...axisLabel(scheme), hideOverlap: true },
        axisTick: { show: false },
        // Names stay at the bottom, the line at the middle.
        axisLine: { onZero: true, lineStyle: { color: colours.soft } },
        position: 'bottom',
        offset: 0,
      },
      yAxis: {
        type: 'value',
        splitNumber: 3,
        // Room for the numbers at the ends of the bars.
        boundaryGap: ['12%', '12%'],
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'bar',
          data: data.values.map((value) => ({
            value,
            label: { position: (value ?? 0) < 0 ? 'bottom' : 'top' },
          })),
          barMaxWidth: 34,
          itemStyle: { color: CATEGORICAL[scheme][0] },
          label: {
            show: numbered,
            color: colours.ink,
            fontSize: 12,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              text(data.values[dataIndex] ?? null),
          },
        },
      ],
    };
  };
