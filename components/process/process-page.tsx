'use client';
import { Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { VersionGate } from '@/components/shell/version-gate';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { getJson, queryString } from '@/lib/client/api';
import { processOptionsSchema } from '@/lib/contracts/process';
import { seriesOptionsSchema } from '@/lib/contracts/series';
import { BehindDrawer, type Pointed } from './behind-drawer';
import { CompareTab } from './compare-tab';
import { MapTab } from './map-tab';
import { ProcessFilter } from './process-filter';
import { askedOf, missingChoice } from './process-params';
import { SankeyTab } from './sankey-tab';
import type { FilterChoices, TabProps } from './tab-props';
import {
  PROCESS_TABS,
  type ProcessFilterState,
  type SetProcessFilter,
  useProcessFilter,
} from './use-process-filter';
import { VariantsTab } from './variants-tab';

export function ProcessPage() {
  return <VersionGate>{({ version }) => <Process version={version.id} />}</VersionGate>;
}

function Process({ version }: { version: string }) {
  const t = useTranslations('process');
  const [filter, setFilter] = useProcessFilter();
  const options = useQuery({
    queryKey: ['series-options', version],
    queryFn: ({ signal }) =>
      getJson(`/series/options?version=${version}`, seriesOptionsSchema, signal),
  });
  const columns = useQuery({
    queryKey: ['process-options', version],
    queryFn: ({ signal }) =>
      getJson(`/process/options?version=${version}`, processOptionsSchema, signal),
  });
  const failed = [options, columns].find((q) => q.isError);
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle')}
        </Text>
      </div>
      <Tabs
        value={filter.tab}
        keepMounted={false}
        onChange={(v) => void setFilter({ tab: PROCESS_TABS.find((x) => x === v) ?? null })}
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
            {failed ? (
              <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
            ) : options.data && columns.data ? (
              <View
                version={version}
                filter={filter}
                setFilter={setFilter}
                options={options.data}
                columns={columns.data.columns}
              />
            ) : (
              <Stack gap="md">
                <LoadingState height={85} />
                <LoadingState height={640} />
              </Stack>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

interface ViewProps extends FilterChoices {
  readonly version: string;
  readonly filter: ProcessFilterState;
  readonly setFilter: SetProcessFilter;
}

const ONE_GROUP = { map: MapTab, variants: VariantsTab, sankey: SankeyTab };

/** The chosen view under its filter bar; the comparison has two bars of its own. */
function View({ version, filter, setFilter, options, columns }: ViewProps) {
  const t = useTranslations('process');
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const { tab } = filter;
  if (tab === 'compare')
    return (
      <CompareTab
        version={version}
        filter={filter}
        setFilter={setFilter}
        options={options}
        columns={columns}
      />
    );
  const asked = askedOf(filter);
  // Only the map shows one variant; the other views are about all cases.
  const params = queryString({ version, ...asked, variant: tab === 'map' ? asked.variant : '' });
  const Chosen = ONE_GROUP[tab];
  const reset = () =>
    void setFilter({
      rule: null,
      gap: null,
      column: null,
      side: null,
      scope: null,
      attribute: null,
      value: null,
      celeb: null,
      from: null,
      to: null,
      variant: null,
      activities: null,
      paths: null,
    });
  const props: TabProps = {
    version,
    filter,
    setFilter,
    params,
    missing: missingChoice(filter, columns),
    onReset: reset,
    onPoint: setPointed,
  };
  return (
    <Stack gap="md">
      <ProcessFilter
        version={version}
        options={options}
        columns={columns}
        label={t('filter')}
        filter={filter}
        // The sliders show one variant whole; all of them together are another map.
        setFilter={(part) =>
          void setFilter(filter.variant ? { ...part, activities: null, paths: null } : part)
        }
        onReset={isNarrowed(filter) ? reset : undefined}
      />
      <Chosen {...props} />
      <BehindDrawer
        version={version}
        sources={[{ label: t('filter'), params }]}
        pointed={pointed}
        onClose={() => setPointed(null)}
      />
    </Stack>
  );
}

const isNarrowed = (filter: ProcessFilterState): boolean =>
  filter.rule !== 'visit' ||
  filter.side !== 'both' ||
  filter.scope !== 'platform' ||
  filter.gap !== 30 ||
  [
    filter.column,
    filter.attribute,
    filter.value,
    filter.celeb,
    filter.from,
    filter.to,
    filter.variant,
  ].some((x) => x !== '');
