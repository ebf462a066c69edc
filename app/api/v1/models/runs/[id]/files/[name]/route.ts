import { idParam, param, route } from '@/lib/server/http/route';
import { runFileDownload } from '@/lib/server/queries/models/files';

export const GET = route({
  capability: 'models:read',
  handle: ({ db, params }) => runFileDownload(db, idParam(params), param(params, 'name')),
});
