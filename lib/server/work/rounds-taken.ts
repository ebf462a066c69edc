import type { TakenCeleb } from '@/lib/contracts/rounds';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { isoDay } from '@/lib/server/queries/series/version';
import { isOutcomeKnown } from './today';

/** The scores that a round answers. */
export interface RoundSnapshot {
  readonly id: string;
  readonly asOf: Date;
  readonly version: { readonly datasetId: string };
}

/** Rounds up to today whose outcome nobody knows yet. */
async function openRounds(
  db: Database | Prisma.TransactionClient,
  datasetId: string,
  today: string,
): Promise<string[]> {
  const rounds = await db.round.findMany({
    where: { datasetId, snapshot: { asOf: { lte: new Date(`${today}T00:00:00Z`) } } },
    select: {
      id: true,
      snapshot: { select: { asOf: true, churnRun: { select: { windows: true } } } },
    },
  });
  return rounds
    .filter(({ snapshot: { asOf, churnRun } }) => {
      const { outcomeDays } = windowSettingsSchema.parse(churnRun.windows);
      return !isOutcomeKnown(isoDay(asOf), outcomeDays, today);
    })
    .map(({ id }) => id);
}

/**
 * Of some celebs those that cannot take part in a new round: somebody has done something about them as of the day
 * already, so chance could not decide it any more, or another round waits for what becomes of them.
 * @returns in the order of the ids
 */
export async function takenCelebs(
  db: Database | Prisma.TransactionClient,
  { id: snapshotId, asOf, version: { datasetId } }: RoundSnapshot,
  celebIds: readonly string[],
  today: string,
): Promise<TakenCeleb[]> {
  const open = await openRounds(db, datasetId, today);
  return db.$queryRaw<TakenCeleb[]>`
    SELECT t."celebId", s."name", CASE WHEN t.acted THEN 'acted' ELSE 'in-round' END AS reason
    FROM (
      SELECT chosen.id AS "celebId", chosen.at,
        EXISTS (SELECT 1 FROM "CelebAction" a
                WHERE a."datasetId" = ${datasetId}::uuid AND a."celebId" = chosen.id AND a."asOf" = ${isoDay(asOf)}::date) AS acted,
        EXISTS (SELECT 1 FROM "RoundMember" m
                WHERE m."celebId" = chosen.id AND m."roundId" = ANY(${open}::uuid[])) AS "inRound"
      FROM unnest(${[...celebIds]}::text[]) WITH ORDINALITY AS chosen(id, at)
    ) t
    LEFT JOIN "CelebScore" s ON s."snapshotId" = ${snapshotId}::uuid AND s."celebId" = t."celebId"
    WHERE t.acted OR t."inRound"
    ORDER BY t.at`;
}
