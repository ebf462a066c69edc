'use client';
import { SimpleGrid, Stack } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import type { RunSummary } from '@/lib/contracts/models';
import { searchSpaceOf } from '@/lib/contracts/search-space';
import { isFixed } from '@/lib/domain/search/space';
import { useModelsFilter } from '../use-models-filter';
import { CurvesChart } from './curves-chart';
import { HistoryChart } from './history-chart';
import { ImportanceCard } from './importance-card';
import { ParallelCard } from './parallel-chart';
import { SearchSummary } from './search-summary';
import { SlicesChart } from './slices-chart';
import { TrialsCard } from './trials-card';
import { useSearch } from './use-searches';

/** One search: how far it is, what its trials say, and what to do with them. */
export function SearchReport({ id, runs }: { id: string; runs: readonly RunSummary[] }) {
  const query = useSearch(id);
  const [filter, setFilter] = useModelsFilter();
  const [using, setUsing] = useState<number | null>(null);
  const chosen = filter.trial === null ? null : filter.trial - 1;
  const pick = useCallback(
    (key: string) => {
      const number = Number(key);
      if (Number.isInteger(number))
        void setFilter((now) => ({ trial: now.trial === number + 1 ? null : number + 1 }), {
          history: 'replace',
        });
    },
    [setFilter],
  );
  const space = query.data?.settings.space;
  // A fixed parameter has nothing to show.
  const free = useMemo(
    () => (space ? searchSpaceOf(space).filter((parameter) => !isFixed(parameter)) : []),
    [space],
  );
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={1800} />;
  const search = query.data;
  const charts = { search, chosen, onPick: pick };
  return (
    <Stack
      gap="md"
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      <SearchSummary search={search} runs={runs} using={using} onUse={setUsing} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <HistoryChart {...charts} />
        <CurvesChart {...charts} />
      </SimpleGrid>
      <ParallelCard {...charts} space={free} />
      <SlicesChart {...charts} space={free} />
      <ImportanceCard search={search} space={free} />
      <TrialsCard search={search} chosen={chosen} onUse={setUsing} />
    </Stack>
  );
}
