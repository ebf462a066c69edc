'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { directionSign } from '@/components/charts/diverging';
import { useFormats } from '@/components/ui/use-formats';
import { featureName } from '@/lib/domain/explain/feature-name';
import { sigmoid } from '@/lib/domain/trees/predict';
import { useFeatureNames } from '../use-feature-names';

/** Numbers and names of one window in the reader's language; the same object in one language. */
export function useWindowWords() {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const names = useFeatureNames();
  return useMemo(() => {
    /** Counts have at most one decimal, slopes are small and have two, with their sign. */
    const value = (feature: string, x: number) =>
      featureName(feature).summary === 'slope' ? f.signedHundredths(x) : f.decimal(x);
    const probability = (logit: number) => f.percent(sigmoid(logit));
    return {
      names,
      value,
      /** `▲ +0.83`: direction in a shape and in a sign. */
      change: (x: number) => `${directionSign(x)} ${f.signedHundredths(x)}`.trim(),
      total: (logit: number) =>
        t('logOddsAndProbability', {
          logOdds: f.hundredths(logit),
          probability: probability(logit),
        }),
      probability,
      formatTick: (logit: number): [string, string] => [f.hundredths(logit), probability(logit)],
      axisNames: [t('logOdds'), t('probability')] as [string, string],
    };
  }, [t, f, names]);
}

export type WindowWords = ReturnType<typeof useWindowWords>;
