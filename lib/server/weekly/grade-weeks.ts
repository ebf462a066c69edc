import { runReportSchema, splitSummarySchema, TARGETS, type Target } from '@/lib/contracts/models';
import {
  type LIST_BASELINES,
  type WeekGrade,
  weekContentSchema,
  weekGradeSchema,
} from '@/lib/contracts/weeks';
import { bootstrapMetrics } from '@/lib/domain/metrics/bootstrap';
import { classificationReport } from '@/lib/domain/metrics/classification';
import { createRandom } from '@/lib/domain/random/generator';
import { gradeList, topRows } from '@/lib/domain/weekly/grade-list';
import type { Database } from '@/lib/server/db/client';
import type { Run } from '@/lib/server/db/generated/client';
import { isoDay } from '@/lib/server/queries/series/version';

/** Weeks whose predictions are judged together. */
const RECENT_WEEKS = 4;
const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;
const RESAMPLES = 500;
/** Seed of the intervals: a grade made again is the same. */
const SEED = 1;
const RECENT = 51;

/** One scored celeb whose outcome is known. */
interface Outcome {
  readonly celebId: string;
  readonly p: Readonly<Record<Target, number>>;
  readonly label: Readonly<Record<Target, number>>;
  readonly score: number;
  /** Days since the last own-room day, and fall of own-room activity in the last week. */
  readonly away: number;
  readonly fall: number;
  /** Received a sticker in the week before the day. */
  readonly wasPaid: boolean;
}

/**
 * Grades every frozen week whose outcome is written down and that has no grade yet, the oldest first.
 * @returns the days that were graded
 */
export async function gradeWeeks(db: Database, datasetId: string): Promise<string[]> {
  const [weeks, closed] = await Promise.all([
    db.week.findMany({ where: { datasetId }, orderBy: { asOf: 'asc' }, include: { grade: true } }),
    db.outcomeWeek.findMany({ where: { datasetId }, select: { asOf: true } }),
  ]);
  const known = new Set(closed.map(({ asOf }) => isoDay(asOf)));
  const gradable = weeks.filter(({ asOf }) => known.has(isoDay(asOf)));
  const graded: string[] = [];
  // A week counts into its own grade and into those of the three after it.
  const judged = new Map<string, Promise<JudgedWeek>>();
  const judge = (week: Week): Promise<JudgedWeek> => {
    const known = judged.get(week.id) ?? judgeWeek(db, week);
    judged.set(week.id, known);
    return known;
  };
  for (const [i, week] of gradable.entries()) {
    if (week.grade) continue;
    const recent = gradable.slice(Math.max(0, i + 1 - RECENT_WEEKS), i + 1);
    const content = gradeOf(week, await Promise.all(recent.map(judge)));
    const { count } = await db.weekGrade.createMany({
      data: [{ weekId: week.id, content }],
      skipDuplicates: true,
    });
    if (count > 0) graded.push(isoDay(week.asOf));
    // The oldest of them counts into no later grade.
    judged.delete(gradable[i + 1 - RECENT_WEEKS]?.id ?? '');
  }
  return graded;
}

type Week = Awaited<ReturnType<Database['week']['findMany']>>[number];

/** What is needed of a week to grade it, and those after it. */
interface JudgedWeek {
  readonly rows: readonly Outcome[];
  /** A model that scored it had learned from windows as late as it: its test begins only later. */
  readonly isInSample: boolean;
  readonly runs: Readonly<Record<Target, Run>>;
}

async function judgeWeek(db: Database, week: Week): Promise<JudgedWeek> {
  const { churnRun, stickerRun } = await db.scoreSnapshot.findUniqueOrThrow({
    where: { id: week.snapshotId },
    select: { churnRun: true, stickerRun: true },
  });
  const runs = { churn: churnRun, sticker: stickerRun };
  const isInSample = TARGETS.some((target) => {
    const { firstAnchor } = splitSummarySchema.parse(runs[target].splitSummary).test;
    return firstAnchor !== null && isoDay(week.asOf) < firstAnchor;
  });
  return { rows: await outcomesOf(db, week), isInSample, runs };
}

