import type { RoundSide, RoundSummary } from '@/lib/contracts/rounds';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { judgeRound } from '@/lib/domain/segments/round-judgement';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { isOutcomeKnown } from '@/lib/server/work/today';
import { isoDay } from '../series/version';

/** A round with what is known of both sides today. */
export interface LoadedRound {
  readonly summary: RoundSummary;
  readonly sides: { readonly contacted: RoundSide; readonly holdout: RoundSide };
}

const NOBODY: RoundSide = { celebs: 0, known: 0, churned: 0, stickered: 0, acted: 0 };

/**
 * Rounds of a dataset up to today, the newest day first. Before a round's outcome days are over, nothing of its outcome
 * is told, even where the data know it already (demo clock).
 * @param id only this round
 */
export async function loadRounds(
  db: Database,
  { datasetId, today, id }: { datasetId: string; today: string; id?: string },
): Promise<LoadedRound[]> {
  const [rounds, weeks, counts] = await Promise.all([
    db.round.findMany({
      where: { datasetId, id, snapshot: { asOf: { lte: new Date(`${today}T00:00:00Z`) } } },
      include: { snapshot: { select: { asOf: true, churnRun: { select: { windows: true } } } } },
      orderBy: [{ snapshot: { asOf: 'desc' } }, { createdAt: 'desc' }, { id: 'desc' }],
    }),
    db.outcomeWeek.findMany({ where: { datasetId } }),
    countSides(db, datasetId, id),
  ]);
  const weekOf = new Map(weeks.map((week) => [isoDay(week.asOf), week]));
  return rounds.map((round): LoadedRound => {
    const asOf = isoDay(round.snapshot.asOf);
    const week = weekOf.get(asOf);
    const { outcomeDays } = week ?? windowSettingsSchema.parse(round.snapshot.churnRun.windows);
    const isClosed = week !== undefined && isOutcomeKnown(asOf, outcomeDays, today);
    const side = (isHoldout: boolean): RoundSide => {
      const found = counts.get(`${round.id} ${isHoldout}`) ?? NOBODY;
      return isClosed ? found : { ...NOBODY, celebs: found.celebs, acted: found.acted };
    };
    const sides = { contacted: side(false), holdout: side(true) };
    const summary: RoundSummary = {
      id: round.id,
      name: round.name,
      snapshotId: round.snapshotId,
      asOf,
      outcomeEnd: addDays(asOf, outcomeDays - 1),
      contacted: sides.contacted.celebs,
      holdout: sides.holdout.celebs,
      holdoutShare: round.holdoutShare,
      seed: Number(round.seed),
      owner: round.owner,
      createdAt: round.createdAt.toISOString(),
      createdBy: round.createdBy,
      isClosed,
      verdict: isClosed && sides.holdout.celebs > 0 ? judgeRound(sides).verdict : null,
    };
    return { summary, sides };
  });
}

/** Counts of each side of rounds, by round and side; outcomes as far as the data know them. */
async function countSides(
  db: Database,
  datasetId: string,
  id: string | undefined,
): Promise<Map<string, RoundSide>> {
  const rows = await db.$queryRaw<(RoundSide & { roundId: string; isHoldout: boolean })[]>`
    SELECT m."roundId", m."isHoldout", count(*)::int AS celebs, count(o."celebId")::int AS known,
      count(*) FILTER (WHERE o."churned")::int AS churned,
      count(*) FILTER (WHERE o."stickered")::int AS stickered,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM "CelebAction" a
        WHERE a."datasetId" = r."datasetId" AND a."celebId" = m."celebId" 
          AND (a."asOf" = s."asOf" OR a."roundId" = r."id")))::int AS acted
    FROM "RoundMember" m
    JOIN "Round" r ON r."id" = m."roundId"
    JOIN "ScoreSnapshot" s ON s."id" = r."snapshotId"
    LEFT JOIN "CelebOutcome" o
      ON o."datasetId" = r."datasetId" AND o."asOf" = s."asOf" AND o."celebId" = m."celebId"
    WHERE r."datasetId" = ${datasetId}::uuid AND (${id ?? null}::uuid IS NULL OR r."id" = ${id ?? null}::uuid)
    GROUP BY m."roundId", m."isHoldout"`;
  return new Map(rows.map(({ roundId, isHoldout, ...side }) => [`${roundId} ${isHoldout}`, side]));
}
