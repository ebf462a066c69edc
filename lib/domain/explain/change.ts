/** One window's explanation: `expected` plus the sum of `shap` is its margin. */
export interface Explanation {
  /** Mean margin of the model that was explained. */
  readonly expected: number;
  /** SHAP value of each feature. */
  readonly shap: ArrayLike<number>;
  /** Value of each feature, NaN = missing. */
  readonly values: ArrayLike<number>;
}

export interface ChangePart {
  readonly feature: string;
  readonly valueBefore: number;
  readonly valueAfter: number;
  readonly shapBefore: number;
  readonly shapAfter: number;
  /** shapAfter - shapBefore: what the feature adds to the change of the margin. */
  readonly change: number;
}

export interface MarginChange {
  /** Change of the margin: `expectedChange` plus the changes of all parts, added in their order. */
  readonly change: number;
  /** 0 when both explanations are of one model. */
  readonly expectedChange: number;
  /** One per feature, the largest change first, whatever its sign; of equal ones the earlier feature. */
  readonly parts: readonly ChangePart[];
}

/**
 * Answers: why did a celeb's prediction change from one window to the next?
 *
 * SHAP values add up to the margin, so their differences add up to its change; nothing is left over to share out.
 * @throws RangeError when the numbers of features differ
 */
export function explainChange(
  before: Explanation,
  after: Explanation,
  features: readonly string[],
): MarginChange {
  for (const { shap, values } of [before, after]) {
    if (shap.length !== features.length || values.length !== features.length) {
      throw new RangeError(
        `${shap.length} SHAP values and ${values.length} values do not fit ${features.length} features`,
      );
    }
  }
  const parts = features.map((feature, i): ChangePart => {
    const [shapBefore, shapAfter] = [before.shap[i] as number, after.shap[i] as number];
    return {
      feature,
      valueBefore: before.values[i] as number,
      valueAfter: after.values[i] as number,
      shapBefore,
      shapAfter,
      change: shapAfter - shapBefore,
    };
  });
  parts.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const expectedChange = after.expected - before.expected;
  const change = parts.reduce((sum, part) => sum + part.change, expectedChange);
  return { change, expectedChange, parts };
}

export interface FoldedParts<T> {
  readonly shown: readonly T[];
  /** The parts that are not shown, together; their sum keeps a waterfall complete. */
  readonly rest: { readonly count: number; readonly sum: number };
}

/**
 * Keeps the first `limit` parts and adds up the rest; a rest of one part is shown as it is.
 * @throws RangeError unless limit is a positive integer
 */
export function foldParts<T>(
  parts: readonly T[],
  limit: number,
  sizeOf: (part: T) => number,
): FoldedParts<T> {
  if (!(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`limit must be a positive integer, got ${limit}`);
  }
  const shown = parts.length <= limit + 1 ? parts : parts.slice(0, limit);
  const rest = parts.slice(shown.length);
  return { shown, rest: { count: rest.length, sum: rest.reduce((sum, p) => sum + sizeOf(p), 0) } };
}
