import { z } from 'zod';

/** What a webhook is told of. */
export const WEBHOOK_EVENTS = [
  'work.changed',
  'action.logged',
  'round.started',
  'brief.ready',
  'webhook.test',
] as const;
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** How far a delivery is. One that is being sent goes back to waiting unless it is acknowledged. */
export const DELIVERY_STATUSES = ['waiting', 'sending', 'delivered', 'failed'] as const;
export const deliveryStatusSchema = z.enum(DELIVERY_STATUSES);

/** Why an attempt failed; `detail` is the HTTP status or the system's code. */
export const DELIVERY_FAILURES = [
  'status',
  'redirect',
  'timeout',
  'unreachable',
  'address',
  'ended',
] as const;
export const deliveryFailureSchema = z.object({
  kind: z.enum(DELIVERY_FAILURES),
  detail: z.string(),
});
export type DeliveryFailure = z.infer<typeof deliveryFailureSchema>;

/** A webhook without its secret. */
export const webhookSchema = z.object({
  id: z.uuid(),
  datasetId: z.uuid(),
  url: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  /** Deliveries that are waiting or being sent, and those that were given up. */
  waiting: z.int(),
  failed: z.int(),
  lastDeliveredAt: z.iso.datetime().nullable(),
});
export type WebhookView = z.infer<typeof webhookSchema>;

export const webhooksQuerySchema = z.object({ dataset: z.uuid() });
/** Those that go on first, each part newest first. */
export const webhookListSchema = z.object({ webhooks: z.array(webhookSchema) });

export const newWebhookSchema = z.object({
  dataset: z.uuid(),
  url: z.string().trim().min(1).max(2000),
});

/** The only answer that holds the secret: given once, when it is made. */
export const webhookSecretSchema = z.object({ webhook: webhookSchema, secret: z.string() });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

export const deliverySchema = z.object({
  /** Sent as `webhook-id`. */
  id: z.uuid(),
  event: webhookEventSchema,
  celebs: z.int(),
  status: deliveryStatusSchema,
  attempts: z.int(),
  /** When it is tried next; null unless it waits. */
  nextAt: z.iso.datetime().nullable(),
  /** Of the last attempt. */
  failure: deliveryFailureSchema.nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type DeliveryView = z.infer<typeof deliverySchema>;

/** The newest first, cut off; `total` counts all. */
export const deliveryListSchema = z.object({
  deliveries: z.array(deliverySchema),
  total: z.int(),
});
