'use client';
import { Button, Card, Group, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import type { SearchDetail, TrialView } from '@/lib/contracts/search';
import { useModelsFilter } from '../use-models-filter';
import { trialKey, useTrialColumns } from './trial-columns';
import { PARAMETERS, useSearchWords } from './use-search-words';

/** Number, status and value stand before what can be done with a trial; its settings behind. */
const FRONT = 3;

interface Props {
  readonly search: SearchDetail;
  readonly chosen: number | null;
  readonly onUse: (trial: number) => void;
}

/** All trials, and the highlighted one in words. */
export function TrialsCard({ search, chosen, onUse }: Props) {
  const t = useTranslations('searches');
  const base = useTrialColumns();
  const columns = useMemo(
    (): Column<TrialView>[] => [
      ...base
        .slice(0, FRONT)
        .map((column) =>
          column.key === 'trial'
            ? { ...column, cell: (trial: TrialView) => <ChooseTrial trial={trial} /> }
            : column,
        ),
      {
        key: 'use',
        label: t('useColumn'),
        value: () => null,
        cell: (trial) =>
          trial.status === 'finished' ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('useTrial', { number: trial.number + 1 })}
              onClick={() => onUse(trial.number)}
            >
              {t('use.short')}
            </Button>
          ) : (
            ''
          ),
        width: 124,
      },
      ...base.slice(FRONT),
    ],
    [base, t, onUse],
  );
  return (
    <Card component="section" aria-label={t('trials')}>
      <Title order={2} mb="sm">
        {t('trials')}
      </Title>
      <DataTable
        label={t('trials')}
        rows={search.trials}
        columns={columns}
        rowKey={trialKey}
        fileName="search-trials"
        height={440}
      />
      <ChosenTrial
        trial={search.trials.find((trial) => trial.number === chosen) ?? null}
        onUse={onUse}
      />
    </Card>
  );
}

/** Highlights a trial in every chart, or lets go of it. */
function ChooseTrial({ trial }: { trial: TrialView }) {
  const t = useTranslations('searches');
  const [filter, setFilter] = useModelsFilter();
  const shown = trial.number + 1;
  const pressed = filter.trial === shown;
  return (
    <Button
      size="compact-xs"
      variant={pressed ? 'filled' : 'subtle'}
      className="tabular"
      aria-pressed={pressed}
      aria-label={t('highlight', { number: shown })}
      onClick={() => void setFilter({ trial: pressed ? null : shown }, { history: 'replace' })}
    >
      {shown}
    </Button>
  );
}

/** Below the table, so that choosing moves none of its rows. */
function ChosenTrial({
  trial,
  onUse,
}: {
  trial: TrialView | null;
  onUse: (trial: number) => void;
}) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const [, setFilter] = useModelsFilter();
  if (!trial)
    return (
      <Text size="sm" c="dimmed" mih={44} py={8} data-chosen="none">
        {t('chooseHint')}
      </Text>
    );
  return (
    <Group justify="space-between" gap="sm" mih={44} py={4} data-chosen={trial.number + 1}>
      <Text size="sm" maw={820}>
        <b>{words.trial(trial.number)}</b>
        {': '}
        {PARAMETERS.map(
          (name) => `${words.parameter(name)} ${words.value(name, trial.parameters[name])}`,
        ).join(' · ')}
        {trial.error ? ` – ${trial.error}` : ''}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="subtle"
          onClick={() => void setFilter({ trial: null }, { history: 'replace' })}
        >
          {t('letGo')}
        </Button>
        <Button
          size="xs"
          disabled={trial.status !== 'finished'}
          onClick={() => onUse(trial.number)}
        >
          {t('use.short')}
        </Button>
      </Group>
    </Group>
  );
}
