import { importPayloadSchema } from '@/lib/contracts/jobs';
import { AppError } from '@/lib/server/errors';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';

export const POST = route({
  capability: 'data:import',
  body: importPayloadSchema,
  handle: async ({ db, body, session }) => {
    if (body.files.some((f) => f.path !== undefined || f.uploadId === undefined)) {
      throw new AppError(
        'bad_request',
        'A browser imports uploads only; paths on the server belong to the command line.',
        { field: 'files' },
      );
    }
    const dataset = body.datasetId
      ? await db.dataset.findUnique({ where: { id: body.datasetId } })
      : null;
    return submitJob(session, 'import', dataset?.name ?? body.newDataset?.name ?? '', body);
  },
});
