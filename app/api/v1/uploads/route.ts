import { z } from 'zod';
import { route } from '@/lib/server/http/route';
import { storeUpload } from '@/lib/server/jobs/upload-store';

export const POST = route({
  capability: 'data:import',
  query: z.object({ name: z.string().min(1).max(255) }),
  handle: ({ db, request, query }) => storeUpload(db, request, query.name),
});
