'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import type { SeriesGroup } from '@/lib/domain/explain/series-group';
import { useFeatureNames } from '../use-feature-names';

/** How this tab names features and writes numbers; the same object in one language. */
export function useDriverWords() {
  const t = useTranslations('drivers');
  const f = useFormats();
  const names = useFeatureNames();
  return useMemo(
    () => ({
      ...names,
      group: (group: SeriesGroup) => t(`groups.${group}`),
      /** Arrow and word, so that colour need not say it. */
      direction: (direction: 'up' | 'down' | null) => t(`direction.${direction ?? 'none'}`),
      /** Of a feature: counts are whole, slopes are not. */
      value: (value: number) => (Number.isInteger(value) ? f.integer(value) : f.hundredths(value)),
      /** Mean |SHAP|. */
      size: f.score,
      shap: f.signedScore,
      /** On an axis: without zeros at the end. */
      tick: (shap: number) => f.signedScore(shap).replace(/\.?0+$/, ''),
    }),
    [t, f, names],
  );
}

export type DriverWords = ReturnType<typeof useDriverWords>;
