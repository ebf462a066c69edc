import { sankeyQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { processSankey } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: sankeyQuerySchema,
  handle: ({ db, query, request }) => processSankey(db, query, request.signal),
});
