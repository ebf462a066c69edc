import { sortedQuantile } from '../metrics/bootstrap';
import { finishedTrials, isBetter, type SearchDirection, type Trial } from './trials';

export interface MedianPrunerSettings {
  /** Nothing is pruned until so many trials have finished. */
  readonly startupTrials: number;
  /** Nothing is pruned before this step; steps count from 0, so 0 prunes from the first on. */
  readonly warmupSteps: number;
  /** Checks are made at `warmupSteps` and every so many steps after it. */
  readonly intervalSteps: number;
}

/** Optuna's defaults. */
export const MEDIAN_PRUNER_DEFAULTS: MedianPrunerSettings = {
  startupTrials: 5,
  warmupSteps: 0,
  intervalSteps: 1,
};

const LEAST = { startupTrials: 0, warmupSteps: 0, intervalSteps: 1 } as const;

/**
 * Answers: is this trial so far behind the others that it should stop?
 *
 * Median stopping in the form of Optuna's `MedianPruner`: a trial stops after its newest step s when its **best**
 * intermediate value of steps 0 to s is strictly worse than the median of the values that the **finished** trials had
 * **at step s** itself. (Golovin et al. 2017, section 3.2.2, take the median of the finished trials' running means up to
 * s.) Pruned, running and failed trials, and finished ones without a value at s, for example because they stopped early,
 * do not count. The median of an even number of values is the mean of the middle two.
 *
 * A trial without any value although a check is due (all null or NaN: training diverged) stops.
 * @param intermediate the objective after each step so far, step 0 first; null or NaN where it is not defined
 * @param others all trials of the search; the trial itself is running and therefore does not count
 * @throws RangeError for a setting out of range
 * @example maximising, five finished trials with 0.5, 0.6, 0.7, 0.8, 0.9 at step 1: [0.6, 0.65] stops (0.65 < 0.7),
 * [0.7, 0.1] does not (its best, 0.7, is not below 0.7)
 */
export function shouldPrune(
  intermediate: readonly (number | null)[],
  others: readonly Trial[],
  direction: SearchDirection,
  given: Partial<MedianPrunerSettings> = {},
): boolean {
  const settings = { ...MEDIAN_PRUNER_DEFAULTS, ...given };
  for (const [name, least] of Object.entries(LEAST)) {
    const value = settings[name as keyof typeof LEAST];
    if (!(Number.isSafeInteger(value) && value >= least)) {
      throw new RangeError(`${name} must be a whole number from ${least}, got ${value}`);
    }
  }
  const step = intermediate.length - 1;
  if (step < settings.warmupSteps) return false;
  if ((step - settings.warmupSteps) % settings.intervalSteps !== 0) return false;
  const finished = finishedTrials(others);
  if (finished.length === 0 || finished.length < settings.startupTrials) return false;
  const own = intermediate.filter(isValue);
  if (own.length === 0) return true;
  const best = own.reduce((a, b) => (isBetter(direction, b, a) ? b : a));
  const atStep = finished.map((trial) => trial.intermediate[step]).filter(isValue);
  if (atStep.length === 0) return false;
  const median = sortedQuantile(
    atStep.sort((a, b) => a - b),
    0.5,
  );
  return isBetter(direction, median, best);
}

const isValue = (value: number | null | undefined): value is number =>
  typeof value === 'number' && !Number.isNaN(value);
