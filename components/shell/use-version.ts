'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { type DatasetView, datasetListSchema, type VersionView } from '@/lib/contracts/datasets';

export const DATASETS_KEY = ['datasets'] as const;

/** The datasets, and the version that the address names; without one, the newest of all. */
export function useVersion() {
  const query = useQuery({
    queryKey: DATASETS_KEY,
    queryFn: ({ signal }) => getJson('/datasets', datasetListSchema, signal),
  });
  const [id, setVersion] = useQueryState('version', { history: 'push' });
  const datasets: DatasetView[] = (query.data?.datasets ?? []).filter((d) => d.versions.length > 0);
  const all = datasets.flatMap((d) => d.versions);
  const version: VersionView | undefined = all.find((v) => v.id === id) ?? all[0];
  const dataset = datasets.find((d) => d.id === version?.datasetId);
  return { query, datasets, dataset, version, setVersion };
}
