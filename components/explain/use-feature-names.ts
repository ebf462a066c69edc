'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useMetricLabel } from '@/components/series/metric-label';
import type { WindowSummary } from '@/lib/domain/baseline/window-features';
import { featureName } from '@/lib/domain/explain/feature-name';

export interface FeatureNames {
  /** Of a column of the daily table. */
  series(name: string): string;
  summary(name: WindowSummary): string;
  /** Of a surrogate's feature, `<series>.<summary>`. */
  feature(name: string): string;
}

/** What readers call series, summaries over the observed week, and features; the same object in one language. */
export function useFeatureNames(): FeatureNames {
  const t = useTranslations('oneCeleb');
  const series = useMetricLabel();
  return useMemo(
    () => ({
      series,
      summary: (name) => t(`summaries.${name}`),
      feature: (name) => {
        const feature = featureName(name);
        return t('featureOf', {
          series: series(feature.series),
          summary: t(`summaries.${feature.summary}`),
        });
      },
    }),
    [series, t],
  );
}
