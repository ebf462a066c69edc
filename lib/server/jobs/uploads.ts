import path from 'node:path';
import { AppError } from '@/lib/server/errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Where an upload's bytes lie. The id is checked, since it becomes part of a path. */
export function uploadPath(dataDir: string, id: string): string {
  if (!UUID.test(id))
    throw new AppError('bad_request', `"${id}" is not the id of an upload.`, { field: 'uploadId' });
  return path.join(dataDir, 'uploads', id);
}
