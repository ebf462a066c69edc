import type { Canvas, ChartOption } from '@/components/charts/chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from '@/components/charts/parts';
import { dayAxis } from '@/components/charts/time-axis';
import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { TimelineBin, TimelineStep } from './timeline-bins';

/** Actions of one bin. */
export interface TimelineMark {
  /** Position of the bin. */
  readonly at: number;
  /** What was done, for the tooltip. */
  readonly told: readonly string[];
}

/** First and last position. */
type Band = readonly [number, number] | undefined;

export interface TimelinePanels {
  readonly bins: readonly TimelineBin[];
  readonly step: TimelineStep;
  readonly observed: Band;
  readonly foretold: Band;
  readonly marks: readonly TimelineMark[];
  readonly words: {
    readonly own: string;
    readonly fan: string;
    readonly stickers: string;
    readonly observed: string;
    readonly foretold: string;
    readonly action: string;
    readonly unknown: string;
  };
  readonly formatBin: (bin: TimelineBin) => string;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatShortDay: (iso: string) => string;
}

const PANELS = ['own', 'fan', 'stickers'] as const;
const HEAD = 46;
const GAP = 36;
const HEIGHTS = [116, 116, 64] as const;
const FOOT = 40;

/** Pixels. */
export const TIMELINE_HEIGHT =
  HEAD + HEIGHTS.reduce((a, b) => a + b, 0) + (PANELS.length - 1) * GAP + FOOT;

/**
 * Own activity, fan activity and stickers under one axis. What the scores were made of is shaded, what they foretell
 * hatched by a lighter shade; a line with a dot marks what was done about the celeb.
 */
export const timelinePanels =
  (data: TimelinePanels): ChartOption =>
  (canvas) => {
    const { scheme, width } = canvas;
    const colours = NEUTRAL[scheme];
    const left = width < 500 ? 40 : 52;
    const axis = binAxis(data, canvas);
    const last = PANELS.length - 1;
    return {
      textStyle: textStyle(scheme),
      grid: PANELS.map((_, i) => ({
        left,
        right: 14,
        top: HEAD + HEIGHTS.slice(0, i).reduce((a, b) => a + b + GAP, 0),
        height: HEIGHTS[i],
      })),
      legend: {
        right: 0,
        top: 0,
        itemWidth: 14,
        itemHeight: 10,
        itemGap: 14,
        selectedMode: false,
        textStyle: { color: colours.ink, fontSize: 12 },
        data: legendOf(data, canvas),
      },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) =>
          told(data, points[0]?.dataIndex ?? 0, canvas),
      },
      xAxis: PANELS.map((_, gridIndex) => ({
        ...axis,
        gridIndex,
        // One set of labels, under the lowest panel.
        axisLabel: { ...axis.axisLabel, show: gridIndex === last },
        axisTick: { ...axis.axisTick, show: gridIndex === last },
      })),
      yAxis: PANELS.map((panel, gridIndex) => ({
        gridIndex,
        type: 'value',
        name: data.words[panel],
        nameLocation: 'end',
        nameGap: 10,
        nameTextStyle: {
          align: 'left',
          color: colours.ink,
          fontSize: 12,
          fontWeight: 600,
          padding: [0, 0, 0, 4 - left],
        },
        min: 0,
        max: data.bins.every((bin) => !bin[panel]) ? 1 : undefined,
        minInterval: 1,
        splitNumber: gridIndex === last ? 2 : 3,
        axisLabel: { ...axisLabel(scheme), hideOverlap: true, formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      })),
      series: PANELS.flatMap((panel, i) => [
        ...bands(data, i, canvas),
        bars(data, panel, i, canvas),
        ...actions(data, i, canvas),
      ]),
    };
  };

function binAxis({ bins, step, formatShortDay }: TimelinePanels, { scheme }: Canvas) {
  const axis = dayAxis({ days: bins.map(({ from }) => from), formatShortDay }, scheme);
  if (step === 'day') return { ...axis, boundaryGap: true };
  // Weeks begin on any day of the week; as many are labelled as there is room for.
  return {
    ...axis,
    boundaryGap: true,
    axisLabel: { ...axisLabel(scheme), interval: 'auto' as const, formatter: formatShortDay },
    axisTick: { ...axis.axisTick, interval: 'auto' as const, alignWithLabel: true },
  };
}

