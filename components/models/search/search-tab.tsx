'use client';
import { Button, Card, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import type { VersionView } from '@/lib/contracts/datasets';
import type { RunSummary, Target } from '@/lib/contracts/models';
import { useModelsFilter } from '../use-models-filter';
import { NewSearchButton } from './new-search';
import { SearchList } from './search-list';
import { SearchReport } from './search-report';
import { useSearches } from './use-searches';

interface Props {
  readonly version: VersionView;
  readonly target: Target;
  readonly runs: readonly RunSummary[];
}

/** Searches for good settings: all of a version and target, and one of them in full. */
export function SearchTab({ version, target, runs }: Props) {
  const t = useTranslations('searches');
  const [filter, setFilter] = useModelsFilter();
  const list = useSearches(version.id);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingState height={900} />;
  const searches = list.data.searches.filter((search) => search.settings.target === target);
  const start = (
    <NewSearchButton
      versionId={version.id}
      windows={version.windows.complete}
      target={target}
      onStarted={(search) =>
        void setFilter({ search: search.id, target: search.settings.target, trial: null })
      }
    />
  );
  if (
    filter.search !== '' &&
    !list.isPlaceholderData &&
    !searches.some((s) => s.id === filter.search)
  )
    return (
      <Card>
        <EmptyState
          title={t('unknownTitle')}
          action={
            <Button onClick={() => void setFilter({ search: null, trial: null })}>
              {t('showNewest')}
            </Button>
          }
        >
          {t('unknownHint')}
        </EmptyState>
      </Card>
    );
  const chosen = searches.find((search) => search.id === filter.search) ?? searches[0];
  if (!chosen)
    return (
      <Card>
        <EmptyState title={t('noneTitle')} action={start}>
          {t('noneHint')}
        </EmptyState>
      </Card>
    );
  return (
    <Stack gap="md">
      <SearchList searches={searches} chosen={chosen.id} action={start} />
      <SearchReport id={chosen.id} runs={runs} />
    </Stack>
  );
}
