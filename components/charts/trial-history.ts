import { NEUTRAL } from '@/components/ui/colours';
import type { HistoryPoint } from '@/lib/domain/search/history';
import type { ChartOption } from './chart';
import { textStyle, tooltip, tooltipHtml } from './parts';
import {
  STATES_SHOWN,
  type TrialWords,
  trialAxes,
  trialLegend,
  trialMark,
  trialPoint,
  valueRange,
} from './trial-marks';

export interface TrialHistory {
  readonly points: readonly HistoryPoint[];
  /** Trials that the search will have; the length of the axis. */
  readonly total: number;
  readonly chosen: number | null;
  readonly words: TrialWords;
  readonly trialName: string;
  readonly bestName: string;
}

/** Every trial in the order of proposal, and the best value so far as a step line. Trials without value lie below. */
export const trialHistory =
  ({ points, total, chosen, words, trialName, bestName }: TrialHistory): ChartOption =>
  ({ scheme }) => {
    const colours = NEUTRAL[scheme];
    const [low, high] = valueRange(points.flatMap(({ value }) => value ?? []));
    const best = points.filter((point) => point.best !== null);
    const last = points.at(-1);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 8, right: 20, top: 58, bottom: 26, containLabel: true },
      legend: trialLegend(scheme, 14),
      tooltip: {
        trigger: 'item',
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) =>
          name === '' ? '' : tooltipHtml(words.trial(Number(name)), words.about(Number(name))),
      },
      ...trialAxes(
        scheme,
        words,
        { name: trialName, last: Math.max(total, (last?.number ?? 0) + 1) },
        [low, high],
      ),
      series: [
        {
          id: 'best',
          name: bestName,
          type: 'line',
          step: 'end',
          silent: true,
          showSymbol: best.length === 1,
          symbolSize: 3,
          data: best.map((point) => [point.number + 1, point.best]),
          itemStyle: { color: colours.ink },
          lineStyle: { color: colours.ink, width: 2 },
        },
        ...STATES_SHOWN.map((state) => {
          const { symbol, size, colour } = trialMark(state, scheme);
          return {
            id: state,
            name: words.state[state],
            type: 'scatter',
            symbol,
            symbolSize: size,
            itemStyle: { color: colour, opacity: 1 },
            cursor: 'pointer',
            data: points
              // A trial before its first epoch has no place yet.
              .filter((point) => point.state === state && (point.value ?? state) !== 'running')
              .map(({ number, value }) =>
                trialPoint(number, [number + 1, value ?? low], number === chosen, scheme),
              ),
          };
        }),
      ],
    };
  };
