import type { NewSchedule, ScheduledRunView, ScheduleView } from '@/lib/contracts/schedule';
import { nextRun } from '@/lib/domain/schedule/next-run';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { jobView } from '@/lib/server/jobs/store';
import { checkFolder } from '@/lib/server/schedule/folder';

/** Runs that a schedule tells of. */
const RUNS = 5;

/** @throws AppError `not_found` for an unknown dataset */
export async function getSchedule(
  db: Database,
  datasetId: string,
): Promise<{ readonly timeZone: string; readonly schedule: ScheduleView | null }> {
  const dataset = await db.dataset.findUnique({
    where: { id: datasetId },
    include: { schedule: { include: { runs: { orderBy: { dueAt: 'desc' }, take: RUNS } } } },
  });
  if (!dataset)
    throw new AppError('not_found', `There is no dataset ${datasetId}.`, {
      field: 'dataset',
      reason: datasetId,
    });
  const { timeZone, schedule } = dataset;
  if (!schedule) return { timeZone, schedule: null };
  const { enabled, weekday, minute, folder, nextAt, updatedAt, updatedBy } = schedule;
  const runs: ScheduledRunView[] = [];
  for (const { dueAt, startedAt, jobId } of schedule.runs)
    runs.push({
      dueAt: dueAt.toISOString(),
      startedAt: startedAt.toISOString(),
      job: await lastOfChain(db, jobId),
    });
  return {
    timeZone,
    schedule: {
      datasetId,
      timeZone,
      enabled,
      weekday,
      minute,
      folder,
      nextAt: nextAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
      updatedBy,
      runs,
    },
  };
}

/** The newest of the jobs that followed one another; null when they are not kept. */
async function lastOfChain(db: Database, jobId: string): Promise<ScheduledRunView['job']> {
  const [last] = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT id, 0 AS step FROM "Job" WHERE id = ${jobId}::uuid
      UNION ALL
      SELECT next.id, chain.step + 1 FROM "Job" next JOIN chain ON next."followsId" = chain.id
    )
    SELECT id FROM chain ORDER BY step DESC LIMIT 1`;
  const job = last && (await db.job.findUnique({ where: { id: last.id } }));
  if (!job) return null;
  const { id, type, status, error } = jobView(job);
  return { id, type, status, error };
}

/**
 * Sets when the weekly run is due; from now on, not for times that are over.
 * @param by the person who sets it; its jobs run in their name
 * @throws AppError `folder_unusable`, `not_found`
 */
export async function setSchedule(
  db: Database,
  { dataset: datasetId, ...set }: NewSchedule,
  by: string,
): Promise<ScheduleView> {
  const { timeZone } = await getSchedule(db, datasetId);
  if (set.folder !== null) await checkFolder(set.folder);
  const now = new Date();
  const data = {
    ...set,
    nextAt: set.enabled ? nextRun(now, set, timeZone) : null,
    updatedAt: now,
    updatedBy: by,
  };
  await db.schedule.upsert({
    where: { datasetId },
    create: { datasetId, ...data },
    update: data,
  });
  const { schedule } = await getSchedule(db, datasetId);
  if (!schedule) throw new Error(`the schedule of ${datasetId} vanished`);
  return schedule;
}
