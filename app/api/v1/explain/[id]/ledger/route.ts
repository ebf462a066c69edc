import { targetQuerySchema } from '@/lib/contracts/explain';
import { idParam, route } from '@/lib/server/http/route';
import { describeLedger } from '@/lib/server/queries/explain/ledger';

export const GET = route({
  capability: 'models:read',
  query: targetQuerySchema,
  handle: ({ db, params, query }) => describeLedger(db, idParam(params), query.target),
});
