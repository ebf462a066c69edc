import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { getJson, sendJson } from '@/lib/client/api';
import {
  type BriefDeliveryView,
  deliverySettingsSchema,
  shareListSchema,
} from '@/lib/contracts/delivery';

const DELIVERY_KEY = ['delivery'] as const;
/** While something is on its way, and otherwise. */
const [SOON_MS, LATER_MS] = [1500, 15_000];

/** On its way, or about to be. */
const isMoving = ({ status, nextAt }: BriefDeliveryView) =>
  status === 'sending' || (nextAt !== null && Date.parse(nextAt) < Date.now() + LATER_MS);

export const useDeliverySettings = (dataset: string) =>
  useQuery({
    queryKey: [...DELIVERY_KEY, dataset],
    queryFn: ({ signal }) =>
      getJson(`/deliveries?dataset=${encodeURIComponent(dataset)}`, deliverySettingsSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.deliveries.some(isMoving) ? SOON_MS : LATER_MS),
  });

/** Links of a week. */
export const useShares = (week: string) =>
  useQuery({
    queryKey: [...DELIVERY_KEY, 'shares', week],
    queryFn: ({ signal }) =>
      getJson(`/shares?week=${encodeURIComponent(week)}`, shareListSchema, signal),
    placeholderData: keepPreviousData,
  });

interface Action {
  readonly method?: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Does something about deliveries, after which all that is known of them is asked for again. */
export function useDeliveryAction<T>(schema: z.ZodType<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method = 'POST', path, body }: Action) => sendJson(method, path, body, schema),
    onSuccess: () => client.invalidateQueries({ queryKey: DELIVERY_KEY }),
  });
}
