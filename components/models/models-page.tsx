'use client';
import { Card, Group, SegmentedControl, Stack, Tabs, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { JobsPanel } from '@/components/jobs/jobs-panel';
import { useJobsOf } from '@/components/shell/use-jobs';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { TARGETS } from '@/lib/contracts/models';
import { GridTab } from './grid-tab';
import { RunsTab } from './runs-tab';
import { SearchTab } from './search/search-tab';
import { TrainButton } from './train-dialog';
import { MODELS_TABS, useModelsFilter } from './use-models-filter';
import { MODEL_JOBS, useRuns } from './use-runs';

/** Trained models of a version: how good they are, which one is used, and how to get better ones. */
export function ModelsPage() {
  const t = useTranslations('models');
  return (
    <VersionGate noVersion={{ title: t('emptyTitle'), hint: t('emptyHint') }}>
      {({ version }) => <VersionModels version={version} />}
    </VersionGate>
  );
}

function VersionModels({ version }: Pick<VersionChosen, 'version'>) {
  const t = useTranslations('models');
  const [filter, setFilter] = useModelsFilter();
  const { open, newest } = useJobsOf(MODEL_JOBS);
  // Once there is something to watch, it stays, so that nothing moves when it ends.
  const [watching, setWatching] = useState(false);
  if ((open.length > 0 || newest?.status === 'failed') && !watching) setWatching(true);
  const runs = useRuns(version.id, filter.target);
  const windows = version.windows.complete;
  const train = <TrainButton versionId={version.id} windows={windows} />;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('target')}
            value={filter.target}
            onChange={(value) =>
              void setFilter({
                target: TARGETS.find((x) => x === value) ?? null,
                runs: null,
                compare: null,
                grid: null,
                search: null,
                trial: null,
              })
            }
            data={TARGETS.map((value) => ({ value, label: t(`targets.${value}`) }))}
          />
          {train}
        </Group>
      </Group>
      {watching && filter.tab !== 'search' ? (
        <JobsPanel types={MODEL_JOBS} ended={open.length > 0 ? 0 : 1} />
      ) : null}
      <Tabs
        value={filter.tab}
        onChange={(tab) => void setFilter({ tab: MODELS_TABS.find((x) => x === tab) ?? null })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tab')} mb="md">
          {MODELS_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {MODELS_TABS.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            {runs.isError ? (
              <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
            ) : !runs.data ? (
              <LoadingState height={640} />
            ) : (
              <div
                className={runs.isPlaceholderData ? 'stale' : undefined}
                aria-busy={runs.isPlaceholderData}
              >
                {tab === 'search' ? (
                  <SearchTab version={version} target={filter.target} runs={runs.data.runs} />
                ) : tab === 'grid' ? (
                  <GridTab runs={runs.data.runs} versionId={version.id} windows={windows} />
                ) : runs.data.runs.length === 0 ? (
                  <Card>
                    <EmptyState title={t('noRunsTitle')} action={train}>
                      {t(open.length > 0 ? 'noRunsYet' : 'noRunsHint')}
                    </EmptyState>
                  </Card>
                ) : (
                  <RunsTab
                    dataset={version.datasetId}
                    target={filter.target}
                    runs={runs.data.runs}
                    total={runs.data.total}
                  />
                )}
              </div>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}
