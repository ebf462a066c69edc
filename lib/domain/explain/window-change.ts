import { type ChangePart, explainChange, type FoldedParts, foldParts } from './change';

interface ExplainedOnce {
  readonly expected: number;
  readonly margin: number;
  readonly parts: readonly {
    readonly feature: string;
    readonly value: number;
    readonly shap: number;
  }[];
}

export interface WindowChange extends FoldedParts<ChangePart> {
  /** Of the margin, in log-odds; all parts add up to it. */
  readonly change: number;
}

/** Features whose changes are shown one by one. */
export const CHANGE_LIMIT = 6;

/**
 * Two windows of one celeb under the same surrogate: which features moved the margin, the largest change first; those
 * that moved nothing count among the rest.
 * @throws RangeError when the windows have other features
 */
export function windowChange(
  before: ExplainedOnce,
  after: ExplainedOnce,
  limit = CHANGE_LIMIT,
): WindowChange {
  const features = after.parts.map((part) => part.feature);
  const at = new Map(before.parts.map((part) => [part.feature, part]));
  const earlier = features.flatMap((feature) => at.get(feature) ?? []);
  const of = (window: ExplainedOnce, parts: ExplainedOnce['parts']) => ({
    expected: window.expected,
    shap: parts.map((part) => part.shap),
    values: parts.map((part) => part.value),
  });
  const { change, parts } = explainChange(of(before, earlier), of(after, after.parts), features);
  const moving = parts.filter((part) => part.change !== 0);
  const { shown, rest } = foldParts(moving, limit, (part) => part.change);
  return { change, shown, rest: { ...rest, count: parts.length - shown.length } };
}
