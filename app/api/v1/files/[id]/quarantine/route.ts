import { idParam, route } from '@/lib/server/http/route';
import { quarantineDownload } from '@/lib/server/queries/quarantine';

export const GET = route({
  capability: 'data:read',
  handle: ({ db, params }) => quarantineDownload(db, idParam(params)),
});
