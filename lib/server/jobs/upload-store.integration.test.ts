import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusterPaths, stop as stopCluster } from '@/lib/server/db/embedded/cluster';
import { parseEnv } from '@/lib/server/env';
import { openRuntime, type Runtime } from '@/lib/server/runtime';
import { removeUpload, storeUpload } from './upload-store';
import { uploadPath } from './uploads';

const MB = 1024 * 1024;
const LIMIT_MB = 300;

let dataDir: string;
let runtime: Runtime;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-upload-'));
  // The store reads the environment, as in the web server.
  process.env.STAGELIGHT_DATA_DIR = dataDir;
  process.env.STAGELIGHT_UPLOAD_LIMIT_MB = String(LIMIT_MB);
  runtime = await openRuntime(parseEnv({ STAGELIGHT_DATA_DIR: dataDir }));
});
afterAll(async () => {
  await runtime.close();
  await stopCluster(clusterPaths(dataDir));
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** A request whose body is made as it is read: `chunks` of 64 KB, then its end or `failure`. */
function upload(
  chunks: number,
  more: { failure?: Error; headers?: Record<string, string>; onChunk?: () => void } = {},
): Request {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      more.onChunk?.();
      if (sent < chunks) {
        const chunk = new Uint8Array(64 * 1024).fill(sent % 251);
        sent++;
        controller.enqueue(chunk);
      } else if (more.failure) controller.error(more.failure);
      else controller.close();
    },
  });
  const init = { method: 'POST', body, headers: more.headers, duplex: 'half' };
  return new Request('http://127.0.0.1/api/v1/uploads', init as RequestInit);
}

const nothingLeft = async () => {
  expect(await readdir(path.join(dataDir, 'uploads')).catch(() => [])).toEqual([]);
  expect(await runtime.db.upload.count()).toBe(0);
};

it('streams 250 MB to disk in memory that does not grow with them', async () => {
  const before = process.memoryUsage.rss();
  let peak = before;
  const request = upload(4000, {
    onChunk: () => {
      peak = Math.max(peak, process.memoryUsage.rss());
    },
  });
  const stored = await storeUpload(runtime.db, request, 'large.csv');
  expect(stored).toMatchObject({ name: 'large.csv', bytes: 250 * MB });
  expect((peak - before) / MB).toBeLessThan(100);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(uploadPath(dataDir, stored.id))) hash.update(chunk);
  const expected = createHash('sha256');
  for (let i = 0; i < 4000; i++) expected.update(new Uint8Array(64 * 1024).fill(i % 251));
  expect(hash.digest('hex')).toBe(expected.digest('hex'));
  expect(await runtime.db.upload.findUnique({ where: { id: stored.id } })).toMatchObject({
    name: 'large.csv',
    bytes: BigInt(250 * MB),
  });
  expect((await stat(uploadPath(dataDir, stored.id))).size).toBe(250 * MB);
  await removeUpload(runtime.db, stored.id);
  await nothingLeft();
});

it('leaves nothing of an upload that breaks off', async () => {
  const failure = new Error('the connection was closed');
  await expect(storeUpload(runtime.db, upload(20, { failure }), 'broken.csv')).rejects.toThrow(
    'the connection was closed',
  );
  await nothingLeft();
});

it('refuses fewer bytes than were announced', async () => {
  const headers = { 'content-length': String(20 * 64 * 1024) };
  await expect(storeUpload(runtime.db, upload(19, { headers }), 'short.csv')).rejects.toMatchObject(
    {
      code: 'file_truncated',
      details: { file: 'short.csv' },
      message: 'short.csv is cut off: 1245184 of 1310720 bytes arrived. Upload the file again.',
    },
  );
  await nothingLeft();
});

it('refuses a body above the limit before all of it has arrived', async () => {
  let chunks = 0;
  const request = upload(16 * LIMIT_MB * 10, { onChunk: () => chunks++ });
  await expect(storeUpload(runtime.db, request, 'huge.csv')).rejects.toMatchObject({
    code: 'too_large',
    details: { file: 'huge.csv' },
  });
  expect(chunks).toBeLessThan(16 * LIMIT_MB + 200);
  await nothingLeft();
});

it('refuses an empty body', async () => {
  const without = new Request('http://127.0.0.1/api/v1/uploads', { method: 'POST' });
  await expect(storeUpload(runtime.db, without, 'none.csv')).rejects.toMatchObject({
    code: 'file_empty',
  });
  await expect(storeUpload(runtime.db, upload(0), 'none.csv')).rejects.toMatchObject({
    code: 'file_empty',
  });
  await nothingLeft();
});

it('takes only ids for paths', () => {
  expect(() => uploadPath(dataDir, '../../etc/passwd')).toThrowError(
    expect.objectContaining({ code: 'bad_request', details: { field: 'uploadId' } }),
  );
});
