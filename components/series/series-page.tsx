'use client';
import { Anchor, Button, Card, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useVersion } from '@/components/shell/use-version';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { getJson, queryString } from '@/lib/client/api';
import { seriesOptionsSchema, seriesSchema } from '@/lib/contracts/series';
import { SeriesCards } from './series-cards';
import { SeriesFilter } from './series-filter';
import { useSeriesFilter } from './use-series-filter';

export function SeriesPage() {
  const t = useTranslations('series');
  const { query, dataset, version, unknown, setVersion } = useVersion();
  const [filter, setFilter] = useSeriesFilter();
  const options = useQuery({
    queryKey: ['series-options', version?.id],
    queryFn: ({ signal }) =>
      getJson(`/series/options?version=${version?.id}`, seriesOptionsSchema, signal),
    enabled: version !== undefined,
  });
  const { metric, scope, attribute, value, celeb, from, to } = filter;
  const ready =
    (scope !== 'celeb' || celeb !== '') &&
    (scope !== 'group' || (attribute !== '' && value !== ''));
  // Only what the scope looks at is asked, so a choice kept for another scope does not ask again.
  const params = queryString({
    version: version?.id,
    metric,
    scope,
    ...(scope === 'group' ? { attribute, value } : {}),
    ...(scope === 'celeb' ? { celeb } : {}),
    from,
    to,
  });
  const series = useQuery({
    queryKey: ['series', params],
    queryFn: ({ signal }) => getJson(`/series?${params}`, seriesSchema, signal),
    enabled: version !== undefined && ready,
    placeholderData: keepPreviousData,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingPage />;
  if (unknown) {
    return (
      <EmptyState
        page
        title={t('unknownVersion')}
        action={<Button onClick={() => void setVersion(null)}>{t('newestVersion')}</Button>}
      >
        {t('unknownVersionHint')}
      </EmptyState>
    );
  }
  if (!version) {
    return (
      <EmptyState
        page
        title={t('emptyTitle')}
        action={<LinkButton href="/data">{t('emptyAction')}</LinkButton>}
      >
        {t('emptyHint')}
      </EmptyState>
    );
  }
  const scopeName =
    scope === 'platform'
      ? t('platformOf', { name: dataset?.name ?? '' })
      : scope === 'group'
        ? `${attribute} = ${value}`
        : (series.data?.celebName ?? celeb);
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
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
      ) : options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <LoadingState height={85} />
      )}
      {ready && series.isError ? (
        <ErrorState
          error={series.error}
          onRetry={() => void series.refetch()}
          action={
            <Anchor component="button" size="sm" onClick={() => void setFilter(null)}>
              {t('resetFilter')}
            </Anchor>
          }
        />
      ) : null}
      {!ready ? (
        <Card>
          <EmptyState title={t(scope === 'celeb' ? 'chooseCeleb' : 'chooseGroup')}>
            {t(scope === 'celeb' ? 'chooseCelebHint' : 'chooseGroupHint')}
          </EmptyState>
        </Card>
      ) : series.data && !series.isError ? (
        <div
          className={series.isPlaceholderData ? 'stale' : undefined}
          aria-busy={series.isPlaceholderData}
        >
          <SeriesCards series={series.data} scopeName={scopeName} />
        </div>
      ) : series.isError ? null : (
        <LoadingCards />
      )}
    </Stack>
  );
}

/** The heights of what comes, so that nothing moves when it does. */
function LoadingCards() {
  return (
    <Stack gap="md">
      <LoadingState height={96} />
      <LoadingState height={426} />
      <LoadingState height={290} />
    </Stack>
  );
}

function LoadingPage() {
  return (
    <Stack gap="md">
      <LoadingState height={50} />
      <LoadingState height={85} />
      <LoadingCards />
    </Stack>
  );
}
