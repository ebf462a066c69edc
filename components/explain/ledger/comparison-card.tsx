'use client';
import { Anchor, Badge, Card, Group, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChampionBadge } from '@/components/models/badges';
import { useRunWords } from '@/components/models/use-run-words';
import { runQuery } from '@/components/models/use-runs';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { MODELS_KEY } from '@/lib/client/query-keys';
import { runListSchema } from '@/lib/contracts/runs';
import type { TabProps } from '../props';
import {
  COMPARED_METRICS,
  type ComparedMetric,
  type ComparedRun,
  compareSets,
} from './compare-sets';
import { useLedgerWords } from './use-ledger-words';

type Props = Pick<TabProps, 'explanation' | 'part'>;
const rowKey = ({ run }: ComparedRun) => run.id;

/** Whether a model does better with or without collinear and rejected features. */
export function ComparisonCard({ explanation, part }: Props) {
  const t = useTranslations('ledger.comparison');
  const explained = useQuery(runQuery(part.runId));
  const params = queryString({
    version: explanation.versionId,
    target: part.target,
    explanation: explanation.id,
  });
  const trained = useQuery({
    queryKey: [...MODELS_KEY, 'runs', params],
    queryFn: ({ signal }) => getJson(`/models/runs?${params}`, runListSchema, signal),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(
    () =>
      explained.data && trained.data ? compareSets(explained.data, trained.data.runs) : undefined,
    [explained.data, trained.data],
  );
  const failed = [explained, trained].find((query) => query.isError);
  return (
    <Card component="section" aria-label={t('title')} miw={0}>
      <Title order={2}>{t('title')}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : rows ? (
        <>
          {rows.length === 1 ? (
            <Text size="sm" mb="sm" data-comparison="empty">
              {t('empty')}
            </Text>
          ) : null}
          <Comparison rows={rows} target={part.target} />
        </>
      ) : (
        <LoadingState height={160} />
      )}
    </Card>
  );
}

function Comparison({
  rows,
  target,
}: Pick<Props['part'], 'target'> & { readonly rows: readonly ComparedRun[] }) {
  const t = useTranslations('ledger.comparison');
  const f = useFormats();
  const timeOf = useTime();
  const words = useRunWords();
  const columns = useMemo((): Column<ComparedRun>[] => {
    const metric = (name: ComparedMetric): Column<ComparedRun>[] => [
      {
        key: name,
        label: words.metric(name),
        width: 164,
        numeric: true,
        value: ({ run }) => run.test[name].value,
        cell: ({ run }) => words.interval(run.test[name]),
      },
      {
        key: `${name}-difference`,
        label: t('difference'),
        width: 104,
        numeric: true,
        value: ({ difference }) => difference[name],
        cell: ({ difference }) => {
          const value = difference[name];
          return value === null ? '–' : f.signedScore(value);
        },
      },
    ];
    return [
      {
        key: 'set',
        label: t('set'),
        width: 300,
        value: (row) => row.run.featureSet ?? 'explained',
        cell: (row) => <SetName row={row} />,
      },
      {
        key: 'features',
        label: t('features'),
        width: 84,
        numeric: true,
        value: ({ run }) => run.featureCount,
      },
      ...COMPARED_METRICS.flatMap(metric),
      {
        key: 'created',
        label: t('created'),
        width: 180,
        value: ({ run }) => run.createdAt,
        cell: ({ run }) => timeOf(run.createdAt),
      },
    ];
  }, [t, f, words, timeOf]);
  return (
    <DataTable
      label={t('title')}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`feature-sets-${target}`}
      height={320}
    />
  );
}

function SetName({ row: { run, isExplained, isReference } }: { readonly row: ComparedRun }) {
  const t = useTranslations('ledger.comparison');
  const words = useLedgerWords();
  const name = isExplained
    ? t('explained')
    : run.featureSet === null
      ? t('otherSet')
      : words.set(run.featureSet);
  return (
    <Group gap={6} wrap="nowrap">
      <Anchor component={Link} href={`/models/runs/${run.id}`} size="sm" fw={600} truncate>
        {name}
      </Anchor>
      {isReference ? (
        <Badge size="sm" variant="default" tt="none" fw={600} style={{ flexShrink: 0 }}>
          {t('reference')}
        </Badge>
      ) : null}
      {run.isChampion ? <ChampionBadge /> : null}
    </Group>
  );
}
