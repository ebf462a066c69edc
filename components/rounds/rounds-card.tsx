'use client';
import { Button, Card, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { RoundSummary } from '@/lib/contracts/rounds';
import { StateBadge, VerdictBadge } from './badges';
import { useRoundId } from './use-rounds';

const rowKey = ({ id }: RoundSummary) => id;

/** All rounds; a row opens its round. */
export function RoundsCard({ rounds }: { readonly rounds: readonly RoundSummary[] }) {
  const t = useTranslations('rounds');
  const f = useFormats();
  const [, setRound] = useRoundId();
  const columns = useMemo(
    (): Column<RoundSummary>[] => [
      {
        key: 'name',
        label: t('list.name'),
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Button variant="subtle" size="compact-sm" px={4} onClick={() => void setRound(id)}>
            {name}
          </Button>
        ),
        width: 240,
      },
      {
        key: 'day',
        label: t('list.day'),
        value: ({ asOf }) => asOf,
        cell: ({ asOf }) => f.day(asOf),
      },
      numberColumn('contacted', t('roles.contacted'), (row) => row.contacted, f.integer),
      numberColumn('holdout', t('roles.holdout'), (row) => row.holdout, f.integer),
      numberColumn('share', t('list.share'), (row) => row.holdoutShare, f.percent),
      {
        key: 'state',
        label: t('list.state'),
        value: ({ isClosed }) => t(`states.${isClosed ? 'closed' : 'open'}`),
        cell: ({ isClosed }) => <StateBadge isClosed={isClosed} />,
        width: 130,
      },
      {
        key: 'verdict',
        label: t('list.verdict'),
        value: ({ verdict }) => (verdict ? t(`verdicts.${verdict}`) : null),
        cell: ({ verdict }) => (verdict ? <VerdictBadge verdict={verdict} /> : '–'),
        width: 190,
      },
      {
        key: 'outcomeEnd',
        label: t('list.outcomeEnd'),
        value: ({ outcomeEnd }) => outcomeEnd,
        cell: ({ outcomeEnd }) => f.day(outcomeEnd),
      },
      {
        key: 'owner',
        label: t('owner'),
        value: ({ owner }) => owner,
        cell: ({ owner }) => owner ?? '–',
      },
      { key: 'by', label: t('list.by'), value: ({ createdBy }) => createdBy },
    ],
    [t, f, setRound],
  );
  return (
    <Card component="section" aria-label={t('list.title')} miw={0}>
      <Title order={2} mb="sm">
        {t('list.title')}
      </Title>
      <DataTable
        label={t('list.title')}
        rows={rounds}
        columns={columns}
        rowKey={rowKey}
        fileName="rounds"
        onOpen={({ id }) => void setRound(id)}
      />
    </Card>
  );
}
