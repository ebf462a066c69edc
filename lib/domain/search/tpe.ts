import { createRandom, type Random } from '../random/generator';
import { type ParzenEstimator, parzenEstimator } from './parzen';
import {
  checkSpace,
  decode,
  encode,
  isFixed,
  type ParameterValue,
  type ParameterValues,
  type SearchSpace,
  sampleUniform,
} from './space';
import {
  checkTrials,
  finishedTrials,
  isBetter,
  lastIntermediate,
  type SearchDirection,
  type Trial,
} from './trials';

export interface TpeSettings {
  /** Proposals are random until so many trials are finished or pruned. */
  readonly startupTrials: number;
  /** Points drawn from the good trials' density, of which the most promising is proposed. */
  readonly candidates: number;
  /** All parameters in one density, which sees that one's best value hangs on another's; false: each by itself. */
  readonly multivariate: boolean;
}

/** The defaults of Optuna 5, where `multivariate` became one. */
export const TPE_DEFAULTS: TpeSettings = {
  startupTrials: 10,
  candidates: 24,
  multivariate: true,
};

export interface ProposalRequest {
  readonly space: SearchSpace;
  /** All trials so far, in any order. The trial that is asked for may be among them and is ignored. */
  readonly trials: readonly Trial[];
  readonly direction: SearchDirection;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** The number of the trial that is asked for. */
  readonly number: number;
  readonly settings?: Partial<TpeSettings>;
}

/** A point that some trial has already is drawn anew so often: first from the estimator, then uniformly. */
const REDRAWS = { estimator: 10, uniform: 100 } as const;

/**
 * Answers: which point should be tried next?
 *
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011) with the rules and defaults of Optuna's
 * `TPESampler`: the best min(ceil(0.1 n), 25) trials are good, the others bad; of 24 candidates drawn from the good
 * trials' density l the one with the largest l / g wins, g being the bad trials' density. Running trials count as bad
 * (a constant liar with the worst value; Ginsbourger, Le Riche and Carraro 2010), which drives parallel workers apart.
 * A point that a trial already has, failed ones included, is avoided, for training it again would teach nothing; in a
 * space that is (nearly) used up a point comes again.
 *
 * A pure function: the same history, seed and number give the same point, so a search that was killed goes on as if it
 * had not been.
 * @throws RangeError for a space, trials or settings that cannot be used
 */
export function propose(request: ProposalRequest): ParameterValues {
  const { space, direction, seed, number } = request;
  const settings = checkSettings({ ...TPE_DEFAULTS, ...request.settings });
  checkSpace(space);
  const others = request.trials.filter((trial) => trial.number !== number);
  const history = others.filter(({ state }) => state !== 'failed');
  checkTrials(space, history);
  const random = createRandom(seed, number);
  const seen = new Set(others.map((trial) => keyOf(space, trial.values)));
  const uniform = () => sampleUniform(space, random);
  const ended = history.filter((trial) => trial.state !== 'running').length;
  const informed =
    ended >= settings.startupTrials ? estimate(space, history, direction, settings) : null;
  const first = informed ? informed(random) : uniform();
  let point = first;
  const redraws = informed ? REDRAWS.estimator + REDRAWS.uniform : REDRAWS.uniform;
  for (let i = 0; i < redraws && seen.has(keyOf(space, point)); i++) {
    point = informed && i < REDRAWS.estimator ? informed(random) : uniform();
  }
  return seen.has(keyOf(space, point)) ? first : point;
}

function checkSettings(settings: TpeSettings): TpeSettings {
  for (const name of ['startupTrials', 'candidates'] as const) {
    const value = settings[name];
    if (!(Number.isSafeInteger(value) && value >= 1)) {
      throw new RangeError(`${name} must be a positive whole number, got ${value}`);
    }
  }
  return settings;
}

const keyOf = (space: SearchSpace, values: ParameterValues): string =>
  JSON.stringify(space.map(({ name }) => values[name]));

/** Good and bad trials, each by number. */
export interface TrialSplit {
  readonly good: readonly Trial[];
  readonly bad: readonly Trial[];
}

/**
 * Splits trials into the best min(ceil(0.1 n), 25) and the others, n counting finished and pruned ones. Finished trials
 * come first, by value; then pruned ones, those that got further first and then by their last intermediate value, as
 * Optuna ranks them. Running trials are always bad, failed ones nowhere.
 */
export function splitTrials(trials: readonly Trial[], direction: SearchDirection): TrialSplit {
  const worseLast = (a: number, b: number) => (isBetter(direction, a, b) ? -1 : a === b ? 0 : 1);
  const finished = finishedTrials(trials).sort((a, b) => worseLast(a.value, b.value));
  const pruned = trials
    .filter((trial) => trial.state === 'pruned')
    .map((trial) => ({ trial, last: lastIntermediate(trial) ?? { step: -1, value: 0 } }))
    .sort(
      (a, b) =>
        b.last.step - a.last.step ||
        worseLast(a.last.value, b.last.value) ||
        a.trial.number - b.trial.number,
    )
    .map(({ trial }) => trial);
  const ranked: readonly Trial[] = [...finished, ...pruned];
  const goodCount = Math.min(Math.ceil(0.1 * ranked.length), MOST_GOOD);
  const running = trials.filter((trial) => trial.state === 'running');
  const byNumber = (a: Trial, b: Trial) => a.number - b.number;
  return {
    good: ranked.slice(0, goodCount).sort(byNumber),
    bad: [...ranked.slice(goodCount), ...running].sort(byNumber),
  };
}

const MOST_GOOD = 25;

/** Draws points where good trials are dense and bad ones are not. */
function estimate(
  space: SearchSpace,
  trials: readonly Trial[],
  direction: SearchDirection,
  { multivariate, candidates }: TpeSettings,
): (random: Random) => ParameterValues {
  const { good, bad } = splitTrials(trials, direction);
  const free = space.filter((parameter) => !isFixed(parameter));
  const groups = multivariate && free.length > 0 ? [free] : free.map((parameter) => [parameter]);
  const fixed = space.filter(isFixed).map(({ name, ...rest }) => {
    return [name, rest.kind === 'category' ? rest.choices[0] : rest.low] as const;
  });
  const estimators = groups.map((group) => ({
    group,
    good: parzenEstimator(group, pointsOf(group, good)),
    bad: parzenEstimator(group, pointsOf(group, bad)),
  }));
  return (random) => {
    const values = new Map<string, ParameterValue | undefined>(fixed);
    for (const { group, good, bad } of estimators) {
      const point = mostPromising(good, bad, candidates, random);
      group.forEach((parameter, i) => {
        values.set(parameter.name, decode(parameter, point[i] as number));
      });
    }
    return Object.fromEntries(space.map(({ name }) => [name, values.get(name) as ParameterValue]));
  };
}

const pointsOf = (group: SearchSpace, trials: readonly Trial[]) =>
  trials.map(({ values }) => group.map((parameter) => encode(parameter, values[parameter.name])));

function mostPromising(
  good: ParzenEstimator,
  bad: ParzenEstimator,
  candidates: number,
  random: Random,
): readonly number[] {
  let best: readonly number[] = [];
  let bestRatio = -1;
  for (let i = 0; i < candidates; i++) {
    const point = good.draw(random);
    // Both are positive: the prior reaches every point of the space.
    const ratio = good.density(point) / bad.density(point);
    if (ratio > bestRatio) {
      bestRatio = ratio;
      best = point;
    }
  }
  return best;
}
