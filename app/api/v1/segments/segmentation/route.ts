import { segmentationQuerySchema } from '@/lib/contracts/segmentation';
import { route } from '@/lib/server/http/route';
import { segmentSnapshot } from '@/lib/server/queries/segments/segmentation';

export const GET = route({
  capability: 'data:read',
  query: segmentationQuerySchema,
  handle: ({ db, query }) => segmentSnapshot(db, query),
});
