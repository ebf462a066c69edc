'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { Column } from '@/components/ui/data-table';
import { useFormats } from '@/components/ui/use-formats';
import type { TrialView } from '@/lib/contracts/search';
import { TrialStatusBadge } from './status-badge';
import { PARAMETERS, useSearchWords } from './use-search-words';

export const trialKey = (trial: TrialView) => String(trial.number);

/** Everything about a trial, column by column; the same array until the language changes. */
export function useTrialColumns(): Column<TrialView>[] {
  const t = useTranslations('searches');
  const m = useTranslations('models');
  const f = useFormats();
  const words = useSearchWords();
  return useMemo(
    (): Column<TrialView>[] => [
      {
        key: 'trial',
        label: t('trial'),
        value: (trial) => trial.number + 1,
        numeric: true,
        width: 84,
      },
      {
        key: 'status',
        label: t('status'),
        value: (trial) => words.status(trial.status),
        cell: (trial) => <TrialStatusBadge status={trial.status} />,
        width: 128,
      },
      {
        key: 'value',
        label: m('metric.microAveragePrecision.name'),
        value: (trial) => trial.value,
        cell: (trial) => words.score(trial.value),
        numeric: true,
        width: 96,
      },
      ...PARAMETERS.map(
        (name): Column<TrialView> => ({
          key: name,
          label: words.parameter(name),
          value: (trial) =>
            typeof trial.parameters[name] === 'number'
              ? trial.parameters[name]
              : words.value(name, trial.parameters[name]),
          cell: (trial) => words.value(name, trial.parameters[name]),
          numeric: name !== 'architecture' && name !== 'scaler',
        }),
      ),
      {
        key: 'epochs',
        label: t('epochs'),
        value: (trial) => trial.intermediate.length,
        numeric: true,
      },
      {
        key: 'duration',
        label: t('duration'),
        value: (trial) => (trial.durationMs === null ? null : trial.durationMs / 1000),
        cell: (trial) =>
          trial.durationMs === null
            ? '–'
            : trial.durationMs < 10_000
              ? t('secondsShort', { seconds: f.decimal(trial.durationMs / 1000) })
              : f.seconds(trial.durationMs / 1000),
        numeric: true,
      },
    ],
    [t, m, f, words],
  );
}
