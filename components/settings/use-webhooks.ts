'use client';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { parseAsString, useQueryState } from 'nuqs';
import type { z } from 'zod';
import { getJson, sendJson } from '@/lib/client/api';
import { type DeliveryView, deliveryListSchema, webhookListSchema } from '@/lib/contracts/webhooks';

const WEBHOOKS_KEY = ['webhooks'] as const;
/** While something is on its way, and otherwise. */
const [SOON_MS, LATER_MS] = [1500, 15_000];

/** The webhook whose deliveries are shown; the first one when empty. */
export const useWebhookId = () =>
  useQueryState('webhook', parseAsString.withDefault('').withOptions({ history: 'push' }));

export const useWebhooks = (dataset: string) =>
  useQuery({
    queryKey: [...WEBHOOKS_KEY, dataset],
    queryFn: ({ signal }) => getJson(`/webhooks?dataset=${dataset}`, webhookListSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.webhooks.some(({ waiting }) => waiting > 0) ? SOON_MS : LATER_MS,
  });

/** On its way, or about to be. */
const isMoving = ({ status, nextAt }: DeliveryView) =>
  status === 'sending' || (nextAt !== null && Date.parse(nextAt) < Date.now() + LATER_MS);

export const useDeliveries = (webhook: string) =>
  useQuery({
    queryKey: [...WEBHOOKS_KEY, webhook, 'deliveries'],
    queryFn: ({ signal }) => getJson(`/webhooks/${webhook}/deliveries`, deliveryListSchema, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.deliveries.some(isMoving) ? SOON_MS : LATER_MS),
  });

/** Does something to webhooks, after which all that is known of them is asked for again. */
export function useWebhookAction<T>(schema: z.ZodType<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body?: unknown }) =>
      sendJson('POST', path, body, schema),
    onSuccess: () => client.invalidateQueries({ queryKey: WEBHOOKS_KEY }),
  });
}
