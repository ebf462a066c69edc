'use client';
import { Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { calendarHeat, dailyLine, hourHeat } from '@/components/charts/options';
import { useVersion } from '@/components/shell/use-version';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type Series, seriesOptionsSchema, seriesSchema } from '@/lib/contracts/series';
import { summariseSeries, trailingMean } from '@/lib/domain/series/summary';
import { DemoButton } from '../data/demo-button';
import { useMetricLabel } from './metric-label';
import { SeriesFilter } from './series-filter';
import { useSeriesFilter } from './use-series-filter';

export function SeriesPage() {
  const t = useTranslations('series');
  const { query, version } = useVersion();
  const [filter, setFilter] = useSeriesFilter();
  const options = useQuery({
    queryKey: ['series-options', version?.id],
    queryFn: ({ signal }) =>
      getJson(`/series/options?version=${version?.id}`, seriesOptionsSchema, signal),
    enabled: version !== undefined,
  });
  const ready =
    (filter.scope !== 'celeb' || filter.celeb !== '') &&
    (filter.scope !== 'group' || filter.value !== '');
  const params = queryString({ version: version?.id, ...filter });
  const series = useQuery({
    queryKey: ['series', params],
    queryFn: ({ signal }) => getJson(`/series?${params}`, seriesSchema, signal),
    enabled: version !== undefined && ready,
    placeholderData: keepPreviousData,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingState height={480} />;
  if (!version) {
    return (
      <EmptyState title={t('emptyTitle')} action={<DemoButton />}>
        {t('emptyHint')}
      </EmptyState>
    );
  }
  return (
    <Stack gap="md">
      <div>
        <Title order={1} size="h2">
          {t('title')}
        </Title>
        <Text c="dimmed" size="sm">
          {t('subtitle')}
        </Text>
      </div>
      {options.data ? (
        <SeriesFilter
          version={version.id}
          options={options.data}
          filter={filter}
          setFilter={setFilter}
        />
      ) : (
        <LoadingState height={84} />
      )}
      {series.isError ? (
        <ErrorState error={series.error} onRetry={() => void series.refetch()} />
      ) : null}
      {!ready ? (
        <Text c="dimmed">{t(filter.scope === 'celeb' ? 'chooseCeleb' : 'chooseGroup')}</Text>
      ) : null}
      {ready && series.data ? (
        <div className={series.isPlaceholderData ? 'stale' : undefined}>
          <SeriesBody series={series.data} />
        </div>
      ) : ready && !series.isError ? (
        <LoadingState height={420} />
      ) : null}
    </Stack>
  );
}

interface DayRow {
  readonly day: string;
  readonly value: number;
  readonly mean: number | null;
}

function SeriesBody({ series }: { series: Series }) {
  const t = useTranslations('series');
  const locale = useLocale();
  const f = useFormats();
  const metric = useMetricLabel()(series.metric);
  const title = series.celebName ? `${metric} · ${series.celebName}` : metric;
  const mean = useMemo(() => trailingMean(series.values, 7), [series.values]);
  const facts = useMemo(() => summariseSeries(series.values), [series.values]);
  const rows: DayRow[] = useMemo(
    () =>
      series.days.map((day, i) => ({ day, value: series.values[i] ?? 0, mean: mean[i] ?? null })),
    [series, mean],
  );
  const weekdays = useMemo(
    () => Array.from({ length: 7 }, (_, i) => f.weekday(`2024-01-0${i + 1}`)),
    [f],
  );
  const line = useMemo(
    () =>
      dailyLine({
        days: series.days,
        values: series.values,
        mean,
        missing: series.missingDays,
        valueName: metric,
        meanName: t('weeklyMean'),
        missingName: t('missing'),
        formatValue: f.decimal,
        formatDay: f.shortDay,
      }),
    [series, mean, metric, t, f],
  );
  const calendar = useMemo(
    () =>
      calendarHeat({
        days: series.days,
        values: series.values,
        locale,
        formatValue: f.decimal,
        formatDay: f.day,
      }),
    [series, locale, f],
  );
  const hours = useMemo(
    () => hourHeat({ profile: series.hourProfile ?? [[]], weekdays, formatValue: f.decimal }),
    [series, weekdays, f],
  );
  const hourRows = (series.hourProfile ?? []).flatMap((row, day) =>
    row.map((value, hour) => ({ weekday: weekdays[day] ?? '', hour, value })),
  );
  const columns = [
    { key: 'day', label: t('day'), value: (r: DayRow) => r.day, cell: (r: DayRow) => f.day(r.day) },
    {
      key: 'value',
      label: metric,
      value: (r: DayRow) => r.value,
      cell: (r: DayRow) => f.decimal(r.value),
      numeric: true,
    },
    {
      key: 'mean',
      label: t('weeklyMean'),
      value: (r: DayRow) => r.mean,
      cell: (r: DayRow) => (r.mean === null ? '–' : f.decimal(r.mean)),
      numeric: true,
    },
  ];
  const best = series.days[facts.bestIndex];
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <Fact
          label={t('total')}
          value={f.integer(facts.total)}
          note={t('celebsBehind', { count: series.celebs })}
        />
        <Fact
          label={t('mean')}
          value={f.decimal(facts.mean)}
          note={t('days', { count: series.days.length })}
        />
        <Fact label={t('best')} value={f.integer(facts.best)} note={best ? f.day(best) : '–'} />
        <Fact
          label={t('change')}
          value={facts.weekChange === null ? '–' : f.signedPercent(facts.weekChange)}
          note={t('changeNote')}
        />
      </SimpleGrid>
      {series.missingDays.length > 0 ? (
        <Text size="sm">
          {t('missingDays', {
            count: series.missingDays.length,
            days: series.missingDays.slice(0, 5).map(f.day).join(', '),
          })}
        </Text>
      ) : null}
      <Chart
        title={title}
        subtitle={t('lineSubtitle')}
        alt={t('lineAlt', {
          metric,
          total: f.integer(facts.total),
          best: best ? f.day(best) : '–',
        })}
        height={340}
        option={line}
        rows={rows}
        columns={columns}
        rowKey={(r) => r.day}
        fileName={`${series.metric}-daily`}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <Chart
          title={t('calendar')}
          subtitle={t('calendarSubtitle')}
          alt={t('calendarAlt', { metric })}
          height={220}
          option={calendar}
          rows={rows}
          columns={columns}
          rowKey={(r) => r.day}
          fileName={`${series.metric}-calendar`}
        />
        {series.hourProfile ? (
          <Chart
            title={t('hours')}
            subtitle={t('hoursSubtitle')}
            alt={t('hoursAlt', { metric })}
            height={220}
            option={hours}
            rows={hourRows}
            columns={[
              { key: 'weekday', label: t('weekday'), value: (r) => r.weekday },
              { key: 'hour', label: t('hour'), value: (r) => r.hour, numeric: true },
              {
                key: 'value',
                label: metric,
                value: (r) => r.value,
                cell: (r) => f.decimal(r.value),
                numeric: true,
              },
            ]}
            rowKey={(r) => `${r.weekday}-${r.hour}`}
            fileName={`${series.metric}-hours`}
          />
        ) : (
          <Card withBorder>
            <Text c="dimmed" size="sm">
              {t('noHours')}
            </Text>
          </Card>
        )}
      </SimpleGrid>
    </Stack>
  );
}

function Fact({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <Card withBorder padding="sm">
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Group gap={6} align="baseline">
        <Text fw={700} fz={22} className="tabular">
          {value}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Card>
  );
}
