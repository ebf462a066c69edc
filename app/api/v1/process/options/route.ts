import { z } from 'zod';
import { route } from '@/lib/server/http/route';
import { processOptions } from '@/lib/server/queries/process/process';

export const GET = route({
  capability: 'data:read',
  query: z.object({ version: z.string().min(1) }),
  handle: ({ db, query, request }) => processOptions(db, query.version, request.signal),
});
