import { idParam, route } from '@/lib/server/http/route';
import { describeExplanation } from '@/lib/server/queries/explain/explanations';

export const GET = route({
  capability: 'models:read',
  handle: ({ db, params }) => describeExplanation(db, idParam(params)),
});
