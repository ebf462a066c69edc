import { foldParts } from './change';

interface PartOfWindow {
  readonly feature: string;
  readonly value: number;
  /** In log-odds. */
  readonly shap: number;
}

/** What a waterfall is drawn of. */
export interface SteppedWindow<P extends PartOfWindow = PartOfWindow> {
  readonly expected: number;
  readonly margin: number;
  /** The model's own log-odds, where known. */
  readonly logit: number | null;
  /** The largest |shap| first. */
  readonly parts: readonly P[];
}

/**
 * One row of a waterfall, in log-odds. `expected`, `margin` and `logit` are where one stands; the others lead from one
 * number to the next: `to - from` is what they add.
 */
export type Step<P extends PartOfWindow = PartOfWindow> =
  | { readonly kind: 'expected' | 'margin' | 'logit'; readonly from: number; readonly to: number }
  | { readonly kind: 'part'; readonly part: P; readonly from: number; readonly to: number }
  | { readonly kind: 'rest'; readonly count: number; readonly from: number; readonly to: number }
  | { readonly kind: 'unexplained'; readonly from: number; readonly to: number };

/** Features that a waterfall shows one by one. */
export const STEP_LIMIT = 10;

/** Parts that add something, those beyond `limit` together; parts that add nothing count among the rest. */
function foldWindow<P extends PartOfWindow>(parts: readonly P[], limit: number) {
  const adding = parts.filter((part) => part.shap !== 0);
  const { shown, rest } = foldParts(adding, limit, (part) => part.shap);
  return { shown, rest: { ...rest, count: parts.length - shown.length } };
}

/** In which order parts are added: a waterfall begins with the largest, a decision plot ends with it. */
export type StepOrder = 'largest first' | 'largest last';

/**
 * From what all windows start with to what the surrogate says of this one, and on to what the model itself says: the
 * steps join without a gap, so that whoever adds them up arrives.
 * @throws RangeError unless limit is a positive integer
 */
export function windowSteps<P extends PartOfWindow>(
  { expected, margin, logit, parts }: SteppedWindow<P>,
  limit = STEP_LIMIT,
  order: StepOrder = 'largest first',
): Step<P>[] {
  const { shown, rest } = foldWindow(parts, limit);
  const steps: Step<P>[] = [{ kind: 'expected', from: expected, to: expected }];
  let at = expected;
  const add = (size: number) => {
    const from = at;
    at += size;
    return { from, to: at };
  };
  const partSteps = (of: readonly P[]) =>
    of.map((part): Step<P> => ({ kind: 'part', part, ...add(part.shap) }));
  const restStep = (): Step<P>[] =>
    rest.count > 0 ? [{ kind: 'rest', count: rest.count, ...add(rest.sum) }] : [];
  if (order === 'largest first') steps.push(...partSteps(shown), ...restStep());
  else steps.push(...restStep(), ...partSteps([...shown].reverse()));
  steps.push({ kind: 'margin', from: margin, to: margin });
  if (logit !== null) {
    steps.push({ kind: 'unexplained', from: margin, to: logit });
    steps.push({ kind: 'logit', from: logit, to: logit });
  }
  return steps;
}

/** A piece of a force plot. Pieces that push up end at the margin, those that push down begin there. */
export interface ForcePiece<P extends PartOfWindow = PartOfWindow> {
  /** null: the smaller parts of this direction, together. */
  readonly part: P | null;
  readonly count: number;
  /** In log-odds, `from < to`. */
  readonly from: number;
  readonly to: number;
}

export interface Forces<P extends PartOfWindow = PartOfWindow> {
  /** The largest first, which is the one at the margin. */
  readonly up: readonly ForcePiece<P>[];
  readonly down: readonly ForcePiece<P>[];
}

/**
 * The same window as two forces that meet at the margin: all that push up on its left, all that push down on its right;
 * their difference is what leads away from `expected`.
 * @param limit pieces shown one by one in each direction
 * @throws RangeError unless limit is a positive integer
 */
export function windowForces<P extends PartOfWindow>(
  { margin, parts }: Pick<SteppedWindow<P>, 'margin' | 'parts'>,
  limit = STEP_LIMIT / 2,
): Forces<P> {
  const side = (sign: 1 | -1) => {
    const pieces: ForcePiece<P>[] = [];
    let at = margin;
    const push = (part: P | null, count: number, size: number) => {
      const next = at - sign * size;
      pieces.push({ part, count, from: Math.min(at, next), to: Math.max(at, next) });
      at = next;
    };
    const those = parts.filter((part) => Math.sign(part.shap) === sign);
    const { shown, rest } = foldParts(those, limit, (part) => Math.abs(part.shap));
    for (const part of shown) push(part, 1, Math.abs(part.shap));
    if (rest.count > 0) push(null, rest.count, rest.sum);
    return pieces;
  };
  return { up: side(1), down: side(-1) };
}
