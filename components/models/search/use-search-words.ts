'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { TrialWords } from '@/components/charts/trial-marks';
import { useFormats } from '@/components/ui/use-formats';
import type { TrialParameters, TrialView } from '@/lib/contracts/search';
import { SCALERS, SEQUENCE_MODELS } from '@/lib/contracts/training';
import type { SearchAxis } from '@/lib/domain/search/history';
import { smallNumber } from './small-number';

/** In the order of the space. */
export const PARAMETERS = [
  'architecture',
  'scaler',
  'units',
  'layers',
  'dropout',
  'learningRate',
  'l2',
  'batchSize',
] as const satisfies readonly (keyof TrialParameters)[];
type ParameterName = (typeof PARAMETERS)[number];

/** How searches, trials and parameters are said; the same object until the language changes. */
export function useSearchWords() {
  const t = useTranslations('searches');
  const m = useTranslations('models');
  const f = useFormats();
  return useMemo(() => {
    const parameter = (name: string): string => {
      const known = PARAMETERS.find((one) => one === name);
      return known ? t(`parameters.${known}`) : name;
    };
    const value = (name: string, of: unknown): string => {
      const model = SEQUENCE_MODELS.find((one) => one === of);
      if (name === 'architecture' && model) return m(`kinds.${model}`);
      const scaler = SCALERS.find((one) => one === of);
      if (name === 'scaler' && scaler) return m(`scalers.${scaler}`);
      return typeof of === 'number' ? smallNumber(of) : String(of);
    };
    return {
      parameter,
      value,
      trial: (number: number) => t('trialNumber', { number: number + 1 }),
      score: (of: number | null) => (of === null ? '–' : f.score(of)),
      status: (of: TrialView['status']) => t(`trialStatus.${of}`),
      axisName: ({ name }: SearchAxis) =>
        name === null ? m('metric.microAveragePrecision.name') : parameter(name),
      axisTick: ({ name }: SearchAxis, of: string | number | boolean) =>
        name === null && typeof of === 'number' ? f.score(of) : value(name ?? '', of),
    };
  }, [t, m, f]);
}

/** What the charts say of the trials. Keep the identity of `trials` while they stay the same. */
export function useTrialWords(trials: readonly TrialView[]): TrialWords {
  const t = useTranslations('searches');
  const m = useTranslations('models');
  const words = useSearchWords();
  return useMemo(() => {
    const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
    const valueName = m('metric.microAveragePrecision.name');
    return {
      state: {
        running: words.status('running'),
        finished: words.status('finished'),
        pruned: words.status('pruned'),
        failed: words.status('failed'),
      },
      trial: words.trial,
      formatValue: words.score,
      valueName,
      about: (number) => {
        const trial = byNumber.get(number);
        if (!trial) return [];
        const last = trial.intermediate.findLast((one) => one !== null) ?? null;
        return [
          { label: t('status'), value: words.status(trial.status) },
          { label: valueName, value: words.score(trial.value ?? last) },
          ...PARAMETERS.map((name: ParameterName) => ({
            label: words.parameter(name),
            value: words.value(name, trial.parameters[name]),
          })),
        ];
      },
    };
  }, [trials, words, t, m]);
}
