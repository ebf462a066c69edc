import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, type TooltipLine, textStyle, tooltip, tooltipHtml } from './parts';

export interface CommonPoint {
  /** What a click tells. */
  readonly key: string;
  readonly label: string;
  readonly group: number;
  /** Shares in [0, 1]. */
  readonly x: number;
  readonly y: number;
  /** Drawn hollow. */
  readonly opposite: boolean;
  readonly isNamed: boolean;
  readonly about: readonly TooltipLine[];
}

export interface CommonScatter {
  readonly points: readonly CommonPoint[];
  readonly groups: readonly string[];
  readonly xName: string;
  readonly yName: string;
  /** Divides the four quadrants. */
  readonly border: number;
  /** Words of the quadrants. */
  readonly quadrants: Readonly<Record<'both' | 'first' | 'second' | 'neither', string>>;
  readonly formatShare: (share: number) => string;
}

const SYMBOLS = ['circle', 'diamond', 'triangle'];
const TICKS = [0, 0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1];
const LEGEND = 26;

/** Shares in one target against shares in another. Both axes are stretched by the square root: most shares are small. */
export const commonScatter =
  (data: CommonScatter): ChartOption =>
  ({ scheme, width }) => {
    const { ink, soft, line, faint, card } = NEUTRAL[scheme];
    const at = new Map(data.points.map((point) => [point.key, point]));
    const reach = data.points.reduce((most, { x, y }) => Math.max(most, x, y), data.border);
    const max = Math.sqrt(Math.max(reach, data.border * 1.5)) * 1.1;
    const middle = Math.sqrt(data.border);
    const axis = (name: string) => ({
      type: 'value',
      min: 0,
      max,
      name,
      nameTextStyle: { color: ink, fontSize: 12 },
      axisLine: { show: true, lineStyle: { color: line } },
      splitLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...axisLabel(scheme),
        customValues: TICKS.map(Math.sqrt).filter((tick) => tick <= max),
        formatter: (place: number) => data.formatShare(place * place),
        hideOverlap: true,
      },
    });
    const quadrant = (
      name: string,
      [left, bottom, right, top]: readonly [number, number, number, number],
      position: string,
      color: string,
    ) => [
      {
        name,
        coord: [left, bottom],
        itemStyle: { color },
        label: {
          position,
          color: soft,
          fontSize: 12,
          width: width / 2.6,
          overflow: 'break',
        },
      },
      { coord: [right, top] },
    ];
    const { both, first, second, neither } = data.quadrants;
    return {
      textStyle: textStyle(scheme),
      grid: { left: 8, right: 16, top: LEGEND + 26, bottom: 28, containLabel: true },
      legend: {
        left: 0,
        top: 0,
        padding: 0,
        itemGap: 14,
        itemWidth: 12,
        itemHeight: 12,
        selectedMode: false,
        data: [...data.groups],
        textStyle: { color: ink, fontSize: 12 },
      },
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) => {
          const point = at.get(name);
          return point ? tooltipHtml(point.label, point.about) : '';
        },
      },
      xAxis: { ...axis(data.xName), nameLocation: 'middle', nameGap: 28 },
      yAxis: {
        ...axis(data.yName),
        nameLocation: 'end',
        nameTextStyle: { color: ink, fontSize: 12, align: 'left', padding: [0, 0, 0, -30] },
      },
      series: [
        {
          type: 'scatter',
          silent: true,
          data: [],
          markArea: {
            silent: true,
            data: [
              quadrant(neither, [0, 0, middle, middle], 'insideBottomLeft', 'transparent'),
              quadrant(first, [middle, 0, max, middle], 'insideBottomRight', faint),
              quadrant(second, [0, middle, middle, max], 'insideTopLeft', faint),
              quadrant(both, [middle, middle, max, max], 'insideTopRight', 'transparent'),
            ],
          },
        },
        ...data.groups.map((name, group) => {
          const colour = CATEGORICAL[scheme][group];
          return {
            name,
            type: 'scatter',
            symbol: SYMBOLS[group],
            symbolSize: 12,
            itemStyle: { color: colour },
            cursor: 'pointer',
            labelLayout: { hideOverlap: true },
            data: data.points
              .filter((point) => point.group === group)
              .map(({ key, label, x, y, opposite, isNamed }) => ({
                name: key,
                value: [Math.sqrt(x), Math.sqrt(y)],
                itemStyle: opposite
                  ? { color: card, borderColor: colour, borderWidth: 2.5 }
                  : { color: colour, borderColor: card, borderWidth: 1 },
                label: {
                  show: isNamed,
                  position: Math.sqrt(x) > max * 0.6 ? 'left' : 'right',
                  color: ink,
                  fontSize: 12,
                  textBorderColor: card,
                  textBorderWidth: 3,
                  formatter: () => label,
                },
              })),
          };
        }),
      ],
    };
  };
