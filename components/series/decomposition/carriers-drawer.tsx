'use client';
import { Anchor, Drawer, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type CarriersAnswer, carriersSchema } from '@/lib/contracts/decomposition';
import { metricSource } from '@/lib/domain/series/metric';
import { useMetricLabel } from '../metric-label';

type CelebRow = CarriersAnswer['celebs']['rows'][number];
type EventRow = CarriersAnswer['events'][number];
const celebKey = (row: CelebRow) => row.celebId;
const eventKey = (row: EventRow) => row.metric;

interface Props {
  readonly metric: string;
  /** Version, metric and whose series it is; also what a link to a celeb keeps. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  /** Empty: closed. */
  readonly day: string;
  readonly onClose: () => void;
  /** Where a celeb's own series is. */
  readonly celebHref: (celebId: string) => string;
}

/** Who and what carries an unusual day. */
export function CarriersDrawer({ metric, asked, day, onClose, celebHref }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  return (
    <Drawer
      opened={day !== ''}
      onClose={onClose}
      position="right"
      size="xl"
      title={day === '' ? '' : t('carriers', { day: f.longDay(day) })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {day === '' ? null : (
        <CarriersOf metric={metric} asked={asked} day={day} celebHref={celebHref} />
      )}
    </Drawer>
  );
}

function CarriersOf({ metric, asked, day, celebHref }: Omit<Props, 'onClose'>) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const label = useMetricLabel();
  const params = queryString({ ...asked, day });
  const query = useQuery({
    queryKey: ['series-carriers', params],
    queryFn: ({ signal }) => getJson(`/series/carriers?${params}`, carriersSchema, signal),
    placeholderData: keepPreviousData,
  });
  const celebColumns = useMemo(
    (): Column<CelebRow>[] => [
      {
        key: 'celeb',
        label: t('celeb'),
        value: (row) => (row.name === null ? row.celebId : `${row.name} (${row.celebId})`),
        cell: (row) => (
          <Anchor component={Link} size="sm" href={celebHref(row.celebId)} title={row.celebId}>
            {row.name ?? row.celebId}
          </Anchor>
        ),
        width: 164,
      },
      ...shares<CelebRow>(t, f),
    ],
    [t, f, celebHref],
  );
  const eventColumns = useMemo(
    (): Column<EventRow>[] => [
      { key: 'event', label: t('event'), value: (row) => label(row.metric) },
      ...shares<EventRow>(t, f),
    ],
    [t, f, label],
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={400} />;
  const { celebs, events, usualDays, value, usual } = query.data;
  const nothing = value === 0 && usual === 0;
  return (
    <Stack
      gap="md"
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      <div>
        <Text fw={600} className="tabular">
          {t('carriersFact', {
            metric: label(metric),
            value: f.decimal(value),
            usual: f.decimal(usual),
            difference: f.signedDecimal(value - usual),
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {usualDays.length === 0
            ? t('carriersNoUsual')
            : t('carriersUsual', { count: usualDays.length })}
        </Text>
        {metricSource(metric).kind === 'distinct' && metric !== 'active_celebs' ? (
          <Text size="sm" c="dimmed">
            {t('carriersDistinct')}
          </Text>
        ) : null}
        {nothing ? <Text size="sm">{t('carriersNobody')}</Text> : null}
      </div>
      {events.length === 0 || nothing ? null : (
        <section aria-label={t('carriersEvents')}>
          <Title order={3} mb={6}>
            {t('carriersEvents')}
          </Title>
          <DataTable
            label={t('carriersEvents')}
            rows={events}
            columns={eventColumns}
            rowKey={eventKey}
            fileName={`${metric}-${day}-events`}
            height={240}
          />
        </section>
      )}
      {asked.scope === 'celeb' || nothing ? null : (
        <section aria-label={t('carriersCelebs')}>
          <Title order={3}>{t('carriersCelebs')}</Title>
          <Text size="xs" c="dimmed" mb={6}>
            {t('carriersSome', { shown: celebs.rows.length, total: celebs.total })}
          </Text>
          <DataTable
            label={t('carriersCelebs')}
            rows={celebs.rows}
            columns={celebColumns}
            rowKey={celebKey}
            fileName={`${metric}-${day}-celebs`}
            height={340}
          />
        </section>
      )}
    </Stack>
  );
}

interface Share {
  readonly value: number;
  readonly usual: number;
  readonly difference: number;
}

const shares = <Row extends Share>(
  t: (key: 'value' | 'usual' | 'difference') => string,
  f: ReturnType<typeof useFormats>,
): Column<Row>[] =>
  (['value', 'usual', 'difference'] as const).map((key) => ({
    key,
    label: t(key),
    value: (row) => row[key],
    cell: (row) => (key === 'difference' ? f.signedDecimal(row[key]) : f.decimal(row[key])),
    numeric: true,
  }));
