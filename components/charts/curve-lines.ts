import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface CurveLine {
  readonly name: string;
  /** x rising or falling; null breaks the line. */
  readonly points: readonly (readonly [x: number, y: number | null])[];
  /** Which of the categorical colours; a neutral grey when left out. */
  readonly colour?: number;
  readonly dash?: 'solid' | 'dashed' | 'dotted';
  /** Marks every point. */
  readonly marked?: boolean;
  readonly width?: number;
  /** A guide without own numbers: not in the tooltip. */
  readonly guide?: boolean;
  /** Belongs to the line before it and needs no name in the legend. */
  readonly unlisted?: boolean;
}

export interface CurveLines {
  readonly lines: readonly CurveLine[];
  readonly xName: string;
  readonly yName: string;
  /** Ends of the axis; from the data when left out. */
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly wholeX?: boolean;
}

const LEGEND_ROW = 20;
const LEGEND_ICON = 22;
const LEGEND_GAP = 16;

/** Rows that a legend of these names takes; Hangul is about twice as wide as a Latin letter. */
function legendRows(names: readonly string[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const name of names) {
    let letters = 0;
    for (const letter of name) letters += letter > '\u1100' ? 11.5 : 6.6;
    const item = LEGEND_ICON + 6 + letters + LEGEND_GAP;
    if (used > 0 && used + item > width) {
      rows++;
      used = 0;
    }
    used += item;
  }
  return rows;
}

/** Lines over a numeric x: training curves, ROC, precision against recall, reliability. */
export const curveLines =
  (data: CurveLines): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const listed = data.lines.filter((line) => !line.unlisted).map((line) => line.name);
    const legendHeight = legendRows(listed, width) * LEGEND_ROW;
    const palette = CATEGORICAL[scheme];
    const colourOf = ({ colour }: CurveLine) =>
      colour === undefined ? colours.soft : (palette[colour % palette.length] ?? colours.ink);
    const axis = (name: string, range: readonly [number, number] | undefined) => ({
      type: 'value',
      name,
      nameTextStyle: { color: colours.soft, fontSize: 12 },
      min: range?.[0],
      max: range?.[1],
      scale: range === undefined,
      axisLine: { show: true, lineStyle: { color: colours.line } },
      splitLine: { lineStyle: { color: colours.line } },
    });
    return {
      textStyle: textStyle(scheme),
      grid: { left: 8, right: 20, top: legendHeight + 36, bottom: 26, containLabel: true },
      legend: {
        left: 0,
        top: 0,
        data: listed,
        itemWidth: LEGEND_ICON,
        itemHeight: 8,
        itemGap: LEGEND_GAP,
        padding: 0,
        textStyle: { color: colours.ink, fontSize: 12 },
        inactiveColor: colours.soft,
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (
          points: readonly { seriesIndex: number; data: readonly [number, number | null] }[],
        ) => {
          const shown = points.filter(({ seriesIndex }) => !data.lines[seriesIndex]?.guide);
          const x = shown[0]?.data[0];
          return tooltipHtml(
            x === undefined ? '' : `${data.xName} ${data.formatX(x)}`,
            shown.flatMap(({ seriesIndex, data: [, y] }) => {
              const line = data.lines[seriesIndex];
              if (!line || y === null) return [];
              return [{ label: line.name, value: data.formatY(y), colour: colourOf(line) }];
            }),
          );
        },
      },
      xAxis: {
        ...axis(data.xName, data.xRange),
        nameLocation: 'middle',
        nameGap: 28,
        minInterval: data.wholeX ? 1 : undefined,
        axisLabel: { ...axisLabel(scheme), formatter: data.formatX, hideOverlap: true },
      },
      yAxis: {
        ...axis(data.yName, data.yRange),
        nameLocation: 'end',
        nameTextStyle: {
          color: colours.soft,
          fontSize: 12,
          align: 'left',
          padding: [0, 0, 0, -30],
        },
        axisLabel: { ...axisLabel(scheme), formatter: data.formatY },
      },
      series: data.lines.map((line) => ({
        name: line.name,
        type: 'line',
        data: line.points,
        showSymbol: line.marked ?? line.points.length === 1,
        symbol: 'circle',
        symbolSize: 7,
        silent: line.guide,
        itemStyle: { color: colourOf(line) },
        lineStyle: {
          color: colourOf(line),
          width: line.width ?? 2,
          type: line.dash ?? 'solid',
        },
        emphasis: { disabled: true },
      })),
    };
  };
