import { route } from '@/lib/server/http/route';
import { describeDatasets } from '@/lib/server/queries/datasets';

export const GET = route({
  capability: 'data:read',
  handle: async ({ db }) => ({ datasets: await describeDatasets(db) }),
});
