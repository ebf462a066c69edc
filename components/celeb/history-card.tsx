'use client';
import { Card, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { CelebProfile } from '@/lib/contracts/celeb';
import { scoreLines } from './score-lines';

type Row = CelebProfile['history'][number];
const rowKey = (row: Row) => row.asOf;

/** Both probabilities and the score by day of the scores. */
export function HistoryCard({ profile }: { readonly profile: CelebProfile }) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const { history: rows, asOf } = profile;
  const option = useMemo(
    () =>
      scoreLines({
        rows,
        asOf,
        names: { churn: t('churn'), sticker: t('sticker'), score: t('score') },
        formatValue: f.score,
        formatTick: f.hundredths,
        formatDay: f.longDay,
        formatShortDay: f.shortDay,
      }),
    [rows, asOf, t, f],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'asOf', label: t('day'), value: (row) => row.asOf, cell: (row) => f.day(row.asOf) },
      numberColumn('churn', t('churn'), (row) => row.churn, f.score),
      numberColumn('sticker', t('sticker'), (row) => row.sticker, f.score),
      numberColumn('score', t('score'), (row) => row.score, f.score),
    ],
    [t, f],
  );
  if (rows.length === 0)
    return (
      <Card component="section" aria-label={t('history')} miw={0}>
        <Title order={2}>{t('history')}</Title>
        <Text c="dimmed" size="sm" py="md">
          {t('noHistory')}
        </Text>
      </Card>
    );
  return (
    <Chart
      title={t('history')}
      subtitle={t('historyHint', { count: rows.length })}
      alt={t('historyAlt', {
        count: rows.length,
        score: f.score(rows.at(-1)?.score ?? 0),
      })}
      height={260}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`celeb-scores-${profile.celeb.id}`}
    />
  );
}
