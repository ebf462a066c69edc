'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { type DatasetView, datasetListSchema, type VersionView } from '@/lib/contracts/datasets';

export const DATASETS_KEY = ['datasets'] as const;

/**
 * The datasets, and the version that the address names; without one, the newest of all. A version that the address
 * names but nobody has (a link to a deleted one) is `unknown`, not silently another one.
 */
export function useVersion() {
  const query = useQuery({
    queryKey: DATASETS_KEY,
    queryFn: ({ signal }) => getJson('/datasets', datasetListSchema, signal),
  });
  const [id, setVersion] = useQueryState('version', { history: 'push' });
  const datasets: DatasetView[] = (query.data?.datasets ?? []).filter((d) => d.versions.length > 0);
  const all = datasets.flatMap((d) => d.versions);
  const version: VersionView | undefined =
    id === null
      ? all.reduce<VersionView | undefined>(
          (newest, v) => (newest && newest.createdAt >= v.createdAt ? newest : v),
          undefined,
        )
      : all.find((v) => v.id === id);
  const dataset = datasets.find((d) => d.id === version?.datasetId);
  const unknown = id !== null && query.isSuccess && version === undefined;
  return { query, datasets, dataset, version, unknown, setVersion };
}
