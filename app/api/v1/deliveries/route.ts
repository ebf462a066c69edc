import { deliveriesQuerySchema } from '@/lib/contracts/delivery';
import { route } from '@/lib/server/http/route';
import { deliverySettings } from '@/lib/server/queries/delivery/settings';

export const GET = route({
  capability: 'settings:write',
  query: deliveriesQuerySchema,
  handle: ({ db, query }) => deliverySettings(db, query.dataset),
});
