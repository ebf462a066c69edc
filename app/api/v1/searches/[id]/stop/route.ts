import { idParam, route } from '@/lib/server/http/route';
import { stopSearch } from '@/lib/server/models/search/commands';
import { describeSearch } from '@/lib/server/queries/searches/searches';

export const POST = route({
  capability: 'models:train',
  handle: async ({ db, params }) => {
    const id = idParam(params);
    await stopSearch(db, id);
    return describeSearch(db, id);
  },
});
