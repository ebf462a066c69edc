import { z } from 'zod';
import { route } from '@/lib/server/http/route';
import { findCelebs } from '@/lib/server/queries/series/celebs';

const querySchema = z.object({
  version: z.string().min(1),
  search: z.string().default(''),
  id: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const GET = route({
  capability: 'data:read',
  query: querySchema,
  handle: ({ db, query }) => findCelebs(db, query),
});
