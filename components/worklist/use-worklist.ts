'use client';
import {
  keepPreviousData,
  type UseQueryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { getJson, queryString, sendJson } from '@/lib/client/api';
import { WORKLIST_KEY, worklistOptionsKey } from '@/lib/client/query-keys';
import {
  WORKLIST_PAGE,
  type WorklistOptions,
  type WorklistPage,
  type WorklistRow,
  worklistIdsSchema,
  worklistOptionsSchema,
  worklistPageSchema,
} from '@/lib/contracts/worklist';

/** What a snapshot's worklist can be filtered by; asked again when its reasons have come. */
export const useWorklistOptions = (snapshot: string, hasReasons: boolean) =>
  useQuery({
    queryKey: worklistOptionsKey(snapshot, hasReasons),
    queryFn: ({ signal }): Promise<WorklistOptions> =>
      getJson(`/worklist/options?snapshot=${snapshot}`, worklistOptionsSchema, signal),
    placeholderData: keepPreviousData,
  });

/** Filter and order, as the server is asked for them. */
export type WorklistParams = Readonly<Record<string, string>>;

export interface LoadedRows {
  /** Celebs that the filter leaves; undefined until the first page has come. */
  readonly total: number | undefined;
  /** Undefined while its page is on its way. */
  readonly rowAt: (index: number) => WorklistRow | undefined;
  /** Rows of another filter or order are still shown. */
  readonly isStale: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * The rows of a worklist from `first` to `last`, fetched by the page as somebody comes near. While another filter's rows
 * are on their way, those of the one before stay in sight.
 */
export function useWorklistRows(params: WorklistParams, first: number, last: number): LoadedRows {
  const from = Math.floor(Math.max(0, first) / WORKLIST_PAGE);
  const to = Math.floor(Math.max(0, last) / WORKLIST_PAGE);
  // The first page always, because it knows the total.
  const pages = [...new Set([0, ...Array.from({ length: to - from + 1 }, (_, i) => from + i)])];
  const results = useQueries({
    queries: pages.map(
      (page): UseQueryOptions<WorklistPage> => ({
        queryKey: [...WORKLIST_KEY, 'rows', params, page],
        queryFn: ({ signal }) =>
          getJson(
            `/worklist?${queryString({ ...params, offset: String(page * WORKLIST_PAGE) })}`,
            worklistPageSchema,
            signal,
          ),
        placeholderData: keepPreviousData,
      }),
    ),
  });
  const loaded = new Map<number, readonly WorklistRow[]>();
  // A page that takes the place of another shows that one's rows meanwhile; they belong elsewhere.
  results.forEach(({ data }, i) => {
    const page = pages[i] ?? 0;
    if (data && data.offset === page * WORKLIST_PAGE) loaded.set(page, data.rows);
  });
  const [head] = results;
  return {
    total: head?.data?.total,
    rowAt: (index) => loaded.get(Math.floor(index / WORKLIST_PAGE))?.[index % WORKLIST_PAGE],
    isStale: head?.isPlaceholderData ?? false,
    error: results.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const { isError, refetch } of results) if (isError) void refetch();
    },
  };
}

/** Asks for the ids of all rows, in order; kept with the rows. */
export function useAllIds(params: WorklistParams): () => Promise<readonly string[]> {
  const client = useQueryClient();
  return useCallback(
    () =>
      client.fetchQuery({
        queryKey: [...WORKLIST_KEY, 'ids', params],
        queryFn: async () =>
          (await sendJson('POST', '/worklist/ids', params, worklistIdsSchema)).celebIds,
      }),
    [client, params],
  );
}

/** The same object while it says the same. */
export function useSame<T extends object>(value: T): T {
  const text = JSON.stringify(value);
  return useMemo(() => JSON.parse(text) as T, [text]);
}
