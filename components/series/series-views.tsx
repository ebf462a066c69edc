'use client';
import { Anchor, Button, Card, Stack, Tabs } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { ApiError, getJson, queryString } from '@/lib/client/api';
import { type SeriesOptions, seriesSchema } from '@/lib/contracts/series';
import { CelebsView } from './celebs-view';
import { CompareView } from './compare/compare-view';
import { DecompositionView } from './decomposition/decomposition-view';
import { SplitSettings } from './decomposition/split-settings';
import { SeriesCards } from './series-cards';
import { SeriesFilter } from './series-filter';
import type { SeriesFilterState, SetSeriesFilter } from './use-series-filter';
import { SERIES_VIEWS, type SeriesView, useSeriesView, useSplit } from './use-split';

interface Props {
  readonly version: string;
  readonly datasetName: string;
  readonly options: SeriesOptions;
  readonly filter: SeriesFilterState;
  readonly setFilter: SetSeriesFilter;
}

/** Whose series a view looks at; the filter offers no more. */
const SCOPES = {
  overview: ['platform', 'group', 'celeb'],
  decomposition: ['platform', 'group', 'celeb'],
  compare: [],
  celebs: ['platform', 'group'],
} as const;

/** The filter, and four ways to look at what it selects. */
export function SeriesViews({ version, datasetName, options, filter, setFilter }: Props) {
  const t = useTranslations('decomposition');
  const [view, setView] = useSeriesView();
  const [{ method, period }] = useSplit();
  const { metric, from, to } = filter;
  const asked = askedOf(filter, version);
  const celebHref = useCallback(
    (celeb: string) =>
      `/explore/series?${queryString({
        version,
        metric,
        from,
        to,
        scope: 'celeb',
        celeb,
        view: 'decomposition',
        method,
        period: String(period),
      })}`,
    [version, metric, from, to, method, period],
  );
  const content: Record<SeriesView, () => React.ReactNode> = {
    overview: () => (
      <OneSeries
        asked={asked}
        view="overview"
        datasetName={datasetName}
        filter={filter}
        setFilter={setFilter}
        celebHref={celebHref}
      />
    ),
    decomposition: () => (
      <Stack gap="md">
        <SplitSettings />
        <OneSeries
          asked={asked}
          view="decomposition"
          datasetName={datasetName}
          filter={filter}
          setFilter={setFilter}
          celebHref={celebHref}
        />
      </Stack>
    ),
    compare: () => (
      <Stack gap="md">
        <SplitSettings />
        <CompareView version={version} options={options} filter={filter} />
      </Stack>
    ),
    celebs: () => (
      <Stack gap="md">
        <SplitSettings unusual={false} />
        <CelebsView
          metric={metric}
          asked={
            filter.scope === 'group' && isReady(filter) ? asked : { version, metric, from, to }
          }
          celebHref={celebHref}
        />
      </Stack>
    ),
  };
  return (
    <>
      <SeriesFilter
        version={version}
        options={options}
        filter={filter}
        setFilter={setFilter}
        scopes={SCOPES[view]}
      />
      <Tabs
        value={view}
        onChange={(v) => {
          const next = SERIES_VIEWS.find((x) => x === v);
          if (next) void setView(next);
        }}
      >
        <Tabs.List aria-label={t('views.label')}>
          {SERIES_VIEWS.map((x) => (
            <Tabs.Tab key={x} value={x} px={{ base: 8, xs: 'md' }}>
              {t(`views.${x}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SERIES_VIEWS.map((x) => (
          <Tabs.Panel key={x} value={x} pt="md">
            {x === view ? content[x]() : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}

const isReady = ({ scope, celeb, attribute, value }: SeriesFilterState): boolean =>
  (scope !== 'celeb' || celeb !== '') && (scope !== 'group' || (attribute !== '' && value !== ''));

/** Only what the scope looks at is asked, so a choice kept for another scope does not ask again. */
function askedOf(filter: SeriesFilterState, version: string) {
  const { metric, scope, attribute, value, celeb, from, to } = filter;
  return {
    version,
    metric,
    scope,
    ...(scope === 'group' ? { attribute, value } : {}),
    ...(scope === 'celeb' ? { celeb } : {}),
    from,
    to,
  };
}

interface OneProps {
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly view: 'overview' | 'decomposition';
  readonly datasetName: string;
  readonly filter: SeriesFilterState;
  readonly setFilter: SetSeriesFilter;
  readonly celebHref: (celebId: string) => string;
}

function OneSeries({ asked, view, datasetName, filter, setFilter, celebHref }: OneProps) {
  const t = useTranslations('series');
  const { scope, attribute, value, celeb } = filter;
  const ready = isReady(filter);
  const params = queryString(asked);
  const series = useQuery({
    queryKey: ['series', params],
    queryFn: ({ signal }) => getJson(`/series?${params}`, seriesSchema, signal),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  if (!ready)
    return (
      <Card>
        <EmptyState title={t(scope === 'celeb' ? 'chooseCeleb' : 'chooseGroup')}>
          {t(scope === 'celeb' ? 'chooseCelebHint' : 'chooseGroupHint')}
        </EmptyState>
      </Card>
    );
  if (series.isError)
    return (
      <SeriesError
        error={series.error}
        onRetry={() => void series.refetch()}
        onReset={() => void setFilter(null)}
      />
    );
  if (!series.data) return <LoadingCards />;
  const scopeName =
    scope === 'platform'
      ? t('platformOf', { name: datasetName })
      : scope === 'group'
        ? `${attribute} = ${value}`
        : (series.data.celebName ?? celeb);
  return (
    <div
      className={series.isPlaceholderData ? 'stale' : undefined}
      aria-busy={series.isPlaceholderData}
    >
      {view === 'overview' ? (
        <SeriesCards series={series.data} scopeName={scopeName} />
      ) : (
        <DecompositionView
          series={series.data}
          scopeName={scopeName}
          asked={asked}
          celebHref={celebHref}
        />
      )}
    </div>
  );
}

function SeriesError({
  error,
  onRetry,
  onReset,
}: {
  error: Error;
  onRetry: () => void;
  onReset: () => void;
}) {
  const t = useTranslations('series');
  const d = useTranslations('decomposition');
  const nobody =
    error instanceof ApiError &&
    error.body.code === 'not_found' &&
    error.body.details.field === 'celeb';
  if (nobody)
    return (
      <Card>
        <EmptyState
          title={d('noCelebTitle')}
          action={<Button onClick={onReset}>{t('resetFilter')}</Button>}
        >
          {d('noCelebHint')}
        </EmptyState>
      </Card>
    );
  return (
    <ErrorState
      error={error}
      onRetry={onRetry}
      action={
        <Anchor component="button" size="sm" onClick={onReset}>
          {t('resetFilter')}
        </Anchor>
      }
    />
  );
}

/** The heights of what comes, so that nothing moves when it does. */
export function LoadingCards() {
  return (
    <Stack gap="md">
      <LoadingState height={96} />
      <LoadingState height={426} />
      <LoadingState height={290} />
    </Stack>
  );
}
