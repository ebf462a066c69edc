'use client';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getJson, queryString } from '@/lib/client/api';
import { type Series, seriesSchema } from '@/lib/contracts/series';
import { type Analysis, analyseSeries } from '@/lib/domain/series/analyse';
import { insideSpan } from '@/lib/domain/series/span';
import { markMissing } from '@/lib/domain/series/summary';
import type { SplitState } from '../use-split';

export interface Wanted {
  readonly key: string;
  /** Query of the series. */
  readonly asked: Readonly<Record<string, string | undefined>>;
}

export interface Compared {
  readonly key: string;
  readonly series: Series;
  readonly found: Analysis;
}

/** Each series of a comparison, fetched side by side and split as the page's one is. */
export function useCompared(wanted: readonly Wanted[], split: SplitState) {
  const { queries, pending } = useQueries({
    queries: wanted.map(({ asked }) => {
      // The hours of the week are not looked at here.
      const params = queryString({ ...asked, hours: 'false' });
      return {
        queryKey: ['series', params],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          getJson(`/series?${params}`, seriesSchema, signal),
      };
    }),
    combine: (results) => ({
      queries: results.map((result) => ({ data: result.data, failed: result.isError })),
      pending: results.some((result) => result.isPending),
    }),
  });
  const { method, period, threshold, direction } = split;
  const keys = wanted.map((x) => x.key).join('\n');
  const compared = useMemo(() => {
    const names = keys.split('\n');
    return queries.flatMap(({ data }, i): Compared[] => {
      if (!data) return [];
      const series = insideSpan(data);
      const values = markMissing(series.days, series.values, series.missingDays);
      const found = analyseSeries(series.days, values, { method, period, threshold, direction });
      return [{ key: names[i] ?? '', series, found }];
    });
  }, [queries, keys, method, period, threshold, direction]);
  const failed = wanted.filter((_, i) => queries[i]?.failed).map((x) => x.key);
  return { compared, failed, pending };
}
