'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import { getJson, sendJson } from '@/lib/client/api';
import {
  roundCandidatesSchema,
  roundDetailSchema,
  roundListSchema,
  roundPlanSchema,
} from '@/lib/contracts/rounds';

export const ROUNDS_KEY = ['rounds'] as const;

/** The round that the address names; the list of all when empty. */
export const useRoundId = () =>
  useQueryState('round', parseAsString.withDefault('').withOptions({ history: 'push' }));

export const useRounds = (datasetId: string) =>
  useQuery({
    queryKey: [...ROUNDS_KEY, 'list', datasetId],
    queryFn: ({ signal }) => getJson(`/rounds?dataset=${datasetId}`, roundListSchema, signal),
    placeholderData: keepPreviousData,
  });

export const useRound = (id: string) =>
  useQuery({
    queryKey: [...ROUNDS_KEY, 'one', id],
    queryFn: ({ signal }) =>
      getJson(`/rounds/${encodeURIComponent(id)}`, roundDetailSchema, signal),
    placeholderData: keepPreviousData,
  });

/** Who of some celebs can take part in a round, and how likely they are to leave. */
export const useRoundPlan = (snapshot: string, celebIds: readonly string[]) =>
  useQuery({
    queryKey: [...ROUNDS_KEY, 'plan', snapshot, celebIds],
    queryFn: () => sendJson('POST', '/rounds/plan', { snapshot, celebIds }, roundPlanSchema),
    placeholderData: keepPreviousData,
    // Somebody may contact them meanwhile.
    staleTime: 0,
  });

/** The priority group of a snapshot, as far as it can take part in a round. */
export const useCandidates = (snapshot: string) =>
  useQuery({
    queryKey: [...ROUNDS_KEY, 'candidates', snapshot],
    queryFn: ({ signal }) =>
      getJson(`/rounds/candidates?snapshot=${snapshot}`, roundCandidatesSchema, signal),
    staleTime: 0,
  });
