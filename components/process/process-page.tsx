'use client';
import { Button, Card, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useVersion } from '@/components/shell/use-version';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { getJson, queryString } from '@/lib/client/api';
import {
  processGraphSchema,
  processOptionsSchema,
  processVariantsSchema,
} from '@/lib/contracts/process';
import { seriesOptionsSchema } from '@/lib/contracts/series';
import { BehindDrawer, type Pointed } from './behind-drawer';
import { MapCard } from './map-card';
import { ProcessFilter } from './process-filter';
import { askedOf, variantName } from './process-params';
import { PROCESS_TABS, useProcessFilter } from './use-process-filter';
import { VariantsCard } from './variants-card';

export function ProcessPage() {
  const t = useTranslations('process');
  const s = useTranslations('series');
  const { query, version, unknown, setVersion } = useVersion();
  const [filter, setFilter] = useProcessFilter();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const id = version?.id;
  const options = useQuery({
    queryKey: ['series-options', id],
    queryFn: ({ signal }) => getJson(`/series/options?version=${id}`, seriesOptionsSchema, signal),
    enabled: id !== undefined,
  });
  const columns = useQuery({
    queryKey: ['process-options', id],
    queryFn: ({ signal }) =>
      getJson(`/process/options?version=${id}`, processOptionsSchema, signal),
    enabled: id !== undefined,
  });
  const { scope, tab } = filter;
  const ready =
    (scope !== 'celeb' || filter.celeb !== '') &&
    (scope !== 'group' || (filter.attribute !== '' && filter.value !== '')) &&
    (filter.rule !== 'column' || filter.column !== '');
  const asked = askedOf(filter, id);
  const params = queryString(asked);
  const allVariants = queryString({ ...asked, variant: '' });
  const graph = useQuery({
    queryKey: ['process-graph', params],
    queryFn: ({ signal }) => getJson(`/process/graph?${params}`, processGraphSchema, signal),
    enabled: id !== undefined && ready && tab === 'map',
    placeholderData: keepPreviousData,
  });
  const variants = useQuery({
    queryKey: ['process-variants', allVariants],
    queryFn: ({ signal }) =>
      getJson(`/process/variants?${allVariants}`, processVariantsSchema, signal),
    enabled: id !== undefined && ready && tab === 'variants',
    placeholderData: keepPreviousData,
  });
  const choose = useCallback(
    (variant: string) => void setFilter({ variant, tab: 'map', activities: 1, paths: 1 }),
    [setFilter],
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <LoadingState height={700} />;
  if (unknown)
    return (
      <EmptyState
        page
        title={s('unknownVersion')}
        action={<Button onClick={() => void setVersion(null)}>{s('newestVersion')}</Button>}
      >
        {s('unknownVersionHint')}
      </EmptyState>
    );
  if (!version)
    return (
      <EmptyState
        page
        title={s('emptyTitle')}
        action={<LinkButton href="/data">{s('emptyAction')}</LinkButton>}
      >
        {s('emptyHint')}
      </EmptyState>
    );
  const answer = tab === 'map' ? graph : variants;
  const nothing = answer.data?.cases === 0;
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle')}
        </Text>
      </div>
      {options.data ? (
        <ProcessFilter
          version={version.id}
          options={options.data}
          columns={columns.data?.columns ?? []}
          filter={filter}
          setFilter={setFilter}
        />
      ) : options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <LoadingState height={85} />
      )}
      <Tabs
        value={tab}
        onChange={(v) => void setFilter({ tab: PROCESS_TABS.find((x) => x === v) ?? 'map' })}
      >
        <Tabs.List aria-label={t('tab')}>
          {PROCESS_TABS.map((x) => (
            <Tabs.Tab key={x} value={x}>
              {t(`tabs.${x}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PROCESS_TABS.map((x) => (
          <Tabs.Panel key={x} value={x} pt="md">
            {x !== tab ? null : !ready ? (
              <Card>
                <EmptyState title={s(scope === 'celeb' ? 'chooseCeleb' : 'chooseGroup')}>
                  {s(scope === 'celeb' ? 'chooseCelebHint' : 'chooseGroupHint')}
                </EmptyState>
              </Card>
            ) : answer.isError ? (
              <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
            ) : nothing ? (
              <Card>
                <EmptyState title={t('emptyTitle')}>{t('emptyHint')}</EmptyState>
              </Card>
            ) : tab === 'map' && graph.data ? (
              <Stack
                gap="md"
                className={graph.isPlaceholderData ? 'stale' : undefined}
                aria-busy={graph.isPlaceholderData}
              >
                {filter.variant ? (
                  <Group gap="sm">
                    <Text size="sm">
                      {t('onlyVariant', { variant: variantName(filter.variant) })}
                    </Text>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => void setFilter({ variant: '' })}
                    >
                      {t('allVariants')}
                    </Button>
                  </Group>
                ) : null}
                <MapCard
                  graph={graph.data}
                  filter={filter}
                  setFilter={setFilter}
                  xesHref={`/api/v1/process/xes?${params}`}
                  onPoint={setPointed}
                />
              </Stack>
            ) : tab === 'variants' && variants.data ? (
              <VariantsCard variants={variants.data} onChoose={choose} />
            ) : (
              <LoadingState height={640} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
      <BehindDrawer
        version={version.id}
        params={params}
        pointed={pointed}
        onClose={() => setPointed(null)}
      />
    </Stack>
  );
}
