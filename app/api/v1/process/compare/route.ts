import { compareQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { processCompare } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: compareQuerySchema,
  handle: ({ db, query, request }) => processCompare(db, query, request.signal),
});
