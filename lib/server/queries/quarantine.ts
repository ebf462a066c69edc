import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { quarantineDir, versionDir } from '@/lib/server/lake/layout';

/** The rejected rows of one imported file as a CSV download, streamed from disk. */
export async function quarantineDownload(db: Database, fileId: string): Promise<Response> {
  const file = await db.importedFile.findUnique({
    where: { id: fileId },
    include: { version: true },
  });
  if (!file?.quarantineFile)
    throw new AppError('not_found', 'This file has no rejected rows.', { reason: fileId });
  const dir = versionDir(env().dataDir, file.version.datasetId, file.versionId);
  const stream = createReadStream(path.join(quarantineDir(dir), file.quarantineFile));
  const name = encodeURIComponent(`rejected-${file.name}.csv`);
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  });
}
