'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { useFormats } from '@/components/ui/use-formats';
import type { Reason } from '@/lib/contracts/reasons';
import { featureName } from '@/lib/domain/explain/feature-name';
import { shortReason } from '@/lib/domain/reasons/short-reason';

export interface ReasonWords {
  /** What happened, such as "Fan comments fell by half". */
  short(reason: Pick<Reason, 'feature' | 'value' | 'week' | 'weekBefore'>): string;
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
      short: (reason) => {
        const { key, ...told } = shortReason(reason);
        return t(`short.${key}`, {
          series: names.series(told.series),
          ...('value' in told ? { value: f.decimal(told.value) } : {}),
          ...('share' in told ? { share: f.percent(told.share) } : {}),
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
