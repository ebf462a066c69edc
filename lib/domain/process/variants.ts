/** How many variants have exactly `cases` cases. */
export interface VariantSizes {
  readonly cases: number;
  readonly variants: number;
}

export interface CurvePoint {
  /** The most frequent variants counted so far, and the cases that follow them. */
  readonly variants: number;
  readonly cases: number;
  readonly variantShare: number;
  readonly caseShare: number;
}

/**
 * Answers: how many variants cover most cases? The cumulative (Pareto) curve over variants, most frequent first.
 *
 * Variants of equal size lie on a straight line, so the corners are the whole curve: one point per size, after (0, 0).
 * @throws RangeError for a size or number that is not a positive integer
 */
export function coverageCurve(sizes: readonly VariantSizes[]): CurvePoint[] {
  for (const { cases, variants } of sizes) {
    for (const value of [cases, variants]) {
      if (!(Number.isInteger(value) && value > 0))
        throw new RangeError(`sizes must be positive integers, got ${value}`);
    }
  }
  const totalVariants = sizes.reduce((n, s) => n + s.variants, 0);
  const totalCases = sizes.reduce((n, s) => n + s.cases * s.variants, 0);
  const curve: CurvePoint[] = [{ variants: 0, cases: 0, variantShare: 0, caseShare: 0 }];
  let variants = 0;
  let cases = 0;
  for (const size of [...sizes].sort((a, b) => b.cases - a.cases)) {
    variants += size.variants;
    cases += size.cases * size.variants;
    curve.push({
      variants,
      cases,
      variantShare: variants / totalVariants,
      caseShare: cases / totalCases,
    });
  }
  return curve;
}

/**
 * The fewest variants that cover at least `share` of the cases.
 * @throws RangeError for a share outside (0, 1]
 */
export function variantsCovering(curve: readonly CurvePoint[], share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share must lie in (0, 1], got ${share}`);
  const total = curve.at(-1)?.cases ?? 0;
  const needed = share * total;
  for (let i = 1; i < curve.length; i++) {
    const point = curve[i];
    const before = curve[i - 1];
    if (!point || !before || point.cases < needed - 1e-9) continue;
    const size = (point.cases - before.cases) / (point.variants - before.variants);
    return before.variants + Math.max(0, Math.ceil((needed - before.cases) / size - 1e-9));
  }
  return 0;
}
