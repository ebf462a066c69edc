import { type ImportPayload, importPayloadSchema } from '@/lib/contracts/jobs';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';

export const POST = route({
  capability: 'data:import',
  body: importPayloadSchema,
  handle: async ({ db, body, session }) => {
    await requireUploads(db, body);
    return submitJob(session, 'import', await titleOf(db, body), body);
  },
});

/** What can be told at once is not left to the job. @throws AppError `bad_request`, `file_missing` */
async function requireUploads(db: Database, body: ImportPayload): Promise<void> {
  const ids = body.files.flatMap((file) => (file.path === undefined ? (file.uploadId ?? []) : []));
  if (ids.length < body.files.length) {
    throw new AppError(
      'bad_request',
      'A browser imports uploads only; paths on the server belong to the command line.',
      { field: 'files', reason: 'files' },
    );
  }
  const stored = await db.upload.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const missing = body.files.find((file) => stored.every((upload) => upload.id !== file.uploadId));
  if (missing) {
    throw new AppError('file_missing', `${missing.name}: its upload is no longer on the server.`, {
      file: missing.name,
    });
  }
}

/** The dataset's name. @throws AppError `not_found` */
async function titleOf(db: Database, body: ImportPayload): Promise<string> {
  if (body.newDataset) return body.newDataset.name;
  const dataset = await db.dataset.findUnique({ where: { id: body.datasetId } });
  if (!dataset) {
    throw new AppError('not_found', `There is no dataset ${body.datasetId}.`, {
      field: 'datasetId',
    });
  }
  return dataset.name;
}
