import type { RoundDetail, RoundMemberView, RoundSummary } from '@/lib/contracts/rounds';
import { actionKindSchema, workStatusSchema } from '@/lib/contracts/work';
import { judgeRound } from '@/lib/domain/segments/round-judgement';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { datasetToday } from '@/lib/server/work/today';
import { type LoadedRound, loadRounds } from './load-rounds';

/** @throws AppError `not_found`, also for a round of a day after its dataset's today */
async function requireRound(
  db: Database,
  id: string,
): Promise<LoadedRound & { readonly datasetId: string }> {
  const stored = await db.round.findUnique({ where: { id }, select: { datasetId: true } });
  if (stored) {
    const { datasetId } = stored;
    const { today } = await datasetToday(db, datasetId);
    const [round] = await loadRounds(db, { datasetId, today, id });
    if (round) return { ...round, datasetId };
  }
  throw new AppError('not_found', `There is no round ${id}.`, { field: 'round', reason: id });
}

/** A round in a few words. @throws AppError `not_found` */
export const roundSummary = async (db: Database, id: string): Promise<RoundSummary> =>
  (await requireRound(db, id)).summary;

/**
 * A round with its members, and its judgement once its outcome days are over. Sides are compared as they were drawn, not
 * by what was done (intention to treat): who was reached is no longer a matter of chance.
 * @throws AppError `not_found`
 */
export async function describeRound(db: Database, id: string): Promise<RoundDetail> {
  const { summary, sides, datasetId } = await requireRound(db, id);
  const members = await loadMembers(db, datasetId, summary);
  const total = members.reduce((sum, { churn }) => sum + churn, 0);
  return {
    ...summary,
    datasetId,
    members,
    sides,
    meanChurn: total / members.length,
    judgement: summary.isClosed ? judgeRound(sides) : null,
  };
}

interface MemberRow {
  readonly celebId: string;
  readonly name: string | null;
  readonly isHoldout: boolean;
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
  readonly owner: string | null;
  readonly status: string | null;
  readonly actions: number;
  readonly kind: string | null;
  readonly at: Date | null;
  readonly churned: boolean | null;
  readonly stickered: boolean | null;
}

async function loadMembers(
  db: Database,
  datasetId: string,
  { id, snapshotId, asOf, isClosed }: RoundSummary,
): Promise<RoundMemberView[]> {
  const rows = await db.$queryRaw<MemberRow[]>`
    SELECT m."celebId", s."name", m."isHoldout", s."churn", s."sticker", s."score", w."owner", w."status",
      a.actions, a.kind, a.at, o."churned", o."stickered"
    FROM "RoundMember" m
    JOIN "CelebScore" s ON s."snapshotId" = ${snapshotId}::uuid AND s."celebId" = m."celebId"
    LEFT JOIN "CelebWork" w ON w."datasetId" = ${datasetId}::uuid AND w."celebId" = m."celebId"
    LEFT JOIN "CelebOutcome" o
      ON o."datasetId" = ${datasetId}::uuid AND o."asOf" = ${asOf}::date AND o."celebId" = m."celebId"
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS actions, max(c."createdAt") AS at,
        (array_agg(c."kind" ORDER BY c."createdAt" DESC, c."id" DESC))[1] AS kind
      FROM "CelebAction" c
      WHERE c."datasetId" = ${datasetId}::uuid AND c."celebId" = m."celebId" 
        AND (c."asOf" = ${asOf}::date OR c."roundId" = ${id}::uuid)) a
    WHERE m."roundId" = ${id}::uuid
    ORDER BY s."rank", m."celebId"`;
  return rows.map(({ kind, at, churned, stickered, status, ...row }) => ({
    ...row,
    status: workStatusSchema.parse(status ?? 'open'),
    lastAction: kind && at ? { kind: actionKindSchema.parse(kind), at: at.toISOString() } : null,
    outcome: isClosed && churned !== null && stickered !== null ? { churned, stickered } : null,
  }));
}
