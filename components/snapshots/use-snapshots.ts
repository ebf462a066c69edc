'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { snapshotListKey } from '@/lib/client/query-keys';
import { snapshotListSchema } from '@/lib/contracts/snapshots';

/** The snapshot that the address names; the newest of the dataset when empty. */
export const useSnapshotId = () =>
  useQueryState('snapshot', parseAsString.withDefault('').withOptions({ history: 'push' }));

/** The scored days of a version's dataset. */
export function useSnapshots(version: string) {
  return useQuery({
    queryKey: snapshotListKey(version),
    queryFn: ({ signal }) =>
      getJson(`/snapshots?version=${encodeURIComponent(version)}`, snapshotListSchema, signal),
    placeholderData: keepPreviousData,
  });
}
