import { CATEGORICAL, NEUTRAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import type { ParallelCoordinates, ParallelLine, SearchAxis } from '@/lib/domain/search/history';
import type { ChartOption } from './chart';
import { textStyle, tooltip, tooltipHtml } from './parts';
import type { TrialWords } from './trial-marks';

export interface TrialParallel {
  readonly data: ParallelCoordinates;
  readonly chosen: number | null;
  readonly words: TrialWords;
  readonly nameOf: (axis: SearchAxis) => string;
  readonly formatTick: (axis: SearchAxis, value: string | number | boolean) => string;
}

/** Narrower than this, the axes lie below each other. */
const STACKED_BELOW = 720;
/** Pixels beside stacked axes. */
const [LEFT, RIGHT] = [14, 22];
/** The palest steps of the scale would be lost on the card. */
const PALEST = 1;

/** Colours by rank, best last: by value, the many that are nearly as good as the best would all look the same. */
function lineColours(lines: readonly ParallelLine[], scheme: Scheme): Map<number, string> {
  const scale = SEQUENTIAL[scheme].slice(PALEST);
  const ranked = lines.toSorted((a, b) => a.value - b.value);
  return new Map(
    ranked.map(({ number }, rank) => [
      number,
      scale[Math.floor((rank / ranked.length) * scale.length)] ?? scale[0] ?? '',
    ]),
  );
}

/** One line a trial through all parameters to its objective; drag along an axis to keep only some of them. */
export const trialParallel =
  ({ data, chosen, words, nameOf, formatTick }: TrialParallel): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const stacked = width < STACKED_BELOW;
    const colourOf = lineColours(data.lines, scheme);
    const style = (line: ParallelLine) =>
      line.number === chosen
        ? { color: CATEGORICAL[scheme][1], width: 4, opacity: 1, type: 'solid' }
        : {
            color: line.state === 'running' ? CATEGORICAL[scheme][1] : colourOf.get(line.number),
            width: line.state === 'finished' ? 2 : 1.5,
            opacity: line.state === 'finished' ? 0.9 : 0.75,
            type: line.state === 'finished' ? 'solid' : 'dashed',
          };
    // Better lines lie above worse ones, the chosen one above all.
    const order = data.lines.toSorted(
      (a, b) => Number(a.number === chosen) - Number(b.number === chosen) || a.value - b.value,
    );
    return {
      textStyle: textStyle(scheme),
      tooltip: {
        trigger: 'item',
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) =>
          tooltipHtml(words.trial(Number(name)), words.about(Number(name))),
      },
      parallel: {
        layout: stacked ? 'vertical' : 'horizontal',
        left: stacked ? LEFT : 46,
        right: stacked ? RIGHT : 58,
        top: stacked ? 34 : 40,
        bottom: stacked ? 30 : 18,
        parallelAxisDefault: {
          areaSelectStyle: {
            width: 18,
            borderColor: colours.ink,
            color: colours.soft,
            opacity: 0.25,
          },
        },
      },
      parallelAxis: data.axes.map((axis, dim) => ({
        dim,
        type: 'value',
        min: 0,
        max: 1,
        name: nameOf(axis),
        nameLocation: stacked ? 'start' : 'end',
        nameGap: stacked ? 0 : 14,
        nameTextStyle: {
          color: colours.ink,
          fontSize: 12,
          fontWeight: 600,
          textBorderColor: colours.card,
          textBorderWidth: 3,
          // A stacked axis has its name above its beginning.
          ...(stacked ? { align: 'left', verticalAlign: 'bottom', padding: [0, 0, 5, 0] } : {}),
        },
        axisLine: { lineStyle: { color: colours.soft } },
        axisTick: { customValues: axis.ticks.map((tick) => tick.position) },
        splitLine: { show: false },
        axisLabel: {
          color: colours.soft,
          fontSize: 11,
          customValues: axis.ticks.map((tick) => tick.position),
          formatter: (position: number) => {
            const tick = axis.ticks.find((one) => Math.abs(one.position - position) < 1e-9);
            return tick === undefined ? '' : formatTick(axis, tick.value);
          },
          textBorderColor: colours.card,
          textBorderWidth: 3,
          ...(stacked
            ? {
                alignMinLabel: 'left',
                alignMaxLabel: 'right',
                width: ((width - LEFT - RIGHT) / Math.max(1, axis.ticks.length - 1)) * 0.7,
                overflow: 'truncate',
              }
            : {}),
        },
      })),
      series: [
        {
          id: 'trials',
          type: 'parallel',
          inactiveOpacity: 0.06,
          activeOpacity: 1,
          smooth: false,
          emphasis: { lineStyle: { width: 4, opacity: 1 } },
          data: order.map((line) => ({
            name: String(line.number),
            value: line.positions,
            lineStyle: style(line),
          })),
        },
      ],
    };
  };
