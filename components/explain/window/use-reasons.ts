'use client';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { featureName } from '@/lib/domain/explain/feature-name';
import { reasonLevel } from '@/lib/domain/explain/reason';
import { useFeatureNames } from '../use-feature-names';

const REASONS = 3;

/** The features that move a window most, one plain sentence each. */
export function useReasons(
  parts: ExplainedWindow['parts'],
  target: Target,
): readonly { readonly key: string; readonly text: string; readonly shap: number }[] {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const names = useFeatureNames();
  return parts
    .slice(0, REASONS)
    .filter(({ shap }) => shap !== 0)
    .map(({ feature, value, shap, standing }) => {
      const { series, summary } = featureName(feature);
      const level = reasonLevel(summary, value, standing);
      const what = t(`levels.${level}`, {
        feature: names.feature(feature),
        series: names.series(series),
        value: summary === 'slope' ? f.hundredths(Math.abs(value)) : f.decimal(value),
        share: f.percent((level === 'low' ? standing?.larger : standing?.smaller) ?? 0),
      });
      return {
        key: feature,
        shap,
        text: t('reason', {
          what,
          target: t(`targetWord.${target}`),
          direction: shap < 0 ? 'down' : 'up',
          amount: f.hundredths(Math.abs(shap)),
        }),
      };
    });
}
