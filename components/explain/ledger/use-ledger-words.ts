'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { VerdictNames } from '@/components/charts/verdict-marks';
import { useMetricLabel } from '@/components/series/metric-label';
import { useFormats } from '@/components/ui/use-formats';
import type { LedgerRow } from '@/lib/contracts/explain';
import type { FeatureSet } from '@/lib/contracts/explain-job';
import type { SeriesGroup } from '@/lib/domain/explain/series-group';
import { vifNumber } from './ledger-view';

/** Smallest number that three decimals show. */
const LEAST = 0.001;

/** How features and their verdicts are said; the same object until the language changes. */
export function useLedgerWords() {
  const t = useTranslations('ledger');
  const f = useFormats();
  const feature = useMetricLabel();
  return useMemo(() => {
    const vif = (value: number | null) =>
      value === null
        ? '–'
        : value === Number.POSITIVE_INFINITY
          ? '∞'
          : value < 1000
            ? f.decimal(value)
            : f.compact(value);
    const verdicts: VerdictNames = {
      accepted: t('verdicts.accepted'),
      tentative: t('verdicts.tentative'),
      rejected: t('verdicts.rejected'),
    };
    const vifReason = ({ vif: { removedAs, reason, last } }: LedgerRow) =>
      reason === 'constant'
        ? t('reasons.constant')
        : reason === 'collinear'
          ? t('reasons.collinear', { order: removedAs ?? 0, vif: vif(vifNumber(last)) })
          : t('reasons.kept', { vif: vif(vifNumber(last)) });
    const borutaReason = ({ boruta: { verdict, hits, trials } }: LedgerRow) =>
      trials === 0 ? t('reasons.noTrials') : t(`reasons.${verdict}`, { hits, trials });
    return {
      feature,
      group: (name: SeriesGroup) => t(`groups.${name}`),
      verdicts,
      set: (name: FeatureSet) => t(`sets.${name}.name`),
      vif,
      vifReason,
      borutaReason,
      reason: (row: LedgerRow) => `${borutaReason(row)} ${vifReason(row)}`,
      p: (value: number) =>
        value < LEAST ? t('below', { value: f.score(LEAST) }) : f.score(value),
      /** Mean |SHAP|, in log-odds. */
      importance: (value: number) =>
        value === 0 || value >= LEAST ? f.score(value) : value.toExponential(0),
      correlation: f.hundredths,
    };
  }, [t, f, feature]);
}
export type LedgerWords = ReturnType<typeof useLedgerWords>;
