import { DIVERGING, NEUTRAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface CorrelationHeat {
  /** In cluster order. */
  readonly names: readonly string[];
  /** In that order; null where a feature is constant. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly valueName: string;
  readonly noneName: string;
  readonly formatValue: (value: number) => string;
}

/** Pixels of a cell from which its number is written into it. */
const WITH_NUMBER = 38;
/** Beyond it a cell's colour is far enough from the card's to need the other ink. */
const STRONG = 0.6;

/** Pixels that so many features need. */
export const correlationHeight = (features: number): number =>
  Math.min(880, Math.max(300, 190 + features * 15));

/** Spearman correlation of each two features: blue with, orange against each other. */
export const correlationHeat =
  ({ names, values, valueName, noneName, formatValue }: CorrelationHeat): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const labels = Math.min(150, width * 0.24);
    const onStrong = scheme === 'light' ? '#ffffff' : '#0b1018';
    const cell = (width - labels) / Math.max(1, names.length);
    const axis = {
      type: 'category',
      data: names,
      axisTick: { show: false },
      axisLine: { show: false },
    };
    const label = {
      ...axisLabel(scheme),
      fontSize: names.length > 40 ? 9 : 10.5,
      color: colours.ink,
      width: labels,
      overflow: 'truncate',
    };
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 8, top: 4, bottom: 38, containLabel: true },
      tooltip: {
        trigger: 'item',
        ...tooltip(scheme),
        formatter: ({ value: [x, y, value] }: { value: [number, number, number | '-'] }) =>
          tooltipHtml(`${names[y] ?? ''} × ${names[x] ?? ''}`, [
            { label: valueName, value: value === '-' ? noneName : formatValue(value) },
          ]),
      },
      visualMap: {
        type: 'continuous',
        min: -1,
        max: 1,
        calculable: false,
        orient: 'horizontal',
        right: 0,
        bottom: 0,
        itemWidth: 10,
        itemHeight: 140,
        padding: 0,
        text: [formatValue(1), formatValue(-1)],
        textGap: 8,
        textStyle: { ...axisLabel(scheme), fontFamily: FONT },
        inRange: { color: [...DIVERGING[scheme]] },
        seriesIndex: 0,
      },
      xAxis: { ...axis, axisLabel: { ...label, rotate: 90, hideOverlap: true } },
      yAxis: { ...axis, inverse: true, axisLabel: { ...label, hideOverlap: true } },
      series: [
        {
          id: 'correlation',
          type: 'heatmap',
          data: values.flatMap((row, y) =>
            row.map((value, x) => ({
              value: [x, y, value ?? '-'],
              label: { color: Math.abs(value ?? 0) > STRONG ? onStrong : colours.ink },
            })),
          ),
          itemStyle: { borderColor: colours.card, borderWidth: cell > 14 ? 1 : 0 },
          emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1.5 } },
          label: {
            show: cell >= WITH_NUMBER,
            fontSize: 11,
            formatter: ({ value: [, , value] }: { value: [number, number, number | '-'] }) =>
              value === '-' ? '' : formatValue(value),
          },
        },
      ],
    };
  };
