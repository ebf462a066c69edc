'use client';
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { getJson } from '@/lib/client/api';
import { seriesOptionsSchema } from '@/lib/contracts/series';
import { LoadingCards, SeriesViews } from './series-views';
import { useSeriesFilter } from './use-series-filter';

export function SeriesPage() {
  return (
    <VersionGate loading={<LoadingPage />}>{(chosen) => <VersionSeries {...chosen} />}</VersionGate>
  );
}

function VersionSeries({ version, dataset }: VersionChosen) {
  const t = useTranslations('series');
  const [filter, setFilter] = useSeriesFilter();
  const options = useQuery({
    queryKey: ['series-options', version.id],
    queryFn: ({ signal }) =>
      getJson(`/series/options?version=${version.id}`, seriesOptionsSchema, signal),
  });
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle')}
        </Text>
      </div>
      {options.data ? (
        <SeriesViews
          version={version.id}
          datasetName={dataset?.name ?? ''}
          options={options.data}
          filter={filter}
          setFilter={setFilter}
        />
      ) : options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <LoadingViews />
      )}
    </Stack>
  );
}

function LoadingViews() {
  return (
    <>
      <LoadingState height={85} />
      <LoadingState height={36} />
      <LoadingCards />
    </>
  );
}

function LoadingPage() {
  return (
    <Stack gap="md">
      <LoadingState height={50} />
      <LoadingViews />
    </Stack>
  );
}
