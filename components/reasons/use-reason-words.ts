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
      short: ({ feature, value, week, weekBefore }) => {
        const { series: name, summary } = featureName(feature);
        const series = names.series(name);
        // The words tell what the feature measures: a week that rose explains nothing when its last day was empty.
        if (summary === 'last')
          return t(value === 0 ? 'short.lastNone' : 'short.last', {
            series,
            value: f.decimal(value),
          });
        if (summary === 'slope')
          return t(`short.slope.${value > 0 ? 'up' : value < 0 ? 'down' : 'level'}`, { series });
        // Refunds can take an amount below zero, and a share of such a week says nothing.
        const { kind, share } = weekChange(Math.max(0, week), Math.max(0, weekBefore));
        return t(`short.${kind}`, {
          series,
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
