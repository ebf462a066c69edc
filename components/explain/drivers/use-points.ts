'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getJson, queryString } from '@/lib/client/api';
import { EXPLAIN_KEY } from '@/lib/client/query-keys';
import { type ExplainPoints, explainPointsSchema } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import type { WindowColumn } from '@/lib/domain/explain/window-selection';

/** Sampled windows with the values and SHAP values of some features. */
function usePoints(explanation: string, target: Target, features: readonly string[]) {
  const asked = features.join(',');
  return useQuery({
    queryKey: [...EXPLAIN_KEY, explanation, target, 'points', asked],
    queryFn: ({ signal }) =>
      getJson(
        `/explain/${encodeURIComponent(explanation)}/points?${queryString({ target, features: asked })}`,
        explainPointsSchema,
        signal,
      ),
    enabled: features.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    // Fewer or more features of the same windows may stand until the answer is there; another target's never.
    placeholderData: (before, query) =>
      query?.queryKey[1] === explanation && query.queryKey[2] === target ? before : undefined,
  });
}

export type Windows = Omit<ExplainPoints, 'features'>;

export interface DriverPoints {
  readonly windows: Windows;
  /** Those of the beeswarm that have arrived, the strongest first. */
  readonly swarm: ExplainPoints['features'];
  readonly columnOf: (feature: string) => WindowColumn | undefined;
}

/**
 * The points of the beeswarm, and of what else is looked at, each asked for once.
 * @param shown features of the beeswarm
 * @param others further features; may repeat those
 */
export function useDriverPoints(
  explanation: string,
  target: Target,
  shown: readonly string[],
  others: readonly string[],
) {
  const main = usePoints(explanation, target, shown);
  const missing = [...new Set(others)].filter((name) => !shown.includes(name)).sort();
  const more = usePoints(explanation, target, missing);
  const points = useMemo((): DriverPoints | undefined => {
    if (!main.data) return undefined;
    const columns = new Map(
      [...(more.data?.features ?? []), ...main.data.features].map((one) => [one.name, one]),
    );
    const { features: swarm, ...windows } = main.data;
    return { windows, swarm, columnOf: (feature) => columns.get(feature) };
  }, [main.data, more.data]);
  return {
    points,
    isStale: main.isPlaceholderData || more.isPlaceholderData,
    error: main.error ?? more.error,
    retry: () => {
      void main.refetch();
      void more.refetch();
    },
  };
}
