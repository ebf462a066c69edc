'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { getJson, queryString } from '@/lib/client/api';
import {
  LEAST_GROUPS,
  MOST_GROUPS,
  REST,
  SEGMENTATION_METHODS,
  segmentationSchema,
  segmentComparisonSchema,
  USUAL_GROUPS,
} from '@/lib/contracts/segmentation';

/** How celebs are grouped, and which group is looked at; it lives in the address. */
export function useSegmentationFilter() {
  const [filter, setFilter] = useQueryStates(
    {
      method: parseAsStringLiteral(SEGMENTATION_METHODS).withDefault('rfm'),
      groups: parseAsInteger.withDefault(USUAL_GROUPS),
      /** The first group when empty. */
      segment: parseAsString.withDefault(''),
      against: parseAsString.withDefault(REST),
    },
    { history: 'push' },
  );
  const { groups } = filter;
  const isPossible = groups >= LEAST_GROUPS && groups <= MOST_GROUPS;
  return [{ ...filter, groups: isPossible ? groups : USUAL_GROUPS }, setFilter] as const;
}
export type SegmentationFilter = ReturnType<typeof useSegmentationFilter>[0];

const asked = (snapshot: string, { method, groups }: SegmentationFilter) => ({
  snapshot,
  by: method,
  groups: method === 'rfm' ? null : String(groups),
});

export const useSegmentation = (snapshot: string, filter: SegmentationFilter) =>
  useQuery({
    queryKey: ['segmentation', asked(snapshot, filter)],
    queryFn: ({ signal }) =>
      getJson(
        `/segments/segmentation?${queryString(asked(snapshot, filter))}`,
        segmentationSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param a the key of a group; nothing is asked while it belongs to another way of grouping */
export const useSegmentComparison = (
  snapshot: string,
  filter: SegmentationFilter,
  a: string,
  b: string,
  enabled: boolean,
) =>
  useQuery({
    queryKey: ['segmentation', asked(snapshot, filter), a, b],
    queryFn: ({ signal }) =>
      getJson(
        `/segments/segmentation/comparison?${queryString({ ...asked(snapshot, filter), a, b })}`,
        segmentComparisonSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
    enabled,
  });
