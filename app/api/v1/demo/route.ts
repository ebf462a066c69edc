import { demoPayloadSchema } from '@/lib/contracts/jobs';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';

export const POST = route({
  capability: 'data:import',
  body: demoPayloadSchema,
  handle: ({ body, session }) => submitJob(session, 'demo', `Demo ${body.scale}x`, body),
});
