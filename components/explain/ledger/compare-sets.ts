import { FEATURE_SETS } from '@/lib/contracts/explain-job';
import type { RunSummary } from '@/lib/contracts/models';

export const COMPARED_METRICS = ['microAveragePrecision', 'accuracy', 'rocAuc', 'logLoss'] as const;
export type ComparedMetric = (typeof COMPARED_METRICS)[number];

export interface ComparedRun {
  readonly run: RunSummary;
  /** The run that was explained; the others were trained on a set of its features. */
  readonly isExplained: boolean;
  /** What the others are compared with. */
  readonly isReference: boolean;
  /** Test metric minus the reference's; null for the reference, where undefined, and on other test windows. */
  readonly difference: Readonly<Record<ComparedMetric, number | null>>;
}

const sameTest = (a: RunSummary, b: RunSummary): boolean =>
  a.versionId === b.versionId && a.testAnchors === b.testAnchors && a.splitKind === b.splitKind;

/**
 * The explained run and those trained on sets of its explanation, in the order of the sets. The newest run on all
 * features is what the others are compared with; while there is none, the explained run.
 * @param trained newest first
 */
export function compareSets(
  explained: RunSummary,
  trained: readonly RunSummary[],
): readonly ComparedRun[] {
  const reference = trained.find((run) => run.featureSet === 'all') ?? explained;
  const order = (run: RunSummary) =>
    run.featureSet === null ? FEATURE_SETS.length : FEATURE_SETS.indexOf(run.featureSet);
  const others = trained
    .filter((run) => run.id !== explained.id)
    .toSorted((a, b) => order(a) - order(b));
  return [explained, ...others].map((run) => {
    const difference = (metric: ComparedMetric) => {
      const [value, other] = [run.test[metric].value, reference.test[metric].value];
      const comparable = run.id !== reference.id && sameTest(run, reference);
      return comparable && value !== null && other !== null ? value - other : null;
    };
    return {
      run,
      isExplained: run.id === explained.id,
      isReference: run.id === reference.id,
      difference: {
        microAveragePrecision: difference('microAveragePrecision'),
        accuracy: difference('accuracy'),
        rocAuc: difference('rocAuc'),
        logLoss: difference('logLoss'),
      },
    };
  });
}
