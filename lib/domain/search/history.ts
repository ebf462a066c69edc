import {
  cardinality,
  encode,
  type Parameter,
  type ParameterValue,
  type SearchSpace,
} from './space';
import { linearTicks, logTicks } from './ticks';
import {
  isBetter,
  lastIntermediate,
  type SearchDirection,
  type Trial,
  type TrialState,
} from './trials';

export interface HistoryPoint {
  readonly number: number;
  readonly state: TrialState;
  /** The objective; for a pruned or running trial its last intermediate value; null without one or when it failed. */
  readonly value: number | null;
  /** The best objective of finished trials up to this one; null before the first. */
  readonly best: number | null;
  /** This trial set `best`. */
  readonly isBest: boolean;
}

const byNumber = (a: Trial, b: Trial) => a.number - b.number;

/** What a chart shows of a trial that may not have finished. */
function shownValue(trial: Trial): number | null {
  if (trial.state === 'finished') return trial.value;
  return trial.state === 'failed' ? null : (lastIntermediate(trial)?.value ?? null);
}

/** The optimisation history: every trial by number, with the best objective so far. Only finished trials can be best. */
export function searchHistory(
  trials: readonly Trial[],
  direction: SearchDirection,
): HistoryPoint[] {
  let best: number | null = null;
  return trials.toSorted(byNumber).map((trial) => {
    const { number, state, value } = trial;
    const isBest =
      state === 'finished' && value !== null && (best === null || isBetter(direction, value, best));
    if (isBest) best = value;
    return { number, state, value: shownValue(trial), best, isBest };
  });
}

export interface AxisTick {
  /** 0 (the axis's low end) to 1. */
  readonly position: number;
  readonly value: ParameterValue;
}

/** An axis of a parameter, or of the objective. */
export interface SearchAxis {
  /** Name of the parameter; null for the objective. */
  readonly name: string | null;
  readonly scale: 'linear' | 'logarithmic' | 'category';
  /** By rising position. */
  readonly ticks: readonly AxisTick[];
}

/** Where a value lies on its parameter's axis: 0 for `low`, 1 for `high`; choices evenly; one half when fixed. */
export function axisPosition(parameter: Parameter, value: ParameterValue | undefined): number {
  const coordinate = encode(parameter, value);
  if (parameter.kind === 'category') return share(coordinate, 0, parameter.choices.length - 1);
  const { low, high } = parameter;
  return share(coordinate, encode(parameter, low), encode(parameter, high));
}

const share = (value: number, low: number, high: number) =>
  low === high ? 0.5 : Math.min(Math.max((value - low) / (high - low), 0), 1);

/** So few values are all marked on their axis. */
const MOST_MARKED_VALUES = 8;

function ticksOf(parameter: Parameter): ParameterValue[] {
  if (parameter.kind === 'category') return [...parameter.choices];
  const { kind, low, high, log } = parameter;
  const count = cardinality([parameter]);
  if (kind === 'integer' && count <= MOST_MARKED_VALUES) {
    const step = parameter.step ?? 1;
    return Array.from({ length: count }, (_, i) => low + i * step);
  }
  const ticks = log ? logTicks(low, high) : linearTicks(low, high);
  return kind === 'integer' ? ticks.filter(Number.isInteger) : ticks;
}

/** The axis of a parameter, with marks at round numbers, at powers of ten, or at every choice. */
export function parameterAxis(parameter: Parameter): SearchAxis {
  const scale =
    parameter.kind === 'category' ? 'category' : parameter.log ? 'logarithmic' : 'linear';
  const ticks = ticksOf(parameter).map((value) => ({
    position: axisPosition(parameter, value),
    value,
  }));
  return { name: parameter.name, scale, ticks };
}

/** A trial that has an objective to show. */
interface ShownTrial {
  readonly trial: Trial;
  readonly value: number;
}

function shownTrials(trials: readonly Trial[]): ShownTrial[] {
  return trials.toSorted(byNumber).flatMap((trial) => {
    const value = shownValue(trial);
    return value === null ? [] : [{ trial, value }];
  });
}

export interface SlicePoint {
  readonly number: number;
  readonly state: TrialState;
  readonly parameterValue: ParameterValue;
  /** On the axis, 0 to 1. */
  readonly position: number;
  /** The objective; for a pruned or running trial its last intermediate value. */
  readonly value: number;
}

export interface ParameterSlice {
  readonly axis: SearchAxis;
  /** By number of the trial. Trials without any objective are left out. */
  readonly points: readonly SlicePoint[];
}

/** The objective against each parameter. @throws RangeError for a trial outside the space */
export function sliceData(space: SearchSpace, trials: readonly Trial[]): ParameterSlice[] {
  const shown = shownTrials(trials);
  return space.map((parameter) => ({
    axis: parameterAxis(parameter),
    points: shown.map(({ trial, value }) => {
      const parameterValue = trial.values[parameter.name];
      return {
        number: trial.number,
        state: trial.state,
        position: axisPosition(parameter, parameterValue),
        parameterValue: parameterValue as ParameterValue,
        value,
      };
    }),
  }));
}

export interface ParallelLine {
  readonly number: number;
  readonly state: TrialState;
  /** Where the line crosses each axis, 0 to 1. */
  readonly positions: readonly number[];
  readonly value: number;
}

export interface ParallelCoordinates {
  /** The parameters in the order of the space, then the objective. */
  readonly axes: readonly SearchAxis[];
  /** By number of the trial. Trials without any objective are left out. */
  readonly lines: readonly ParallelLine[];
}

/** One line per trial through all parameters to its objective. @throws RangeError for a trial outside the space */
export function parallelCoordinates(
  space: SearchSpace,
  trials: readonly Trial[],
): ParallelCoordinates {
  const shown = shownTrials(trials);
  const values = shown.map(({ value }) => value);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const marks = shown.length === 0 ? [] : linearTicks(low, high);
  const objective: SearchAxis = {
    name: null,
    scale: 'linear',
    ticks: marks.map((value) => ({ position: share(value, low, high), value })),
  };
  return {
    axes: [...space.map(parameterAxis), objective],
    lines: shown.map(({ trial, value }) => ({
      number: trial.number,
      state: trial.state,
      positions: [
        ...space.map((parameter) => axisPosition(parameter, trial.values[parameter.name])),
        share(value, low, high),
      ],
      value,
    })),
  };
}
