import { clockQuerySchema, setClockSchema } from '@/lib/contracts/clock';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { readClock, setClock } from '@/lib/server/work/clock';

export const GET = route({
  capability: 'data:read',
  query: clockQuerySchema,
  handle: ({ db, query }) => readClock(db, query.dataset),
});

export const POST = route({
  capability: 'scores:write',
  body: setClockSchema,
  handle: async ({ db, body, session }) => {
    const { clock, running, toScore } = await setClock(db, body);
    const job = toScore
      ? await submitJob(session, 'score', toScore.title, toScore.payload)
      : running;
    return { clock, job };
  },
});
