import { z } from 'zod';
import { newSearchSchema } from '@/lib/contracts/search';
import { route } from '@/lib/server/http/route';
import { createSearch, startSearchJobs } from '@/lib/server/models/search/commands';
import { describeSearch, listSearches } from '@/lib/server/queries/searches/searches';

export const GET = route({
  capability: 'models:read',
  query: z.object({ version: z.uuid() }),
  handle: ({ db, query }) => listSearches(db, query.version),
});

export const POST = route({
  capability: 'models:train',
  body: newSearchSchema,
  handle: async ({ db, session, body }) => {
    const { workers, ...settings } = body;
    const { id } = await createSearch(db, session, settings);
    await startSearchJobs(db, session, id, workers);
    return describeSearch(db, id);
  },
});
