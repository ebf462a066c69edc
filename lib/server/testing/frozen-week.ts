import { randomUUID } from 'node:crypto';
import type { WeekContent } from '@/lib/contracts/weeks';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** A dataset with a frozen week and the rows that it stands on, without data or models. */
export async function frozenWeek(
  db: Database,
  { name, content }: { name: string; content: WeekContent },
): Promise<{ datasetId: string; versionId: string; weekId: string }> {
  const [versionId, runId, snapshotId, weekId] = [0, 0, 0, 0].map(() => randomUUID());
  if (!versionId || !runId || !snapshotId || !weekId) throw new Error('four ids');
  const asOf = dateOf(content.outcomeFrom);
  const { id: datasetId } = await db.dataset.create({ data: { name, timeZone: 'Asia/Seoul' } });
  await db.datasetVersion.create({
    data: {
      id: versionId,
      datasetId,
      number: 1,
      jobId: randomUUID(),
      firstDay: dateOf('2022-11-10'),
      lastDay: dateOf(content.to),
      eventRows: 0,
      stickerRows: 0,
      celebRows: 0,
      targetCelebs: content.celebs,
      dailyRows: 0,
      dailyColumns: [],
      quality: {},
    },
  });
  await db.run.create({
    data: {
      id: runId,
      versionId,
      jobId: randomUUID(),
      position: 0,
      target: 'churn',
      kind: 'gbdt',
      candidate: {},
      windows: {},
      split: {},
      splitSummary: {},
      features: [],
      engine: 'trees',
      libraries: {},
      log: [],
      parameters: 0,
      durationMs: 0,
      report: {},
    },
  });
  await db.scoreSnapshot.create({
    data: {
      id: snapshotId,
      versionId,
      jobId: randomUUID(),
      asOf,
      churnRunId: runId,
      stickerRunId: runId,
      celebs: content.celebs,
    },
  });
  await db.week.create({
    data: {
      id: weekId,
      datasetId,
      asOf,
      snapshotId,
      createdBy: 'Ara',
      fingerprint: 'f'.repeat(64),
      content: content as unknown as Prisma.InputJsonObject,
    },
  });
  return { datasetId, versionId, weekId };
}
