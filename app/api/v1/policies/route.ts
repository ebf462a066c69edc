import { newPolicySchema, policiesQuerySchema } from '@/lib/contracts/segments';
import { route } from '@/lib/server/http/route';
import { createPolicy, listPolicies } from '@/lib/server/queries/segments/policies';

export const GET = route({
  capability: 'data:read',
  query: policiesQuerySchema,
  handle: ({ db, query }) => listPolicies(db, query.dataset),
});

export const POST = route({
  capability: 'policies:write',
  body: newPolicySchema,
  handle: ({ db, session, body }) => createPolicy(db, session, body),
});
