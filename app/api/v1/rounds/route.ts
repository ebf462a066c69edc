import { newRoundSchema, roundsQuerySchema } from '@/lib/contracts/rounds';
import { route } from '@/lib/server/http/route';
import { roundSummary } from '@/lib/server/queries/rounds/describe-round';
import { listRounds } from '@/lib/server/queries/rounds/list-rounds';
import { startRound } from '@/lib/server/work/rounds-start';

export const GET = route({
  capability: 'data:read',
  query: roundsQuerySchema,
  handle: ({ db, query }) => listRounds(db, query.dataset),
});

export const POST = route({
  capability: 'work:write',
  body: newRoundSchema,
  handle: async ({ db, body, session }) =>
    roundSummary(db, await startRound(db, body, session.name)),
});
