import { processQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { processVariants } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: processQuerySchema,
  handle: ({ db, query, request }) => processVariants(db, query, request.signal),
});
