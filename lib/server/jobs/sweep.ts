import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { trainPayloadSchema } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { explanationsRoot } from '@/lib/server/explain/tables';
import { modelsRoot } from '@/lib/server/models/layout';
import { attemptId, partId, tempRoot } from './attempt';

const HOUR_MS = 3_600_000;
/** A failed or cancelled import can be tried again for so long; so can an upload wait for its import. */
const KEEP_UPLOADS_MS = 7 * 24 * HOUR_MS;
/** An upload that goes on writes all the time. */
const KEEP_PARTS_MS = HOUR_MS;

const ID_LENGTH = 36;
const list = (folder: string) => readdir(folder).catch((): string[] => []);
const remove = (target: string) => rm(target, { recursive: true, force: true });

/** Paths that were removed, relative to the data folder. */
export async function sweepFiles(db: Database, dataDir: string, now: Date): Promise<string[]> {
  const removed = [
    ...(await sweepAttempts(db, dataDir)),
    ...(await sweepUploads(db, dataDir, now)),
    ...(await sweepModels(db, dataDir)),
    ...(await sweepExplanations(db, dataDir)),
  ];
  return removed.map((file) => path.relative(dataDir, file)).sort();
}

/**
 * Removes the drafts and temporary folders of attempts that ended without publishing.
 *
 * Only names that this database gave out are ever touched: a folder of another database (a changed DATABASE_URL, a
 * restored backup) is not ours to judge. The folders are read before the rows. So a draft seen here belongs to an
 * attempt that had begun: it runs (kept), has published (then its version's row is there) or is dead.
 */
async function sweepAttempts(db: Database, dataDir: string): Promise<string[]> {
  const lake = path.join(dataDir, 'lake');
  const versions: { dataset: string; id: string }[] = [];
  const datasets = await list(lake);
  for (const dataset of datasets)
    for (const id of await list(path.join(lake, dataset))) versions.push({ dataset, id });
  const temps = await list(tempRoot(dataDir));

  const jobs = await db.job.findMany({ select: { id: true, attempt: true, status: true } });
  const dead = deadAttempts(jobs);
  const unsure = versions.filter((version) => dead.has(version.id));
  const published = new Set(
    (
      await db.datasetVersion.findMany({
        where: { id: { in: unsure.map((version) => version.id) } },
        select: { id: true },
      })
    ).map((version) => version.id),
  );
  const targets = [
    ...unsure
      .filter((version) => !published.has(version.id))
      .map((version) => path.join(lake, version.dataset, version.id)),
    ...temps
      .filter((name) => dead.has(name.slice(0, ID_LENGTH)))
      .map((name) => path.join(tempRoot(dataDir), name)),
  ];
  for (const target of targets) await remove(target);

  // The folder of a dataset that a job would have made. `rmdir` refuses one that is not empty.
  const ended = new Set(
    jobs.filter((job) => job.status !== 'running' && job.status !== 'queued').map((job) => job.id),
  );
  for (const dataset of datasets.filter((name) => ended.has(name)))
    await rmdir(path.join(lake, dataset)).catch(() => undefined);
  return targets;
}

/** Ids that attempts gave out which have ended, whether they published or not. */
function deadAttempts(jobs: readonly { id: string; attempt: number; status: string }[]) {
  const dead = new Set<string>();
  for (const job of jobs) {
    for (let attempt = 1; attempt <= job.attempt; attempt++) {
      if (job.status !== 'running' || attempt < job.attempt)
        dead.add(attemptId({ ...job, attempt }));
    }
  }
  return dead;
}

/**
 * Removes the model folders (and drafts of them) of attempts that died before the run's row was written. As above, only
 * names that this database gave out are touched, and the folders are read before the rows.
 */
async function sweepModels(db: Database, dataDir: string): Promise<string[]> {
  const root = modelsRoot(dataDir);
  const names = await list(root);
  if (names.length === 0) return [];
  const jobs = await db.job.findMany({
    where: { type: 'train' },
    select: { id: true, attempt: true, status: true, payload: true },
  });
  const dead = new Set<string>();
  for (const job of jobs) {
    const payload = trainPayloadSchema.safeParse(job.payload);
    if (!payload.success) continue;
    const parts = payload.data.targets.length * payload.data.candidates.length;
    for (let attempt = 1; attempt <= job.attempt; attempt++) {
      if (job.status === 'running' && attempt === job.attempt) continue;
      for (let part = 0; part < parts; part++) dead.add(partId({ id: job.id, attempt }, part));
    }
  }
  const unsure = names.filter((name) => dead.has(name.slice(0, ID_LENGTH)));
  const runs = await db.run.findMany({
    where: { id: { in: unsure.filter((name) => name.length === ID_LENGTH) } },
    select: { id: true },
  });
  const published = new Set(runs.map((run) => run.id));
  const targets = unsure
    .filter((name) => !published.has(name))
    .map((name) => path.join(root, name));
  for (const target of targets) await remove(target);
  return targets;
}

/** Removes the folders (and drafts of them) of explanations whose attempt died before the row was written; as above. */
async function sweepExplanations(db: Database, dataDir: string): Promise<string[]> {
  const root = explanationsRoot(dataDir);
  const names = await list(root);
  if (names.length === 0) return [];
  const dead = deadAttempts(
    await db.job.findMany({
      where: { type: 'explain' },
      select: { id: true, attempt: true, status: true },
    }),
  );
  const unsure = names.filter((name) => dead.has(name.slice(0, ID_LENGTH)));
  const rows = await db.explanation.findMany({
    where: { id: { in: unsure.filter((name) => name.length === ID_LENGTH) } },
    select: { id: true },
  });
  const published = new Set(rows.map((row) => row.id));
  const targets = unsure
    .filter((name) => !published.has(name))
    .map((name) => path.join(root, name));
  for (const target of targets) await remove(target);
  return targets;
}

/** Removes uploads whose import has succeeded, which nobody imported for a week, or which broke off. */
async function sweepUploads(db: Database, dataDir: string, now: Date): Promise<string[]> {
  const folder = path.join(dataDir, 'uploads');
  const files = await list(folder);
  if (files.length === 0) return [];
  const uses = await db.$queryRaw<{ upload: string; open: boolean; done: boolean; last: Date }[]>`
    SELECT file ->> 'uploadId' AS upload, bool_or(status IN ('queued', 'running')) AS open,
      bool_or(status = 'succeeded') AS done, max(coalesce("finishedAt", "createdAt")) AS last
    FROM "Job", jsonb_array_elements(payload -> 'files') AS file
    WHERE type = 'import' AND file ? 'uploadId' GROUP BY 1`;
  const useOf = new Map(uses.map((use) => [use.upload, use]));
  const removed: string[] = [];
  for (const name of files) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (!info) continue;
    const use = useOf.get(name);
    if (use?.open) continue;
    const lastUsedAt = Math.max(info.mtimeMs, use?.last.getTime() ?? 0);
    const keptMs = use?.done ? 0 : name.endsWith('.part') ? KEEP_PARTS_MS : KEEP_UPLOADS_MS;
    if (now.getTime() - lastUsedAt < keptMs) continue;
    await remove(file);
    if (name.length === ID_LENGTH) await db.upload.deleteMany({ where: { id: name } });
    removed.push(file);
  }
  return removed;
}
