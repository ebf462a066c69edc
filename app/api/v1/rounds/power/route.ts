import { roundPowerQuerySchema } from '@/lib/contracts/rounds';
import { roundPower } from '@/lib/domain/segments/round-power';
import { route } from '@/lib/server/http/route';

export const GET = route({
  capability: 'data:read',
  query: roundPowerQuerySchema,
  handle: async ({ query }) => roundPower(query),
});
