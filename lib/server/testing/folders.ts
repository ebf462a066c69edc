import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clusterPaths, stop } from '@/lib/server/db/embedded/cluster';

const made: string[] = [];

/** A new data folder; `removeDataDirs` (in `afterAll`) stops the database in it and removes it. */
export async function newDataDir(): Promise<string> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-test-'));
  made.push(dir);
  return dir;
}

export async function removeDataDirs(): Promise<void> {
  for (const dir of made.splice(0)) {
    await stop(clusterPaths(dir));
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
