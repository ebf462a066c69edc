import type { ChartOption } from '@/components/charts/chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from '@/components/charts/parts';
import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { CurvePoint } from '@/lib/domain/process/variants';

export interface CoverageLine {
  readonly curve: readonly CurvePoint[];
  /** Variants that cover 80 % of the cases. */
  readonly covering: number;
  readonly xName: string;
  readonly yName: string;
  /** Written at the point where 80 % are reached. */
  readonly coveringName: string;
  readonly formatCount: (value: number) => string;
  /** Short, for the axis. */
  readonly formatTick: (value: number) => string;
  readonly formatShare: (share: number) => string;
}

/** Variants of equal size lie on a straight line between two corners of the curve. */
function shareAt(curve: readonly CurvePoint[], variants: number): number {
  const at = curve.findIndex((p) => p.variants >= variants);
  const [before, after] = [curve[at - 1], curve[at]];
  if (!before || !after) return after?.caseShare ?? 0;
  const part = (variants - before.variants) / (after.variants - before.variants);
  return before.caseShare + part * (after.caseShare - before.caseShare);
}

/** Cumulative share of the cases over the number of variants, with the point where it reaches 80 %. */
export const coverageLine =
  (data: CoverageLine): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const [blue, orange] = CATEGORICAL[scheme];
    const { curve, covering } = data;
    const total = curve.at(-1)?.variants ?? 0;
    return {
      textStyle: textStyle(scheme),
      color: [blue],
      grid: { left: 4, right: 24, top: 12, bottom: 22, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number; seriesIndex: number }[]) => {
          const point = curve[points.find((p) => p.seriesIndex === 0)?.dataIndex ?? 0];
          if (!point) return '';
          return tooltipHtml(`${data.xName} ${data.formatCount(point.variants)}`, [
            { label: data.yName, value: data.formatShare(point.caseShare), colour: blue },
          ]);
        },
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: total,
        name: data.xName,
        nameLocation: 'middle',
        nameGap: 26,
        nameTextStyle: { color: colours.soft, fontSize: 12 },
        splitNumber: width < 500 ? 3 : 8,
        minInterval: 1,
        axisLabel: {
          ...axisLabel(scheme),
          formatter: data.formatTick,
          hideOverlap: true,
          showMaxLabel: false,
        },
        axisLine: { lineStyle: { color: colours.line } },
        splitLine: { show: false },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        interval: 0.2,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...axisLabel(scheme), formatter: data.formatShare },
        splitLine: { lineStyle: { color: colours.line } },
      },
      series: [
        {
          type: 'line',
          data: curve.map((p) => [p.variants, p.caseShare]),
          symbol: 'none',
          lineStyle: { width: 2.5, color: blue },
          areaStyle: { color: blue, opacity: 0.08 },
        },
        {
          type: 'scatter',
          data: covering > 0 ? [[covering, shareAt(curve, covering)]] : [],
          symbol: 'diamond',
          symbolSize: 12,
          itemStyle: { color: orange, borderColor: colours.card, borderWidth: 1.5 },
          label: {
            show: true,
            position: covering > total / 2 ? 'left' : 'right',
            distance: 8,
            // Below the curve, which only rises.
            offset: [0, 16],
            color: colours.ink,
            fontSize: 12,
            formatter: data.coveringName,
          },
        },
      ],
    };
  };
