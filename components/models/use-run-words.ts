'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import type { ChampionReason, ModelKind, RunSummary } from '@/lib/contracts/models';
import type { ClassificationMetric } from '@/lib/domain/metrics/definitions';

/** For these, lower is better, so a share of the ceiling says nothing. */
const LOWER_IS_BETTER: readonly ClassificationMetric[] = [
  'logLoss',
  'brier',
  'expectedCalibrationError',
];

/** How runs and their numbers are said; the same object until the language changes. */
export function useRunWords() {
  const t = useTranslations('models');
  const f = useFormats();
  return useMemo(() => {
    const kind = (of: ModelKind) => t(`kinds.${of}`);
    const score = (value: number | null | undefined) =>
      value === null || value === undefined ? '–' : f.score(value);
    return {
      kind,
      score,
      name: ({ kind: of, scaler }: Pick<RunSummary, 'kind' | 'scaler'>) =>
        scaler === null
          ? kind(of)
          : t('nameWithScaler', { kind: kind(of), scaler: t(`scalers.${scaler}`) }),
      scaler: ({ scaler }: Pick<RunSummary, 'scaler'>) =>
        scaler === null ? '–' : t(`scalers.${scaler}`),
      metric: (metric: ClassificationMetric) => t(`metric.${metric}.name`),
      /** `0.939 (0.904–0.966)`. */
      interval: ({ value, low, high }: RunSummary['test'][ClassificationMetric]) =>
        value === null || low === null || high === null
          ? score(value)
          : t('interval', { value: f.score(value), low: f.score(low), high: f.score(high) }),
      reason: (reason: ChampionReason) =>
        reason.by === 'person'
          ? reason.text
          : t('ruleReason', {
              rule: reason.rule,
              candidates: reason.candidates,
              value: f.score(reason.microAveragePrecision),
            }),
    };
  }, [t, f]);
}

/** A metric as a share of its ceiling; null where there is none or lower is better. */
export function shareOfCeiling(
  run: Pick<RunSummary, 'test' | 'ceiling'>,
  metric: ClassificationMetric,
): number | null {
  const value = run.test[metric].value;
  const ceiling = run.ceiling?.[metric] ?? null;
  if (LOWER_IS_BETTER.includes(metric) || value === null || ceiling === null || ceiling === 0)
    return null;
  return value / ceiling;
}
