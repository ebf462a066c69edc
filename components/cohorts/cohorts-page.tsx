'use client';
import { Anchor, Button, Card, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { getJson } from '@/lib/client/api';
import { cohortsSchema } from '@/lib/contracts/cohorts';
import { seriesOptionsSchema } from '@/lib/contracts/series';
import { CohortFilter } from './cohort-filter';
import { cohortGroups } from './cohort-groups';
import { CohortCards } from './cohorts-cards';
import { useCohortFilter } from './use-cohort-filter';

export function CohortsPage() {
  return <VersionGate>{(chosen) => <VersionCohorts {...chosen} />}</VersionGate>;
}

function VersionCohorts({ version, dataset }: VersionChosen) {
  const t = useTranslations('cohorts');
  const s = useTranslations('series');
  const [filter, setFilter] = useCohortFilter();
  const { id } = version;
  const options = useQuery({
    queryKey: ['series-options', id],
    queryFn: ({ signal }) => getJson(`/series/options?version=${id}`, seriesOptionsSchema, signal),
  });
  const { scope } = filter;
  // Only a comparison has to know which values there are.
  const groups =
    scope === 'compare' && !options.data
      ? []
      : cohortGroups(filter, id, options.data?.attributes ?? []);
  const answers = useQuery({
    queryKey: ['cohorts', groups],
    queryFn: ({ signal }) =>
      Promise.all(
        groups.map(async ({ value, params }) => ({
          value,
          params,
          answer: await getJson(`/cohorts?${params}`, cohortsSchema, signal),
        })),
      ),
    enabled: groups.length > 0,
    placeholderData: keepPreviousData,
  });
  const incomplete = groups.length === 0 && (scope !== 'compare' || options.data !== undefined);
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle')}
        </Text>
      </div>
      {options.data ? (
        <CohortFilter options={options.data} filter={filter} setFilter={setFilter} />
      ) : options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} />
      ) : (
        <LoadingState height={85} />
      )}
      {incomplete ? (
        <Card>
          {options.data?.attributes.length === 0 ? (
            <EmptyState
              title={t('emptyTitle')}
              action={
                <Button variant="default" onClick={() => void setFilter({ scope: null })}>
                  {t('scopes.all')}
                </Button>
              }
            >
              {t('noGroups')}
            </EmptyState>
          ) : scope === 'compare' ? (
            <EmptyState title={t('chooseAttribute')}>{t('chooseAttributeHint')}</EmptyState>
          ) : (
            <EmptyState title={s('chooseGroup')}>{t('chooseGroupHint')}</EmptyState>
          )}
        </Card>
      ) : answers.isError ? (
        <ErrorState
          error={answers.error}
          onRetry={() => void answers.refetch()}
          action={
            <Anchor component="button" size="sm" onClick={() => void setFilter(null)}>
              {s('resetFilter')}
            </Anchor>
          }
        />
      ) : answers.data ? (
        <div
          className={answers.isPlaceholderData ? 'stale' : undefined}
          aria-busy={answers.isPlaceholderData}
        >
          <CohortCards
            version={version.id}
            datasetName={dataset?.name ?? ''}
            groups={answers.data}
            filter={filter}
            setFilter={setFilter}
          />
        </div>
      ) : (
        <>
          <LoadingState height={150} />
          <LoadingState height={400} />
          <LoadingState height={600} />
        </>
      )}
    </Stack>
  );
}
