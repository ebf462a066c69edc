import type { Interval } from '../metrics/bootstrap';

/** What of a run the comparison looks at; all numbers are micro-AP. */
export interface ComparableRun {
  readonly kind: string;
  readonly splitKind: 'time' | 'random';
  readonly testAnchors: number;
  readonly validation: { readonly microAveragePrecision: number | null };
  readonly test: { readonly microAveragePrecision: Interval };
  readonly ceiling: { readonly microAveragePrecision: number | null } | null;
}

export interface Comparison<R> {
  readonly run: R;
  /** Micro-AP of the sequence model minus that of `run`, on the same test windows. */
  readonly difference: number;
  /** Whether the two 95 % intervals share a value. Those that do not differ surely; those that do may differ. */
  readonly overlaps: boolean;
}

export interface Verdict<R> {
  readonly best: R;
  readonly value: number;
  readonly ceiling: number | null;
  /** `value` as a share of the ceiling. */
  readonly share: number | null;
  readonly reaches: boolean | null;
  readonly against: readonly Comparison<R>[];
  /** Baselines that have no run to compare with. */
  readonly missing: readonly string[];
}

/** Share of the ceiling that a good model reaches. */
export const GOOD_SHARE = 0.97;

/**
 * Answers: how good is the best sequence model, and does it beat the baselines?
 *
 * "Best" of the sequence models and of each baseline is whichever has the highest micro-AP on the validation windows,
 * so that the test windows judge and do not choose. Only time splits with as many test anchors count.
 * @returns nothing without a sequence model whose test micro-AP is defined
 */
export function judgeSequenceModel<R extends ComparableRun>(
  runs: readonly R[],
  sequence: readonly string[],
  baselines: readonly string[],
): Verdict<R> | undefined {
  const timed = runs.filter((run) => run.splitKind === 'time');
  const best = bestOf(timed.filter((run) => sequence.includes(run.kind)));
  const value = best?.test.microAveragePrecision.value ?? null;
  if (!best || value === null) return undefined;
  const comparable = timed.filter((run) => run.testAnchors === best.testAnchors);
  const against: Comparison<R>[] = [];
  const missing: string[] = [];
  for (const kind of baselines) {
    const run = bestOf(comparable.filter((r) => r.kind === kind));
    const other = run?.test.microAveragePrecision.value ?? null;
    if (!run || other === null) missing.push(kind);
    else
      against.push({
        run,
        difference: value - other,
        overlaps: overlap(best.test.microAveragePrecision, run.test.microAveragePrecision),
      });
  }
  const ceiling = best.ceiling?.microAveragePrecision ?? null;
  const share = ceiling === null || ceiling === 0 ? null : value / ceiling;
  return {
    best,
    value,
    ceiling,
    share,
    reaches: share === null ? null : share >= GOOD_SHARE,
    against,
    missing,
  };
}

/** The highest validation micro-AP; of equals the first. */
export function bestOf<R extends Pick<ComparableRun, 'validation'>>(
  runs: readonly R[],
): R | undefined {
  const quality = (run: R) => run.validation.microAveragePrecision ?? Number.NEGATIVE_INFINITY;
  return runs.reduce<R | undefined>(
    (best, run) => (best && quality(best) >= quality(run) ? best : run),
    undefined,
  );
}

/** Unknown ends reach for ever, so an interval that is not defined overlaps with everything. */
function overlap(a: Interval, b: Interval): boolean {
  const low = Number.NEGATIVE_INFINITY;
  const high = Number.POSITIVE_INFINITY;
  return (a.low ?? low) <= (b.high ?? high) && (b.low ?? low) <= (a.high ?? high);
}
