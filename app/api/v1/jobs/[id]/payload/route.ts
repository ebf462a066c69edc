import { importPayloadSchema } from '@/lib/contracts/jobs';
import { AppError } from '@/lib/server/errors';
import { idParam, route } from '@/lib/server/http/route';
import { getJob } from '@/lib/server/jobs/store';

/** What an import from the browser was asked to do, so that it can be changed and tried again without a new upload. */
export const GET = route({
  capability: 'data:import',
  handle: async ({ db, params }) => {
    const job = await getJob(db, idParam(params));
    const payload = job.type === 'import' ? importPayloadSchema.parse(job.payload) : undefined;
    if (!payload || payload.files.some((file) => file.uploadId === undefined)) {
      throw new AppError('bad_request', 'Only an import of uploaded files can be changed here.', {
        field: 'id',
        reason: job.type,
      });
    }
    return payload;
  },
});