/** @param recent the week itself last, those that are judged together with it before */
function gradeOf(week: Week, recent: readonly JudgedWeek[]): WeekGrade {
  const judged = recent.at(-1);
  if (!judged) throw new RangeError('there is no week to grade');
  const { rows, isInSample, runs } = judged;
  const fresh = recent.filter((one) => !one.isInSample);
  const content = weekContentSchema.parse(week.content);
  const { threshold } = content.policy;
  const isListed = (row: number) =>
    threshold !== null && (rows[row]?.score ?? Number.NEGATIVE_INFINITY) >= threshold;
  const churned = rows.map(({ label }) => label.churn);
  const p = rows.map((row) => row.p.churn);
  const list = gradeList(churned, p, isListed);
  // The list is for those who take stickers away with them, so it is also graded by the leavers who had just received some.
  const paidChurned = rows.map(({ label, wasPaid }) => (wasPaid ? label.churn : 0));
  const paidP = rows.map((row) => (row.wasPaid ? row.p.churn : 0));
  const baseline = (rule: (typeof LIST_BASELINES)[number], values: readonly number[]) => {
    const top = topRows(values, list.listed);
    const isTop = (row: number) => top.has(row);
    return {
      rule,
      grade: gradeList(churned, p, isTop),
      paid: gradeList(paidChurned, paidP, isTop),
    };
  };
  return weekGradeSchema.parse({
    list,
    paid: gradeList(paidChurned, paidP, isListed),
    baselines: [
      baseline(
        'longest-away',
        rows.map(({ away }) => away),
      ),
      baseline(
        'largest-fall',
        rows.map(({ fall }) => fall),
      ),
    ],
    missing: content.celebs - rows.length,
    isInSample,
    targets: TARGETS.map((target) => {
      const recentRows = fresh.flatMap((one) => one.rows);
      const together = bootstrapMetrics(
        recentRows.map(({ label }) => label[target]),
        recentRows.map((row) => row.p[target]),
        recentRows.map(({ celebId }) => celebId),
        { resamples: RESAMPLES, random: createRandom(SEED, RECENT) },
      ).microAveragePrecision;
      const test = runReportSchema.parse(runs[target].report).test.microAveragePrecision;
      return {
        target,
        metrics: classificationReport(
          rows.map(({ label }) => label[target]),
          rows.map((row) => row.p[target]),
        ).metrics,
        recent: together,
        recentWeeks: fresh.length,
        test,
        isBelowTest: together.high !== null && test.low !== null && together.high < test.low,
      };
    }),
  });
}

async function outcomesOf(db: Database, { datasetId, asOf, snapshotId }: Week): Promise<Outcome[]> {
  const [scores, outcomes] = await Promise.all([
    db.celebScore.findMany({ where: { snapshotId }, orderBy: { celebId: 'asc' } }),
    db.celebOutcome.findMany({ where: { datasetId, asOf } }),
  ]);
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.celebId, outcome]));
  return scores.flatMap(
    ({ celebId, churn, sticker, score, lastOwnDay, lastStickerDay, ownWeeks }) => {
      const outcome = outcomeOf.get(celebId);
      if (!outcome) return [];
      const daysSince = (day: Date | null) =>
        day ? (asOf.getTime() - day.getTime()) / DAY_MS : Infinity;
      return [
        {
          celebId,
          p: { churn, sticker },
          label: { churn: Number(outcome.churned), sticker: Number(outcome.stickered) },
          score,
          away: daysSince(lastOwnDay),
          fall: (ownWeeks.at(-2) ?? 0) - (ownWeeks.at(-1) ?? 0),
          wasPaid: daysSince(lastStickerDay) <= WEEK_DAYS,
        },
      ];
    },
  );
}
