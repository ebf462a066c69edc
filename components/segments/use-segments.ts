'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson, queryString } from '@/lib/client/api';
import {
  comparisonSchema,
  cutAnswerSchema,
  policyListSchema,
  scoresAnswerSchema,
} from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import { ruleQuery } from './chosen-rule';

/** Everything that a saved or ended policy may change. */
export const SEGMENTS_KEY = ['segments'] as const;

export const useScores = (snapshot: string) =>
  useQuery({
    queryKey: [...SEGMENTS_KEY, 'scores', snapshot],
    queryFn: ({ signal }) =>
      getJson(`/segments/scores?${queryString({ snapshot })}`, scoresAnswerSchema, signal),
    placeholderData: keepPreviousData,
  });

export const usePolicies = (dataset: string) =>
  useQuery({
    queryKey: [...SEGMENTS_KEY, 'policies', dataset],
    queryFn: ({ signal }) =>
      getJson(`/policies?${queryString({ dataset })}`, policyListSchema, signal),
    placeholderData: keepPreviousData,
  });

/** @param enabled false while the answer is known otherwise */
export const useCut = (snapshot: string, rule: ThresholdRule, enabled: boolean) =>
  useQuery({
    queryKey: [...SEGMENTS_KEY, 'cut', snapshot, rule],
    queryFn: ({ signal }) =>
      getJson(
        `/segments/cut?${queryString({ snapshot, ...ruleQuery(rule) })}`,
        cutAnswerSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useComparison = (snapshot: string, rule: ThresholdRule, a: string, b: string) =>
  useQuery({
    queryKey: [...SEGMENTS_KEY, 'comparison', snapshot, rule, a, b],
    queryFn: ({ signal }) =>
      getJson(
        `/segments/comparison?${queryString({ snapshot, ...ruleQuery(rule), a, b })}`,
        comparisonSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
