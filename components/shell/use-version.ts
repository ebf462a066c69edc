'use client';
import { useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { chooseVersion } from '@/lib/client/choose';
import { DATASETS_KEY } from '@/lib/client/query-keys';
import { type DatasetView, datasetListSchema } from '@/lib/contracts/datasets';

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
  const version = chooseVersion(datasets, id);
  const dataset = datasets.find((d) => d.id === version?.datasetId);
  const unknown = id !== null && query.isSuccess && version === undefined;
  return { query, datasets, dataset, version, unknown, setVersion };
}
