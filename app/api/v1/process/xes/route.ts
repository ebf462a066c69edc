import { processQuerySchema } from '@/lib/contracts/process';
import { route } from '@/lib/server/http/route';
import { xesStream } from '@/lib/server/queries/process/xes';

export const GET = route({
  capability: 'data:read',
  query: processQuerySchema,
  handle: async ({ db, query, request }) =>
    new Response(await xesStream(db, query, request.signal), {
      headers: {
        'content-type': 'application/xml; charset=utf-8',
        'content-disposition': 'attachment; filename="events.xes"',
      },
    }),
});
