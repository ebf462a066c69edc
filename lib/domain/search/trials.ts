import { encodeAll, type ParameterValues, type SearchSpace } from './space';

export const SEARCH_DIRECTIONS = ['maximise', 'minimise'] as const;
export type SearchDirection = (typeof SEARCH_DIRECTIONS)[number];

/** `failed` trials (crashed, cancelled) say nothing about the objective. */
export const TRIAL_STATES = ['running', 'finished', 'pruned', 'failed'] as const;
export type TrialState = (typeof TRIAL_STATES)[number];

/** One evaluation of the objective. */
export interface Trial {
  /** From 0, in the order of proposal. */
  readonly number: number;
  readonly state: TrialState;
  readonly values: ParameterValues;
  /** The objective; a finite number exactly when the trial is finished. */
  readonly value: number | null;
  /** The objective after each step (epoch), step 0 first; null or NaN where it is not defined. */
  readonly intermediate: readonly (number | null)[];
}

/** Whether `a` is strictly better than `b`. */
export const isBetter = (direction: SearchDirection, a: number, b: number): boolean =>
  direction === 'maximise' ? a > b : a < b;

/** A finished trial with its objective. */
export type FinishedTrial = Trial & { readonly value: number };

/** Finished trials, by number. */
export function finishedTrials(trials: readonly Trial[]): FinishedTrial[] {
  return trials
    .filter((trial): trial is FinishedTrial => trial.state === 'finished' && trial.value !== null)
    .sort((a, b) => a.number - b.number);
}

/** The finished trial with the best objective, the earliest of equals; null before one has finished. */
export function bestTrial(
  trials: readonly Trial[],
  direction: SearchDirection,
): FinishedTrial | null {
  return finishedTrials(trials).reduce<FinishedTrial | null>(
    (best, trial) => (best && !isBetter(direction, trial.value, best.value) ? best : trial),
    null,
  );
}

/** The last step that has an objective, or null. */
export function lastIntermediate({ intermediate }: Trial): { step: number; value: number } | null {
  for (let step = intermediate.length - 1; step >= 0; step--) {
    const value = intermediate[step];
    if (typeof value === 'number' && !Number.isNaN(value)) return { step, value };
  }
  return null;
}

/** @throws RangeError for a repeated number, a point outside the space, or a finished trial without a finite value */
export function checkTrials(space: SearchSpace, trials: readonly Trial[]): void {
  const numbers = new Set<number>();
  for (const { number, state, value, values } of trials) {
    if (!(Number.isSafeInteger(number) && number >= 0)) {
      throw new RangeError(`a trial's number must be a whole number from 0, got ${number}`);
    }
    if (numbers.has(number)) throw new RangeError(`trial ${number} appears twice`);
    numbers.add(number);
    if (state === 'finished' && !Number.isFinite(value)) {
      throw new RangeError(
        `trial ${number} is finished and must have a finite value, got ${value}`,
      );
    }
    encodeAll(space, values);
  }
}
