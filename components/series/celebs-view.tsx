'use client';
import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type StrengthsAnswer, strengthsSchema } from '@/lib/contracts/decomposition';
import { useSplitWords } from './decomposition/use-split-words';
import { useMetricLabel } from './metric-label';
import { useComparison, useSeriesView, useSplit } from './use-split';

type Row = StrengthsAnswer['rows'][number];
const rowKey = (row: Row) => row.celebId;
const nameOf = (row: Row) => row.name ?? row.celebId;

const HEIGHT = 560;
const WITHOUT = ['few-cycles', 'mostly-equal', 'not-positive'] as const;

interface Props {
  readonly metric: string;
  /** Version, metric, period, and the group if one is chosen. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly celebHref: (celebId: string) => string;
}

/** Every celeb's series split: whose rhythm is strongest, whose trend falls. */
export function CelebsView({ metric, asked, celebHref }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const label = useMetricLabel();
  const [{ method, period }, setSplit] = useSplit();
  const [, setView] = useSeriesView();
  const [{ celebs: compared }, setComparison] = useComparison();
  const { position } = useSplitWords(period);
  const params = queryString({ ...asked, method, period: String(period) });
  const query = useQuery({
    queryKey: ['series-strengths', params],
    queryFn: ({ signal }) => getJson(`/series/strengths?${params}`, strengthsSchema, signal),
    placeholderData: keepPreviousData,
  });
  const columns = useMemo((): Column<Row>[] => {
    return [
      {
        key: 'celeb',
        label: t('celeb'),
        value: (row) => (row.name === null ? row.celebId : `${row.name} (${row.celebId})`),
        cell: (row) => (
          <Anchor component={Link} size="sm" href={celebHref(row.celebId)} title={row.celebId}>
            {nameOf(row)}
          </Anchor>
        ),
        width: 164,
      },
      numberColumn(
        'seasonalStrength',
        t('seasonalStrength'),
        (r) => r.seasonalStrength,
        f.hundredths,
      ),
      {
        key: 'peak',
        label: t('peak'),
        value: (row) => (row.peak === null ? null : position(row.peak)),
      },
      numberColumn('trendStrength', t('trendStrength'), (r) => r.trendStrength, f.hundredths),
      numberColumn('change', t('change'), (r) => r.trend?.change ?? null, f.signedPercent),
      numberColumn('before', t('before'), (r) => r.trend?.before ?? null, f.hundredths),
      numberColumn('now', t('now'), (r) => r.trend?.now ?? null, f.hundredths),
      numberColumn('mean', t('mean'), (r) => r.mean, f.decimal),
      numberColumn('days', t('days'), (r) => r.days, f.integer),
      {
        key: 'compare',
        label: t('views.compare'),
        value: () => '',
        cell: (row) => (
          <Anchor
            component="button"
            size="sm"
            aria-label={t('compareThisOf', { name: nameOf(row) })}
            onClick={() => {
              const others = compared.filter((id) => id !== row.celebId);
              void setComparison({ by: 'celebs', celebs: [...others.slice(-5), row.celebId] });
              void setView('compare');
            }}
          >
            {t('compareThis')}
          </Anchor>
        ),
        width: 130,
      },
    ];
  }, [t, f, position, celebHref, compared, setComparison, setView]);
  const ranked = query.data?.rows;
  const sorted = useMemo(
    () => ranked?.toSorted((a, b) => b.seasonalStrength - a.seasonalStrength) ?? [],
    [ranked],
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={HEIGHT + 130} />;
  const { rows, total, without, truncated } = query.data;
  const leftOut = WITHOUT.filter((reason) => without[reason] > 0);
  const title = t('ranking', { metric: label(metric) });
  return (
    <Card
      component="section"
      aria-label={title}
      miw={0}
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      <Stack gap="sm">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="sm" c="dimmed">
            {t('rankingHint')}
          </Text>
          <Text size="sm" c="dimmed" className="tabular">
            {[
              t('rankingFacts', { count: rows.length }),
              ...leftOut.map((reason) => t(`without.${reason}`, { count: without[reason] })),
            ].join(' · ')}
          </Text>
          {without['mostly-equal'] > 0 ? (
            <Anchor
              component="button"
              size="sm"
              onClick={() => void setSplit({ method: 'additive' })}
            >
              {t('withSparse', { method: t('methods.additive') })}
            </Anchor>
          ) : null}
          {truncated ? (
            <Text size="sm" c="dimmed">
              {t('rankingTruncated', {
                total,
                shown: rows.length + WITHOUT.reduce((n, reason) => n + without[reason], 0),
              })}
            </Text>
          ) : null}
        </div>
        {rows.length === 0 ? (
          <EmptyState title={t('rankingNone')}>{t('rankingNoneHint')}</EmptyState>
        ) : (
          <DataTable
            label={title}
            rows={sorted}
            columns={columns}
            rowKey={rowKey}
            fileName={`${metric}-strengths`}
            height={HEIGHT}
          />
        )}
      </Stack>
    </Card>
  );
}
