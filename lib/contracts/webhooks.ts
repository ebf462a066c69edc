import { z } from 'zod';

/** What a webhook is told of. */
export const WEBHOOK_EVENTS = [
  'work.changed',
  'action.logged',
  'round.started',
  'webhook.test',
] as const;
export const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;
