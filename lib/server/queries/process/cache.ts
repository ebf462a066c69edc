import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Database } from '@/lib/server/db/client';

/** Answers kept for one version; the oldest make room. */
const MAX_RESULTS = 200;
/** Longer answers are computed again each time. */
const MAX_CHARACTERS = 4_000_000;
/** Part of every key: raise it when an answer's meaning changes. */
const FORMAT = 1;

interface Running {
  readonly result: Promise<unknown>;
  readonly abort: AbortController;
  waiting: number;
}
const running = new Map<string, Running>();

interface Ask<T> {
  readonly db: Database;
  readonly versionId: string;
  /** Everything the answer depends on beside the version. */
  readonly inputs: readonly unknown[];
  readonly schema: z.ZodType<T>;
  readonly signal?: AbortSignal;
  /** Its signal is aborted when nobody waits any more. */
  readonly compute: (signal: AbortSignal) => Promise<T>;
}

/**
 * The stored answer, or a new one that is then stored. Equal questions at the same time share one computation, which goes
 * on until the last of them has left.
 */
export async function cached<T>({
  db,
  versionId,
  inputs,
  schema,
  signal,
  compute,
}: Ask<T>): Promise<T> {
  const key = createHash('sha256')
    .update(JSON.stringify([FORMAT, inputs]))
    .digest('hex');
  const stored = await db.processResult.findUnique({
    where: { versionId_key: { versionId, key } },
  });
  const known = stored ? schema.safeParse(stored.value) : undefined;
  if (known?.success) return known.data;
  signal?.throwIfAborted();
  const name = `${versionId} ${key}`;
  const job =
    running.get(name) ??
    start(name, async (own) => {
      const value = await compute(own);
      await store(db, versionId, key, value);
      return value;
    });
  job.waiting += 1;
  const leave = () => {
    job.waiting -= 1;
    if (job.waiting > 0) return;
    // Whoever asks next must not join a computation that is being given up.
    if (running.get(name) === job) running.delete(name);
    job.abort.abort();
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return schema.parse(await job.result);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

function start(name: string, work: (signal: AbortSignal) => Promise<unknown>): Running {
  const abort = new AbortController();
  const result = work(abort.signal);
  const job: Running = { abort, waiting: 0, result };
  running.set(name, job);
  const done = () => {
    if (running.get(name) === job) running.delete(name);
  };
  result.then(done, done);
  return job;
}

async function store(db: Database, versionId: string, key: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  if (text.length > MAX_CHARACTERS) return;
  const json = JSON.parse(text);
  await db.processResult.upsert({
    where: { versionId_key: { versionId, key } },
    create: { versionId, key, value: json },
    update: { value: json, createdAt: new Date() },
  });
  const old = await db.processResult.findMany({
    where: { versionId },
    orderBy: { createdAt: 'desc' },
    skip: MAX_RESULTS,
    select: { key: true },
  });
  if (old.length > 0)
    await db.processResult.deleteMany({
      where: { versionId, key: { in: old.map((r) => r.key) } },
    });
}
