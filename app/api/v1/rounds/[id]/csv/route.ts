import { toCsv } from '@/lib/client/csv';
import { roundCsvQuerySchema } from '@/lib/contracts/rounds';
import { idParam, route } from '@/lib/server/http/route';
import { roundCsv } from '@/lib/server/queries/rounds/round-csv';

export const GET = route({
  capability: 'data:read',
  query: roundCsvQuerySchema,
  handle: async ({ db, params, query }) => {
    const { header, rows } = await roundCsv(db, idParam(params), query.members);
    return new Response(toCsv(header, rows), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="round-${query.members}.csv"`,
      },
    });
  },
});
