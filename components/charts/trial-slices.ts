import { NEUTRAL } from '@/components/ui/colours';
import type { ParameterSlice, SearchAxis } from '@/lib/domain/search/history';
import type { ChartOption } from './chart';
import { textStyle, tooltip, tooltipHtml } from './parts';
import {
  STATES_SHOWN,
  type TrialWords,
  trialLegend,
  trialMark,
  trialPoint,
  valueRange,
} from './trial-marks';

export interface TrialSlices {
  readonly slices: readonly ParameterSlice[];
  readonly chosen: number | null;
  readonly words: TrialWords;
  readonly nameOf: (axis: SearchAxis) => string;
  readonly formatTick: (axis: SearchAxis, value: string | number | boolean) => string;
  /** Pixels of the whole picture. */
  readonly height: number;
}

const LEGEND = 34;
const LEFT = 46;
const GAP = 18;
/** Below a panel: labels of the axis and its name. */
const BELOW = 54;
const AIR = 0.1;
const NARROW = 180;
/** Points of one choice lie side by side; by number, so that they stay where they are. */
const JITTER = 0.05;
const GOLDEN = 0.618034;

/** Pixels that the longest word of a label is wide, about: Hangul is twice as wide as Latin. */
const longestWord = (label: string): number =>
  Math.max(
    ...label
      .split(' ')
      .map((word) => [...word].reduce((sum, letter) => sum + (letter > '\u1100' ? 11 : 6.2), 0)),
  );

/** How many panels stand side by side in so many pixels. */
export const sliceColumns = (width: number, panels: number): number =>
  Math.max(1, Math.min(width >= 860 ? 4 : 2, panels));

/** The objective against each parameter, one small panel each, all with the same vertical axis. */
export const trialSlices =
  ({ slices, chosen, words, nameOf, formatTick, height }: TrialSlices): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const columns = sliceColumns(width, slices.length);
    const rows = Math.max(1, Math.ceil(slices.length / columns));
    const panelWidth = (width - LEFT - GAP * columns) / columns;
    const rowHeight = (height - LEGEND) / rows;
    const [low, high] = valueRange(slices.flatMap(({ points }) => points.map((p) => p.value)));
    const spread = ({ scale }: SearchAxis, number: number) =>
      scale === 'category' ? (((number * GOLDEN) % 1) - 0.5) * 2 * JITTER : 0;
    return {
      textStyle: textStyle(scheme),
      legend: { ...trialLegend(scheme, 14), data: STATES_SHOWN.map((state) => words.state[state]) },
      tooltip: {
        trigger: 'item',
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) =>
          tooltipHtml(words.trial(Number(name)), words.about(Number(name))),
      },
      grid: slices.map((_, i) => ({
        left: LEFT + (i % columns) * (panelWidth + GAP),
        top: LEGEND + Math.floor(i / columns) * rowHeight + 8,
        width: panelWidth,
        height: rowHeight - BELOW - 8,
      })),
      xAxis: slices.map(({ axis }, i) => {
        const room = panelWidth / (1 + 2 * AIR) / Math.max(1, axis.ticks.length - 1);
        const crowded =
          axis.scale === 'category' &&
          axis.ticks.some((tick) => longestWord(formatTick(axis, tick.value)) > room);
        return {
          type: 'value',
          gridIndex: i,
          min: -AIR,
          max: 1 + AIR,
          name: nameOf(axis),
          nameLocation: 'middle',
          nameGap: crowded ? 38 : 32,
          nameTextStyle: { color: colours.ink, fontSize: 12, fontWeight: 600 },
          axisLine: { show: true, onZero: false, lineStyle: { color: colours.line } },
          axisTick: { show: true, customValues: axis.ticks.map((tick) => tick.position) },
          splitLine: { show: false },
          axisLabel: {
            color: colours.soft,
            fontSize: 11,
            customValues: axis.ticks.map((tick) => tick.position),
            formatter: (position: number) => {
              const tick = axis.ticks.find((one) => Math.abs(one.position - position) < 1e-9);
              return tick === undefined ? '' : formatTick(axis, tick.value);
            },
            ...(axis.scale === 'category'
              ? {
                  rotate: crowded ? 28 : 0,
                  // Where panels are narrow, the outer labels would reach into their neighbours.
                  ...(!crowded && panelWidth < NARROW
                    ? { alignMinLabel: 'left', alignMaxLabel: 'right' }
                    : {}),
                  width: crowded ? 52 : room,
                  overflow: crowded ? 'truncate' : 'break',
                  lineHeight: 13,
                }
              : { hideOverlap: true }),
          },
        };
      }),
      yAxis: slices.map((_, i) => ({
        type: 'value',
        gridIndex: i,
        min: low,
        max: high,
        splitNumber: rowHeight < 180 ? 2 : 4,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: colours.line } },
        axisLabel: {
          show: i % columns === 0,
          color: colours.soft,
          fontSize: 11,
          formatter: words.formatValue,
          showMinLabel: false,
          showMaxLabel: false,
        },
      })),
      series: slices.flatMap(({ axis, points }, i) =>
        STATES_SHOWN.map((state) => {
          const { symbol, size, colour } = trialMark(state, scheme);
          return {
            id: `${axis.name} ${state}`,
            name: words.state[state],
            type: 'scatter',
            xAxisIndex: i,
            yAxisIndex: i,
            symbol,
            symbolSize: size - 1,
            itemStyle: { color: colour, opacity: 0.9 },
            data: points
              .filter((point) => point.state === state)
              .map(({ number, position, value }) =>
                trialPoint(
                  number,
                  [position + spread(axis, number), value],
                  number === chosen,
                  scheme,
                ),
              ),
          };
        }),
      ),
    };
  };
