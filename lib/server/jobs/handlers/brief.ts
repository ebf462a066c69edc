import type { BriefPayload } from '@/lib/contracts/brief-job';
import type { Job } from '@/lib/server/db/generated/client';
import { enqueueBrief } from '@/lib/server/delivery/enqueue-brief';
import { withLake } from '@/lib/server/lake/duckdb';
import type { ModelContext } from '@/lib/server/models/train-candidates';
import { describeWeek } from '@/lib/server/weekly/freeze-week';
import { partId } from '../attempt';
import type { JobReporter } from '../progress';
import { completeJob, type FollowUp, holdJob } from '../store';
import { scoreDays, settleOutcomes } from './score';

/** Weeks that a first brief looks back on. */
const WEEKS_BEFORE = 8;

/** The weekly run that a job asks for when it ends. */
export const briefAfter = (title: string, versionId: string): FollowUp => ({
  type: 'brief',
  title,
  payload: { versionId, weeksBefore: WEEKS_BEFORE },
});

/** Keeps the ids of weeks apart from those of the snapshots that the same job makes. */
const WEEK_PARTS = 1000;

/**
 * The weekly run: scores a day and weeks before it, freezes what each week says, the oldest first, and grades the weeks
 * whose outcome is known. A week that is frozen stays as it is, whatever scores come later.
 * @throws AppError as scoring does
 */
export async function runBrief(
  context: ModelContext,
  job: Job,
  payload: BriefPayload,
  report: JobReporter,
): Promise<void> {
  const { db, dataDir, threads, memoryLimitMb } = context;
  const { version, snapshots } = await scoreDays(context, job, payload, report);
  const { datasetId, id: versionId } = version;
  report.stage('freeze');
  let weekId = '';
  for (const [part, { id: snapshotId, asOf }] of snapshots.entries()) {
    const key = { datasetId, asOf: new Date(`${asOf}T00:00:00Z`) };
    const existing = await db.week.findUnique({ where: { datasetId_asOf: key } });
    if (existing) report.log(`The week before ${asOf} is frozen already.`);
    weekId = existing?.id ?? partId(job, WEEK_PARTS + part);
    if (existing) continue;
    const lake = { threads, memoryLimitMb, signal: report.signal };
    const week = await withLake(lake, (connection) =>
      describeWeek(db, connection, dataDir, snapshotId),
    );
    await db.$transaction(async (tx) => {
      await holdJob(tx, job);
      await tx.week.create({
        data: { id: weekId, ...key, snapshotId, createdBy: job.createdBy, ...week },
      });
    });
    report.log(`The week before ${asOf} is frozen: ${week.fingerprint.slice(0, 12)}.`);
  }
  await settleOutcomes(context, version, report);
  const snapshotId = snapshots.at(-1)?.id ?? '';
  await db.$transaction(async (tx) => {
    if (payload.deliver) {
      const added = await enqueueBrief(tx, weekId);
      report.log(`The brief goes to ${added} recipients.`);
    }
    await completeJob(tx, job, { datasetId, versionId, snapshotId, weekId });
  });
}
