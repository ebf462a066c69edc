import { roundPlanBodySchema } from '@/lib/contracts/rounds';
import { route } from '@/lib/server/http/route';
import { planRound } from '@/lib/server/queries/rounds/plan-round';

export const POST = route({
  capability: 'data:read',
  body: roundPlanBodySchema,
  handle: ({ db, body }) => planRound(db, body),
});
