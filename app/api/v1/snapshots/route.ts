import { snapshotsQuerySchema } from '@/lib/contracts/snapshots';
import { route } from '@/lib/server/http/route';
import { listSnapshots } from '@/lib/server/queries/snapshots/snapshots';

export const GET = route({
  capability: 'data:read',
  query: snapshotsQuerySchema,
  handle: ({ db, query }) => listSnapshots(db, query.version),
});
