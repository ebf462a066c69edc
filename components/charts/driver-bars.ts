import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface DriverBar {
  /** What a click tells. */
  readonly key: string;
  readonly label: string;
  /** Position among the groups. */
  readonly group: number;
  readonly value: number;
  /** Half the length of its whisker; null without one. */
  readonly deviation: number | null;
  /** Stands behind the value at the bar's end. */
  readonly mark: string;
}

export interface DriverBars {
  /** Largest first. */
  readonly bars: readonly DriverBar[];
  readonly groups: readonly string[];
  readonly valueName: string;
  readonly deviationName: string;
  readonly formatValue: (value: number) => string;
  /** The bar whose name is bold. */
  readonly chosen: string;
}

const LEGEND = 28;
const BAR = 26;
export const driverBarsHeight = (bars: number): number => LEGEND + Math.max(1, bars) * BAR + 8;

const MAX_NAME = 230;
/** Behind the longest bar, for its value and mark. */
const BEHIND = 112;

/** One bar a driver, coloured by group, with value and mark at its end and a whisker where there is a deviation. */
export const driverBars =
  (data: DriverBars): ChartOption =>
  ({ scheme, width }) => {
    const { ink, soft } = NEUTRAL[scheme];
    const at = new Map(data.bars.map((bar) => [bar.key, bar]));
    const end = ({ value, deviation }: DriverBar) => Math.max(0, value + (deviation ?? 0));
    const lowest = data.bars.reduce((least, b) => Math.min(least, b.value - (b.deviation ?? 0)), 0);
    const highest = data.bars.reduce((most, b) => Math.max(most, end(b)), 0);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: BEHIND, top: LEGEND, bottom: 4, containLabel: true },
      legend: groupLegend(scheme, data.groups),
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) => {
          const bar = at.get(name);
          if (!bar) return '';
          return tooltipHtml(bar.label, [
            { label: data.valueName, value: data.formatValue(bar.value) },
            ...(bar.deviation === null
              ? []
              : [{ label: data.deviationName, value: `± ${data.formatValue(bar.deviation)}` }]),
            { label: data.groups[bar.group] ?? '', value: bar.mark },
          ]);
        },
      },
      xAxis: {
        type: 'value',
        min: lowest,
        max: highest > lowest ? highest : lowest + 1,
        axisLabel: { show: false },
        // The only line is that of 0.
        axisTick: { show: false, customValues: [0] },
        splitLine: { show: true, lineStyle: { color: soft } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: data.bars.map(({ key }) => key),
        axisLine: { show: false, onZero: false },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(scheme),
          color: ink,
          interval: 0,
          width: Math.min(MAX_NAME, width * 0.4),
          overflow: 'truncate',
          formatter: (key: string) => {
            const label = at.get(key)?.label ?? key;
            return key === data.chosen ? `{chosen|${label}}` : label;
          },
          rich: { chosen: { fontWeight: 700, color: ink } },
        },
      },
      series: [
        ...data.groups.map((name, group) => ({
          name,
          type: 'bar',
          stack: 'drivers',
          barMaxWidth: 16,
          itemStyle: { color: CATEGORICAL[scheme][group], borderRadius: 2 },
          emphasis: { itemStyle: { borderColor: ink, borderWidth: 1.5 } },
          cursor: 'pointer',
          data: data.bars.map(({ key, value, group: own }) => ({
            name: key,
            value: own === group ? value : null,
          })),
        })),
        ...(data.bars.some(({ deviation }) => deviation !== null)
          ? [whiskers(data.bars, ink)]
          : []),
        {
          type: 'scatter',
          silent: true,
          symbolSize: 0,
          data: data.bars.map((bar) => ({ name: bar.key, value: [end(bar), bar.key] })),
          label: {
            show: true,
            position: 'right',
            fontSize: 12,
            color: soft,
            formatter: ({ name }: { name: string }) => {
              const bar = at.get(name);
              return bar ? `{value|${data.formatValue(bar.value)}} ${bar.mark}` : '';
            },
            rich: { value: { color: ink, fontSize: 12 } },
          },
        },
      ],
    };
  };

/** Names of groups beside their colours; nothing can be switched off. */
const groupLegend = (scheme: Scheme, groups: readonly string[]) => ({
  left: 0,
  top: 0,
  data: [...groups],
  icon: 'roundRect',
  itemWidth: 12,
  itemHeight: 12,
  itemGap: 14,
  padding: 0,
  selectedMode: false,
  textStyle: { color: NEUTRAL[scheme].ink, fontSize: 12 },
});

interface CustomApi {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

/** Deviations of bars: a line from value - deviation to value + deviation with an end mark on either side. */
const whiskers = (bars: readonly DriverBar[], colour: string) => ({
  type: 'custom',
  silent: true,
  z: 5,
  data: bars.map(({ value, deviation }, i) => [value, i, deviation ?? 0]),
  renderItem: (_: unknown, api: CustomApi) => {
    const [value, row, deviation] = [api.value(0), api.value(1), api.value(2)];
    const [left, y] = api.coord([value - deviation, row]);
    const [right] = api.coord([value + deviation, row]);
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style: { stroke: colour, lineWidth: 1.5 },
    });
    return {
      type: 'group',
      children: [
        line(left, y, right, y),
        line(left, y - 4, left, y + 4),
        line(right, y - 4, right, y + 4),
      ],
    };
  },
});