function legendOf({ words, observed, foretold, marks }: TimelinePanels, { scheme }: Canvas) {
  const line = { itemStyle: { borderColor: NEUTRAL[scheme].soft, borderWidth: 1 } };
  return [
    ...(observed ? [{ name: words.observed, icon: 'rect', ...line }] : []),
    ...(foretold ? [{ name: words.foretold, icon: 'rect', ...line }] : []),
    ...(marks.length > 0 ? [{ name: words.action, icon: 'circle' }] : []),
  ];
}

function bars(
  { bins, step }: TimelinePanels,
  panel: (typeof PANELS)[number],
  index: number,
  { scheme }: Canvas,
) {
  return {
    type: 'bar',
    xAxisIndex: index,
    yAxisIndex: index,
    data: bins.map((bin) => bin[panel]),
    color: CATEGORICAL[scheme][PANELS.indexOf(panel)],
    barCategoryGap: step === 'day' ? '18%' : '24%',
    emphasis: { disabled: true },
    z: 3,
  };
}

interface CustomApi {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
  size(extent: readonly [number, number]): [number, number];
}
interface Frame {
  readonly coordSys: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Shades from the left edge of one bin to the right edge of another, over the panel's height. */
function bands(data: TimelinePanels, index: number, { scheme }: Canvas) {
  const { soft } = NEUTRAL[scheme];
  const band = (name: string, at: Band, opacity: number, dash: boolean) =>
    at
      ? [
          {
            name,
            type: 'custom',
            xAxisIndex: index,
            yAxisIndex: index,
            silent: true,
            z: 1,
            color: soft,
            itemStyle: { color: soft, opacity },
            tooltip: { show: false },
            data: [[...at]],
            encode: { x: [0, 1], y: -1 },
            renderItem: ({ coordSys }: Frame, api: CustomApi) => {
              const [width] = api.size([1, 0]);
              const [from] = api.coord([api.value(0), 0]);
              const [to] = api.coord([api.value(1), 0]);
              return {
                type: 'rect',
                shape: {
                  x: from - width / 2,
                  y: coordSys.y,
                  width: to - from + width,
                  height: coordSys.height,
                },
                style: {
                  fill: soft,
                  fillOpacity: opacity,
                  stroke: soft,
                  strokeOpacity: 0.7,
                  lineWidth: 1,
                  lineDash: dash ? [4, 3] : undefined,
                },
              };
            },
          },
        ]
      : [];
  return [
    ...band(data.words.observed, data.observed, 0.26, false),
    ...band(data.words.foretold, data.foretold, 0.08, true),
  ];
}

/** Lines down all panels, with a dot and the number of actions at the top. */
function actions({ marks, words }: TimelinePanels, index: number, { scheme }: Canvas) {
  if (marks.length === 0) return [];
  const [, , , purple] = CATEGORICAL[scheme];
  return [
    {
      name: words.action,
      type: 'custom',
      xAxisIndex: index,
      yAxisIndex: index,
      silent: true,
      z: 5,
      color: purple,
      tooltip: { show: false },
      data: marks.map(({ at }) => [at]),
      encode: { x: 0, y: -1 },
      renderItem: ({ coordSys }: Frame, api: CustomApi) => {
        const [x] = api.coord([api.value(0), 0]);
        const { y, height } = coordSys;
        return {
          type: 'group',
          children: [
            {
              type: 'line',
              shape: { x1: x, y1: y, x2: x, y2: y + height },
              style: { stroke: purple, lineWidth: 1.5 },
            },
            ...(index === 0
              ? [{ type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill: purple } }]
              : []),
          ],
        };
      },
    },
  ];
}

function told(data: TimelinePanels, at: number, { scheme }: Canvas): string {
  const bin = data.bins[at];
  if (!bin) return '';
  const within = (band: Band) => band !== undefined && at >= band[0] && at <= band[1];
  const { words } = data;
  return tooltipHtml(data.formatBin(bin), [
    ...PANELS.map((panel, i) => {
      const value = bin[panel];
      return {
        label: words[panel],
        value: value === null ? words.unknown : data.formatValue(value),
        colour: CATEGORICAL[scheme][i],
      };
    }),
    ...(within(data.observed) ? [{ label: words.observed, value: '' }] : []),
    ...(within(data.foretold) ? [{ label: words.foretold, value: '' }] : []),
    ...data.marks
      .filter((mark) => mark.at === at)
      .flatMap((mark) => mark.told.map((value) => ({ label: words.action, value }))),
  ]);
}
