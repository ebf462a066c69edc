import { z } from 'zod';
import { overridesSchema } from '@/lib/contracts/import';
import { tableSchema } from '@/lib/contracts/tables';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { idParam, route } from '@/lib/server/http/route';
import { inspectFile } from '@/lib/server/import/inspect';
import { uploadPath } from '@/lib/server/jobs/uploads';

export const POST = route({
  capability: 'data:import',
  body: z.object({ table: tableSchema.optional(), overrides: overridesSchema.optional() }),
  handle: async ({ db, params, body }) => {
    const id = idParam(params);
    const path = uploadPath(env().dataDir, id);
    const upload = await db.upload.findUnique({ where: { id } });
    if (!upload)
      throw new AppError('not_found', `There is no upload ${id}.`, { field: 'uploadId' });
    return inspectFile(path, { name: upload.name, ...body });
  },
});
