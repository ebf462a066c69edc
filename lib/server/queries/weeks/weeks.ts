import {
  type WeekDetail,
  type WeekGrade,
  type WeekSummary,
  weekContentSchema,
  weekGradeSchema,
} from '@/lib/contracts/weeks';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';
import { datasetToday, isOutcomeKnown } from '@/lib/server/work/today';

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const SUMMARY = { id: true, asOf: true, createdAt: true, grade: true } as const;
type StoredSummary = Awaited<ReturnType<typeof shownWeeks>>[number];

/** Frozen weeks up to a day, the newest first; without their contents, which are large. */
const shownWeeks = (db: Database, datasetId: string, until: string) =>
  db.week.findMany({
    where: { datasetId, asOf: { lte: dateOf(until) } },
    orderBy: { asOf: 'desc' },
    select: SUMMARY,
  });

/** Days of a dataset whose outcome days are over for its today; only their grades are told. */
async function knownDays(db: Database, datasetId: string, today: string): Promise<Set<string>> {
  const closed = await db.outcomeWeek.findMany({
    where: { datasetId },
    select: { asOf: true, outcomeDays: true },
  });
  return new Set(
    closed
      .map(({ asOf, outcomeDays }) => ({ day: isoDay(asOf), outcomeDays }))
      .filter(({ day, outcomeDays }) => isOutcomeKnown(day, outcomeDays, today))
      .map(({ day }) => day),
  );
}

const gradeOf = ({ asOf, grade }: StoredSummary, known: ReadonlySet<string>): WeekGrade | null =>
  grade && known.has(isoDay(asOf)) ? weekGradeSchema.parse(grade.content) : null;

const summaryOf = (week: StoredSummary, known: ReadonlySet<string>): WeekSummary => ({
  id: week.id,
  asOf: isoDay(week.asOf),
  createdAt: week.createdAt.toISOString(),
  isGraded: week.grade !== null && known.has(isoDay(week.asOf)),
});

/** The frozen weeks of a dataset. @throws AppError `not_found` */
export async function listWeeks(db: Database, datasetId: string) {
  const { today } = await datasetToday(db, datasetId);
  const [weeks, known] = await Promise.all([
    shownWeeks(db, datasetId, today),
    knownDays(db, datasetId, today),
  ]);
  return { weeks: weeks.map((week) => summaryOf(week, known)) };
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
  const [weeks, known] = await Promise.all([
    shownWeeks(db, found.datasetId, isoDay(found.asOf)),
    knownDays(db, found.datasetId, today),
  ]);
  const [week] = weeks;
  if (!week) throw new Error(`week ${id} vanished`);
  return {
    ...summaryOf(week, known),
    datasetId: found.datasetId,
    datasetName: found.dataset.name,
    versionId: found.snapshot.versionId,
    snapshotId: found.snapshotId,
    createdBy: found.createdBy,
    fingerprint: found.fingerprint,
    content: weekContentSchema.parse(found.content),
    grade: gradeOf(week, known),
    graded: weeks
      .flatMap((one) => {
        const grade = gradeOf(one, known);
        return grade ? [{ id: one.id, asOf: isoDay(one.asOf), grade }] : [];
      })
      .reverse(),
  };
}
