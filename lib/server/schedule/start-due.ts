import type { WeeklyPayload } from '@/lib/contracts/weekly-job';
import { nextRun } from '@/lib/domain/schedule/next-run';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { JOB_CHANNEL } from '@/lib/server/jobs/store';
import { lookInto } from './folder';

/** A file that changed so lately may still be written. */
const SETTLED_AFTER_MS = 60_000;
/** How long a due run waits for files that are being written; then it goes on without them. */
const FOLDER_PATIENCE_MS = 30 * 60_000;

/**
 * Starts the runs that are due, each once: the due time is marked as seen to in the transaction that stores its job.
 * However many due times went by while nobody looked, one run makes up for them.
 * @returns the ids of the jobs, which are stored and still to be sent
 */
export async function startDue(db: Database, now: Date): Promise<string[]> {
  const due = await db.schedule.findMany({
    where: { enabled: true, nextAt: { lte: now } },
    orderBy: { nextAt: 'asc' },
  });
  const started: string[] = [];
  for (const { datasetId, folder, nextAt } of due) {
    if (folder !== null && nextAt && (await isBeingFilled(folder, nextAt, now))) continue;
    const job = await startOne(db, datasetId, now);
    if (job) started.push(job);
  }
  return started;
}

const settledBefore = (now: Date) => new Date(now.getTime() - SETTLED_AFTER_MS);

/** A folder that cannot be read holds nothing up: its run says what is wrong with it. */
async function isBeingFilled(folder: string, dueAt: Date, now: Date): Promise<boolean> {
  if (now.getTime() - dueAt.getTime() >= FOLDER_PATIENCE_MS) return false;
  const { writing } = await lookInto(folder, settledBefore(now)).catch(() => ({ writing: [] }));
  return writing.length > 0;
}

const startOne = (db: Database, datasetId: string, now: Date): Promise<string | undefined> =>
  db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "Schedule"
      WHERE "datasetId" = ${datasetId}::uuid AND enabled AND "nextAt" <= ${now} FOR UPDATE SKIP LOCKED`;
    if (!locked) return undefined;
    const { dataset, ...schedule } = await tx.schedule.findUniqueOrThrow({
      where: { datasetId },
      include: { dataset: { select: { name: true, timeZone: true } } },
    });
    const dueAt = schedule.nextAt ?? now;
    const nextAt = nextRun(now, schedule, dataset.timeZone);
    await tx.schedule.update({ where: { datasetId }, data: { nextAt } });
    // Due a second time: the machine's clock was put back since.
    if (await tx.scheduledRun.findUnique({ where: { datasetId_dueAt: { datasetId, dueAt } } }))
      return undefined;
    const payload: WeeklyPayload = {
      datasetId,
      folder: schedule.folder,
      settledBefore: settledBefore(now).toISOString(),
    };
    const { id } = await tx.job.create({
      data: {
        type: 'weekly',
        title: dataset.name,
        payload: payload satisfies Prisma.InputJsonObject,
        createdBy: schedule.updatedBy,
      },
    });
    await tx.scheduledRun.create({ data: { datasetId, dueAt, jobId: id } });
    await tx.$executeRaw`SELECT pg_notify(${JOB_CHANNEL}, ${id})`;
    return id;
  });
