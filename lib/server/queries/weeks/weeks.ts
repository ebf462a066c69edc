import {
  type WeekDetail,
  type WeekSummary,
  weekContentSchema,
  weekGradeSchema,
} from '@/lib/contracts/weeks';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';
import { datasetToday } from '@/lib/server/work/today';

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const withGrade = { include: { grade: true } } as const;
type StoredWeek = Awaited<ReturnType<typeof shownWeeks>>[number];

/** Frozen weeks up to a day, the newest first. */
const shownWeeks = (db: Database, datasetId: string, until: string) =>
  db.week.findMany({
    where: { datasetId, asOf: { lte: dateOf(until) } },
    orderBy: { asOf: 'desc' },
    ...withGrade,
  });

/** The grade of a week, once its outcome days are over for the dataset's today. */
function knownGrade(week: StoredWeek, today: string) {
  const { outcomeTo } = weekContentSchema.parse(week.content);
  return week.grade && addDays(outcomeTo, 1) <= today
    ? weekGradeSchema.parse(week.grade.content)
    : null;
}

const summaryOf = (week: StoredWeek, today: string): WeekSummary => ({
  id: week.id,
  asOf: isoDay(week.asOf),
  createdAt: week.createdAt.toISOString(),
  isGraded: knownGrade(week, today) !== null,
});

/** The frozen weeks of a dataset. @throws AppError `not_found` */
export async function listWeeks(db: Database, datasetId: string) {
  const { today } = await datasetToday(db, datasetId);
  const weeks = await shownWeeks(db, datasetId, today);
  return { weeks: weeks.map((week) => summaryOf(week, today)) };
}

/**
 * A week as it was believed, with the grades known by the dataset's today.
 * @throws AppError `not_found`, also for a week after the dataset's today
 */
export async function getWeek(db: Database, id: string): Promise<WeekDetail> {
  const found = await db.week.findUnique({
    where: { id },
    include: {
      dataset: { select: { name: true } },
      snapshot: { select: { versionId: true } },
    },
  });
  const today = found && (await datasetToday(db, found.datasetId)).today;
  if (!found || !today || isoDay(found.asOf) > today)
    throw new AppError('not_found', `There is no week ${id}.`, { field: 'week', reason: id });
  const weeks = await shownWeeks(db, found.datasetId, isoDay(found.asOf));
  const [week] = weeks;
  if (!week) throw new Error(`week ${id} vanished`);
  return {
    ...summaryOf(week, today),
    datasetId: found.datasetId,
    datasetName: found.dataset.name,
    versionId: found.snapshot.versionId,
    snapshotId: found.snapshotId,
    createdBy: found.createdBy,
    fingerprint: found.fingerprint,
    content: weekContentSchema.parse(found.content),
    grade: knownGrade(week, today),
    graded: weeks
      .flatMap((one) => {
        const grade = knownGrade(one, today);
        return grade ? [{ id: one.id, asOf: isoDay(one.asOf), grade }] : [];
      })
      .reverse(),
  };
}
