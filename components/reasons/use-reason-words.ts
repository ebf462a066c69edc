'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { useFormats } from '@/components/ui/use-formats';
import type { Reason } from '@/lib/contracts/reasons';
import { featureName } from '@/lib/domain/explain/feature-name';
import { weekChange } from '@/lib/domain/reasons/week-change';

export interface ReasonWords {
  /** What happened, such as "Fan comments fell by half". */
  short(reason: Pick<Reason, 'feature' | 'week' | 'weekBefore'>): string;
  /** The same with the numbers of both weeks, the feature, and where it pushes. */
  long(reason: Reason): string;
}

/** Tells reasons in the reader's language; the same object in one language. */
export function useReasonWords(): ReasonWords {
  const t = useTranslations('reasons');
  const names = useFeatureNames();
  const f = useFormats();
  return useMemo(
    () => ({
      short: ({ feature, week, weekBefore }) => {
        const { kind, share } = weekChange(week, weekBefore);
        return t(`short.${kind}`, {
          series: names.series(featureName(feature).series),
          // A share of a week's few events has no meaningful decimals.
          share: f.percent(Math.round(share * 100) / 100),
        });
      },
      long: (reason) =>
        t('long', {
          series: names.series(featureName(reason.feature).series),
          feature: names.feature(reason.feature),
          value: f.decimal(reason.value),
          week: f.integer(reason.week),
          before: f.integer(reason.weekBefore),
          target: t(`targets.${reason.target}`),
          direction: t(reason.shap > 0 ? 'raises' : 'lowers'),
        }),
    }),
    [t, names, f],
  );
}
