import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import type { TrialState } from '@/lib/domain/search/trials';
import type { ChartOption } from './chart';
import { textStyle, tooltip, tooltipHtml } from './parts';
import { crowdRange, STATES_SHOWN, type TrialWords, trialAxes, trialLegend } from './trial-marks';

export interface TrialCurve {
  readonly number: number;
  readonly state: TrialState;
  readonly intermediate: readonly (number | null)[];
}

export interface TrialCurves {
  readonly trials: readonly TrialCurve[];
  readonly best: number | null;
  readonly chosen: number | null;
  /** Epochs at most. */
  readonly epochs: number;
  readonly words: TrialWords;
  readonly epochName: string;
  readonly bestName: string;
  readonly chosenName: string;
}

type Kind = TrialState | 'best' | 'chosen';
const ID = /^trial (\d+)$/;
/** The trial that a line's id names. */
export const trialOfLine = (id: string): string | undefined => ID.exec(id)?.[1];

/** The objective after each epoch, one line a trial: those under way, the best and the chosen one stand out. */
export const trialCurves =
  (data: TrialCurves): ChartOption =>
  ({ scheme }) => {
    const { trials, best, chosen, epochs, words } = data;
    const colours = NEUTRAL[scheme];
    const palette = CATEGORICAL[scheme];
    const look: Record<Kind, { width: number; type: string; color: string; opacity: number }> = {
      finished: { width: 1.4, type: 'solid', color: palette[0], opacity: 0.5 },
      pruned: { width: 1.4, type: 'dotted', color: colours.soft, opacity: 0.8 },
      failed: { width: 1.4, type: 'dashed', color: palette[3], opacity: 0.7 },
      running: { width: 2.4, type: 'dashed', color: palette[1], opacity: 1 },
      best: { width: 3, type: 'solid', color: palette[0], opacity: 1 },
      chosen: { width: 3, type: 'solid', color: colours.ink, opacity: 1 },
    };
    const names: Record<Kind, string> = {
      ...words.state,
      best: data.bestName,
      chosen: data.chosenName,
    };
    const kinds: readonly Kind[] = [...STATES_SHOWN, 'best', 'chosen'];
    const kindOf = ({ number, state }: TrialCurve): Kind =>
      number === chosen ? 'chosen' : number === best ? 'best' : state;
    const line = (kind: Kind, id: string, points: readonly (readonly (number | null)[])[]) => ({
      id,
      name: names[kind],
      type: 'line',
      data: points,
      z: kinds.indexOf(kind) + 2,
      showSymbol: points.length === 1 || kind === 'chosen',
      symbol: 'circle',
      symbolSize: 6,
      triggerEvent: 'line',
      itemStyle: { color: look[kind].color, opacity: look[kind].opacity },
      lineStyle: look[kind],
      emphasis: { disabled: true },
    });
    const range = crowdRange(trials.flatMap((t) => t.intermediate.flatMap((v) => v ?? [])));
    const kindById = new Map(trials.map((trial) => [`trial ${trial.number}`, kindOf(trial)]));
    return {
      textStyle: textStyle(scheme),
      grid: { left: 8, right: 20, top: 58, bottom: 26, containLabel: true },
      legend: { ...trialLegend(scheme, 24), data: kinds.map((kind) => names[kind]) },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (
          points: readonly { seriesId: string; data: readonly [number, number | null] }[],
        ) => {
          const lines = points.flatMap(({ seriesId, data: [, y] }) => {
            const kind = kindById.get(seriesId);
            if (y === null || (kind !== 'best' && kind !== 'chosen' && kind !== 'running'))
              return [];
            const label = `${words.trial(Number(trialOfLine(seriesId)))} · ${names[kind]}`;
            return [{ label, value: words.formatValue(y), colour: look[kind].color }];
          });
          const epoch = points[0]?.data[0];
          return lines.length === 0 || epoch === undefined
            ? ''
            : tooltipHtml(`${data.epochName} ${epoch}`, lines);
        },
      },
      ...trialAxes(scheme, words, { name: data.epochName, last: epochs }, range),
      series: [
        // The legend always has the same entries, so that it does not move while trials begin and end.
        ...kinds.map((kind) => line(kind, kind, [])),
        ...trials.map((trial) =>
          line(
            kindOf(trial),
            `trial ${trial.number}`,
            trial.intermediate.map((value, epoch) => [epoch + 1, value]),
          ),
        ),
      ],
    };
  };
