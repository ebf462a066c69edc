import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { UploadView } from '@/lib/contracts/datasets';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { uploadPath } from './uploads';

/**
 * Streams a request's body to disk; memory stays small whatever the size. An upload that breaks off leaves nothing.
 * @throws AppError `file_empty`, `file_truncated` when fewer bytes arrive than were announced, `too_large`, `disk_full`
 */
export async function storeUpload(
  db: Database,
  request: Request,
  name: string,
): Promise<UploadView> {
  const { dataDir, STAGELIGHT_UPLOAD_LIMIT_MB: limitMb } = env();
  if (!request.body) throw emptyUpload(name);
  const id = randomUUID();
  const target = uploadPath(dataDir, id);
  const draft = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true });
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitMb * 1024 * 1024) {
        done(
          new AppError(
            'too_large',
            `${name} is larger than ${limitMb} MB. Import it by the command line, or raise STAGELIGHT_UPLOAD_LIMIT_MB.`,
            { file: name },
          ),
        );
      } else done(null, chunk);
    },
  });
  try {
    await pipeline(
      Readable.fromWeb(request.body as import('node:stream/web').ReadableStream<Uint8Array>),
      meter,
      createWriteStream(draft),
    );
    if (bytes === 0) throw emptyUpload(name);
    const announced = Number(request.headers.get('content-length') ?? bytes);
    if (announced !== bytes) {
      throw new AppError(
        'file_truncated',
        `${name} is cut off: ${bytes} of ${announced} bytes arrived. Upload the file again.`,
        { file: name },
      );
    }
    await rename(draft, target);
    await db.upload.create({ data: { id, name, bytes } });
  } catch (error) {
    await rm(draft, { force: true });
    await rm(target, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new AppError(
        'disk_full',
        'The disk is full; the upload was removed and nothing else changed.',
      );
    }
    throw error;
  }
  return { id, name, bytes };
}

const emptyUpload = (name: string) =>
  new AppError('file_empty', `${name} is empty (0 bytes).`, { file: name });

export async function removeUpload(db: Database, id: string): Promise<void> {
  await rm(uploadPath(env().dataDir, id), { force: true });
  await db.upload.deleteMany({ where: { id } });
}
