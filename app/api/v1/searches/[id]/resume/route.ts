import { resumeSearchSchema } from '@/lib/contracts/search';
import { idParam, route } from '@/lib/server/http/route';
import { startSearchJobs } from '@/lib/server/models/search/commands';
import { describeSearch } from '@/lib/server/queries/searches/searches';

export const POST = route({
  capability: 'models:train',
  body: resumeSearchSchema,
  handle: async ({ db, params, session, body }) => {
    const id = idParam(params);
    await startSearchJobs(db, session, id, body.workers);
    return describeSearch(db, id);
  },
});
