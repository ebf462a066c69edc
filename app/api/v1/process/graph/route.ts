import { processQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { processGraph } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: processQuerySchema,
  handle: ({ db, query, request }) => processGraph(db, query, request.signal),
});
