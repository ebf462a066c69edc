import { openApiDocument } from '@/lib/contracts/api';
import { route } from '@/lib/server/http/route';
import { version } from '@/package.json';

export const GET = route({
  capability: 'data:read',
  handle: async () => openApiDocument(version),
});
