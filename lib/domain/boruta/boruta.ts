import { DEFAULT_TREE_PARAMS, type TreeParams } from '../trees/params';
import { signTest } from './sign-test';

export const BORUTA_VERDICTS = ['accepted', 'rejected', 'tentative'] as const;
export type BorutaVerdict = (typeof BORUTA_VERDICTS)[number];

/** Everything that the outcome depends on besides the data. Plain JSON. */
export interface BorutaSettings {
  /** Names of the features, in the order of the table's columns. */
  readonly features: readonly string[];
  /** Level of the test, shared equally among all features (Bonferroni), in (0, 1). */
  readonly alpha: number;
  readonly maxTrials: number;
  /**
   * Share of the rows drawn anew, without replacement, for each trial, in (0, 1]. With all rows in all trials, noise that
   * happens to go with the target hits in every trial, and more trials only make it surer. Of such a chance correlation,
   * in standard errors of the draw, the root of the share is left; of the shadows' nothing is.
   */
  readonly rowShare: number;
  /** At most so many of a trial's rows are explained, drawn at random: enough for a mean, and the longest part of a trial. */
  readonly explainRows: number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  readonly trees: Partial<TreeParams>;
}

/** What one trial measured. Plain JSON, so that a job can store it. */
export interface BorutaTrial {
  /** Counted from 1. */
  readonly number: number;
  /** Mean |SHAP| of each feature, in the order of the settings; null for one rejected before. */
  readonly importance: readonly (number | null)[];
  /** Mean |SHAP| of the shadows: the largest, the mean, the smallest. */
  readonly shadow: { readonly max: number; readonly mean: number; readonly min: number };
}

/** The standing of one feature. What is decided stays: all numbers are those of the deciding trial. */
export interface BorutaFeature {
  readonly feature: string;
  readonly verdict: BorutaVerdict;
  /** Trials in which the feature exceeded the largest shadow. */
  readonly hits: number;
  readonly trials: number;
  /** Two-sided, of one feature; see `signTest`. */
  readonly p: number;
  /** p times the number of features, at most 1; a verdict needs it below alpha. */
  readonly adjustedP: number;
  /** Number of the trial that decided; null while tentative. */
  readonly decidedAfter: number | null;
}

export interface BorutaState {
  readonly settings: BorutaSettings;
  readonly trials: readonly BorutaTrial[];
  /** In the order of the settings. */
  readonly features: readonly BorutaFeature[];
}

export const DEFAULT_BORUTA = {
  alpha: 0.05,
  maxTrials: 50,
  // With half of the rows, chance kept one of ten noise features tentative in 3 of 10 seeds on simulated stickers; with
  // 0.3 in none (method section 8).
  rowShare: 0.3,
  explainRows: 2000,
  seed: 0,
  // Small trees: what large ones add is mostly fitted to the draw, and raises shadows more than weak drivers. They are
  // also several times as fast.
  trees: { ...DEFAULT_TREE_PARAMS, num_iterations: 60, num_leaves: 4, max_bin: 63 },
} as const satisfies Omit<BorutaSettings, 'features'>;

/** @throws RangeError for settings that cannot be used */
export function startBoruta(
  given: Pick<BorutaSettings, 'features'> & Partial<BorutaSettings>,
): BorutaState {
  const settings = { ...DEFAULT_BORUTA, ...given };
  const { features, alpha, maxTrials, rowShare, explainRows } = settings;
  if (features.length === 0) throw new RangeError('there is no feature to judge');
  if (new Set(features).size < features.length) throw new RangeError('two features share a name');
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha must lie in (0, 1), got ${alpha}`);
  if (!(Number.isInteger(maxTrials) && maxTrials >= 1)) {
    throw new RangeError(`maxTrials must be a positive integer, got ${maxTrials}`);
  }
  if (!(Number.isInteger(explainRows) && explainRows >= 1)) {
    throw new RangeError(`explainRows must be a positive integer, got ${explainRows}`);
  }
  if (!(rowShare > 0 && rowShare <= 1)) {
    throw new RangeError(`rowShare must lie in (0, 1], got ${rowShare}`);
  }
  return {
    settings,
    trials: [],
    features: features.map((feature) => ({
      feature,
      verdict: 'tentative',
      hits: 0,
      trials: 0,
      p: 1,
      adjustedP: 1,
      decidedAfter: null,
    })),
  };
}

/** A feature hits when it is above every shadow; a rejected one (null) took no part. */
export const isHit = (importance: number | null | undefined, trial: BorutaTrial): boolean =>
  typeof importance === 'number' && importance > trial.shadow.max;

function judge(
  entry: BorutaFeature,
  hit: boolean,
  { number }: BorutaTrial,
  { alpha, features }: BorutaSettings,
): BorutaFeature {
  if (entry.verdict !== 'tentative') return entry;
  const hits = entry.hits + (hit ? 1 : 0);
  const trials = entry.trials + 1;
  const p = signTest(hits, trials);
  const adjustedP = Math.min(1, p * features.length);
  const counts = { feature: entry.feature, hits, trials, p, adjustedP };
  if (!(adjustedP < alpha)) return { ...counts, verdict: 'tentative', decidedAfter: null };
  const verdict = 2 * hits > trials ? 'accepted' : 'rejected';
  return { ...counts, verdict, decidedAfter: number };
}

/**
 * The state after one more trial: each undecided feature is tested once more (Kursa and Rudnicki 2010; two-sided here,
 * so both tails share alpha). Verdicts are final. A rejected feature leaves the later trials, with its shadow; an
 * accepted one stays in them, because it is part of what the others are measured beside.
 * @throws RangeError for a trial that is not the next one of this state
 */
export function addTrial(state: BorutaState, trial: BorutaTrial): BorutaState {
  const { settings, trials, features } = state;
  if (trial.number !== trials.length + 1) {
    throw new RangeError(`expected trial ${trials.length + 1}, got ${trial.number}`);
  }
  if (trial.importance.length !== features.length) {
    throw new RangeError(
      `trial ${trial.number} has ${trial.importance.length} features, not ${features.length}`,
    );
  }
  const next = features.map((entry, i) => {
    const importance = trial.importance[i] ?? null;
    if ((importance === null) !== (entry.verdict === 'rejected')) {
      throw new RangeError(`${entry.feature} is ${entry.verdict}, its importance ${importance}`);
    }
    return judge(entry, isHit(importance, trial), trial, settings);
  });
  return { settings, trials: [...trials, trial], features: next };
}

/** The state that some stored trials lead to, for going on after a break. @throws as `startBoruta` and `addTrial` */
export const resumeBoruta = (
  settings: Pick<BorutaSettings, 'features'> & Partial<BorutaSettings>,
  trials: readonly BorutaTrial[],
): BorutaState => trials.reduce(addTrial, startBoruta(settings));

/** Whether no further trial is due: all features are decided, or the trials are used up. */
export const isFinished = ({ settings, trials, features }: BorutaState): boolean =>
  trials.length >= settings.maxTrials || features.every(({ verdict }) => verdict !== 'tentative');
