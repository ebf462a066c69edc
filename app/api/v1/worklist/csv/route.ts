import { worklistCsvBodySchema, worklistSelectionSchema } from '@/lib/contracts/worklist';
import { route } from '@/lib/server/http/route';
import { chosenCsv, worklistCsv } from '@/lib/server/queries/worklist/csv';

export const GET = route({
  capability: 'data:read',
  query: worklistSelectionSchema,
  handle: ({ db, session, query }) => worklistCsv(db, session, query),
});

export const POST = route({
  capability: 'data:read',
  body: worklistCsvBodySchema,
  handle: ({ db, body }) => chosenCsv(db, body),
});
