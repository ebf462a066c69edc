import { idParam, route } from '@/lib/server/http/route';
import { removeUpload } from '@/lib/server/jobs/upload-store';

export const DELETE = route({
  capability: 'data:import',
  handle: ({ db, params }) => removeUpload(db, idParam(params)),
});
