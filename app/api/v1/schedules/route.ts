import { newScheduleSchema, schedulesQuerySchema } from '@/lib/contracts/schedule';
import { route } from '@/lib/server/http/route';
import { getSchedule, setSchedule } from '@/lib/server/queries/schedule/schedule';

export const GET = route({
  capability: 'settings:write',
  query: schedulesQuerySchema,
  handle: ({ db, query }) => getSchedule(db, query.dataset),
});

export const POST = route({
  capability: 'settings:write',
  body: newScheduleSchema,
  handle: ({ db, body, session }) => setSchedule(db, body, session.name),
});
