import { segmentComparisonQuerySchema } from '@/lib/contracts/segmentation';
import { route } from '@/lib/server/http/route';
import { compareSegments } from '@/lib/server/queries/segments/segmentation';

export const GET = route({
  capability: 'data:read',
  query: segmentComparisonQuerySchema,
  handle: ({ db, query }) => compareSegments(db, query),
});
