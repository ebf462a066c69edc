import { behindQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { processBehind } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: behindQuerySchema,
  handle: ({ db, query, request }) => processBehind(db, query, request.signal),
});
