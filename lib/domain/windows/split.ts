import { createRandom, shuffle } from '../random/generator';

export interface SplitOptions {
  readonly kind: 'time' | 'random';
  /** The newest so many anchors are test. */
  readonly testAnchors: number;
  /** Share of celebs (`time`) or of windows (`random`) that validate, in (0, 1). */
  readonly validationShare: number;
  readonly seed: number;
  /** Length of the outcome in days; decides which anchors are purged. */
  readonly outcomeDays: number;
}

/** Row numbers of windows, each list rising; no row is in two of them. */
export interface WindowSplit {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  /** Left out, since their outcome reaches into the test windows' outcome. Empty for `random`. */
  readonly purged: Int32Array;
}

/** A split that leaves a part without windows. */
export class SplitError extends RangeError {
  override readonly name = 'SplitError';
}

/** Names this use among the streams of a seed. */
const VALIDATION = 11;

/**
 * Splits complete windows into training, validation and test (method §5).
 *
 * - `time`: the last `testAnchors` anchors are test. Earlier anchors whose outcome `[a, a + outcomeDays - 1]` reaches
 *   the first test anchor are purged, so that no celeb-day of a test outcome is seen in training. Of the celebs that
 *   remain, a seeded draw of `validationShare` (rounded, at least one) validates with all its windows.
 * - `random`: the same test anchors, everything earlier split at random by window. Neighbouring windows share days, so
 *   validation looks better than it is.
 * @param anchors day of each window, days since any fixed day
 * @param celebs the celeb of each window
 * @throws SplitError when training, validation or test would have no windows; says how many anchors and celebs there are
 */
export function splitWindows(
  anchors: Int32Array,
  celebs: Int32Array,
  options: SplitOptions,
): WindowSplit {
  const { kind, testAnchors, outcomeDays } = options;
  const days = [...new Set(anchors)].sort((a, b) => a - b);
  if (days.length <= testAnchors) {
    throw new SplitError(
      `${testAnchors} test anchors leave nothing to train on: the windows have ${days.length} anchors`,
    );
  }
  const firstTest = days[days.length - testAnchors] ?? Number.POSITIVE_INFINITY;
  const lastTraining = kind === 'time' ? firstTest - outcomeDays : firstTest - 1;
  const rows = { early: [] as number[], test: [] as number[], purged: [] as number[] };
  anchors.forEach((anchor, row) => {
    if (anchor >= firstTest) rows.test.push(row);
    else if (anchor <= lastTraining) rows.early.push(row);
    else rows.purged.push(row);
  });
  if (rows.early.length === 0) {
    throw new SplitError(
      `no anchor is ${outcomeDays} days older than the first test anchor: the windows have ${days.length} anchors, ${testAnchors} of them test`,
    );
  }
  const isValidation = validationRule(rows.early, celebs, options);
  const split = {
    train: Int32Array.from(rows.early.filter((row) => !isValidation(row))),
    validation: Int32Array.from(rows.early.filter(isValidation)),
    test: Int32Array.from(rows.test),
    purged: Int32Array.from(rows.purged),
  };
  if (split.train.length === 0 || split.validation.length === 0) {
    throw new SplitError(
      `${rows.early.length} windows before the test anchors are too few to train and to validate on`,
    );
  }
  return split;
}

function validationRule(
  rows: readonly number[],
  celebs: Int32Array,
  { kind, validationShare, seed }: SplitOptions,
): (row: number) => boolean {
  if (!(validationShare > 0 && validationShare < 1)) {
    throw new RangeError(`validationShare must lie in (0, 1), got ${validationShare}`);
  }
  const keyOf = (row: number) => (kind === 'time' ? (celebs[row] ?? -1) : row);
  const keys = [...new Set(rows.map(keyOf))].sort((a, b) => a - b);
  const count = Math.max(1, Math.round(keys.length * validationShare));
  const chosen = new Set(shuffle(keys, createRandom(seed, VALIDATION)).slice(0, count));
  return (row) => chosen.has(keyOf(row));
}
