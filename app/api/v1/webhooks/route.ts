import { newWebhookSchema, webhooksQuerySchema } from '@/lib/contracts/webhooks';
import { route } from '@/lib/server/http/route';
import { addWebhook, listWebhooks } from '@/lib/server/queries/webhooks/webhooks';

export const GET = route({
  capability: 'settings:write',
  query: webhooksQuerySchema,
  handle: ({ db, query }) => listWebhooks(db, query.dataset),
});

export const POST = route({
  capability: 'settings:write',
  body: newWebhookSchema,
  handle: ({ db, body, session }) => addWebhook(db, body, session.name),
});
