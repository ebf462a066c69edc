import { z } from 'zod';
import { route } from '@/lib/server/http/route';
import { seriesOptions } from '@/lib/server/queries/series/options';

export const GET = route({
  capability: 'data:read',
  query: z.object({ version: z.string().min(1) }),
  handle: ({ db, query }) => seriesOptions(db, query.version),
});
