import type { Endpoint } from './endpoint';
import {
  deliveryListSchema,
  deliverySchema,
  newWebhookSchema,
  webhookListSchema,
  webhookSchema,
  webhookSecretSchema,
  webhooksQuerySchema,
} from './webhooks';

export const WEBHOOK_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/webhooks',
    summary: 'Webhooks of a dataset, without their secrets.',
    query: webhooksQuerySchema,
    response: webhookListSchema,
  },
  {
    method: 'post',
    path: '/webhooks',
    summary: 'Adds a webhook; only this answer holds its secret.',
    body: newWebhookSchema,
    response: webhookSecretSchema,
  },
  {
    method: 'post',
    path: '/webhooks/{id}/end',
    summary: 'Ends a webhook; what it still waits for is not sent.',
    response: webhookSchema,
  },
  {
    method: 'post',
    path: '/webhooks/{id}/secret',
    summary: 'Replaces the secret of a webhook; only this answer holds the new one.',
    response: webhookSecretSchema,
  },
  {
    method: 'post',
    path: '/webhooks/{id}/test',
    summary: 'Sends the event `webhook.test` to a webhook.',
    response: deliverySchema,
  },
  {
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    summary: 'The newest 100 deliveries of a webhook, and how many there are.',
    response: deliveryListSchema,
  },
  {
    method: 'post',
    path: '/webhooks/deliveries/{id}/resend',
    summary: 'Sends a delivery again at once, with the same `webhook-id`.',
    response: deliverySchema,
  },
];
