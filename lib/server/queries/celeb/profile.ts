import type { CelebProfile } from '@/lib/contracts/celeb';
import { TARGETS, type Target, targetSchema } from '@/lib/contracts/models';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { workStatusSchema } from '@/lib/contracts/work';
import { splitScoreChange } from '@/lib/domain/segments/change-split';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { Prisma, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { snapshotThreshold } from '@/lib/server/segments/current-policy';
import { openMemberships } from '../actions/open-rounds';
import { outcomesOf } from '../actions/outcomes';
import { isoDay } from '../series/version';
import { scoreHistory } from './history';
import { scoreNeighbours } from './neighbours';
import { scoreReceipt } from './receipt';
import { type CelebAsOf, requireCeleb } from './require-celeb';

/**
 * A celeb as of one scored day: receipt of the score, what changed it since the scores before, reasons, neighbours by
 * rank, history, and the work on it.
 * @throws AppError `not_found`, `celeb_unknown`
 */
export async function celebProfile(
  db: Database,
  celebId: string,
  snapshotId: string,
): Promise<CelebProfile> {
  const asked = await requireCeleb(db, celebId, snapshotId);
  const { snapshot, celeb, today } = asked;
  const { datasetId } = snapshot.version;
  const asOf = isoDay(snapshot.asOf);
  const [scored, { policy }, previous, days] = await Promise.all([
    scoreReceipt(db, snapshot, celebId),
    snapshotThreshold(db, snapshot),
    previousScores(db, asked),
    daysOf(db, snapshot),
  ]);
  const [neighbours, history, reasons, explanations, work, memberships, outcomeOf] =
    await Promise.all([
      scored ? scoreNeighbours(db, scored.row) : { higher: null, lower: null },
      scoreHistory(db, asked),
      reasonsOf(db, snapshotId, celebId),
      explanationsOf(db, snapshot),
      db.celebWork.findUnique({ where: { datasetId_celebId: { datasetId, celebId } } }),
      openMemberships(db, datasetId, [celebId], today),
      outcomesOf(db, datasetId, today, [{ asOf, celebId }]),
    ]);
  return {
    datasetId,
    celeb: {
      id: celebId,
      name: scored?.row.name ?? celeb.name,
      joinedOn: celeb.joinedOn && isoDay(celeb.joinedOn),
      attributes: attributesOf(scored?.row.attributes ?? celeb.attributes),
    },
    asOf,
    versionId: snapshot.versionId,
    ...days,
    policy,
    receipt: scored?.receipt ?? null,
    lastOwnDay: scored?.row.lastOwnDay ? isoDay(scored.row.lastOwnDay) : null,
    lastStickerDay: scored?.row.lastStickerDay ? isoDay(scored.row.lastStickerDay) : null,
    previous,
    change: scored && previous?.receipt ? splitScoreChange(previous.receipt, scored.receipt) : null,
    reasons,
    explanations,
    ...neighbours,
    history,
    work: {
      owner: work?.owner ?? null,
      status: workStatusSchema.parse(work?.status ?? 'open'),
      updatedAt: work?.updatedAt.toISOString() ?? null,
      updatedBy: work?.updatedBy ?? null,
    },
    rounds: memberships.map(({ round, isHoldout, until }) => ({ ...round, isHoldout, until })),
    outcome: outcomeOf({ asOf, celebId }),
  };
}

/** The dataset's scores before a snapshot, as they were when it was made: those that its changes are told from. */
async function previousScores(
  db: Database,
  { snapshot, celeb }: CelebAsOf,
): Promise<CelebProfile['previous']> {
  const previous = await db.scoreSnapshot.findFirst({
    where: {
      version: { datasetId: snapshot.version.datasetId },
      asOf: { lt: snapshot.asOf },
      createdAt: { lt: snapshot.createdAt },
    },
    orderBy: [{ asOf: 'desc' }, { createdAt: 'desc' }],
    include: { version: { select: { datasetId: true } } },
  });
  if (!previous) return null;
  const scored = await scoreReceipt(db, previous, celeb.celebId);
  return {
    snapshotId: previous.id,
    asOf: isoDay(previous.asOf),
    receipt: scored?.receipt ?? null,
    sameModels: {
      churn: previous.churnRunId === snapshot.churnRunId,
      sticker: previous.stickerRunId === snapshot.stickerRunId,
    },
  };
}

async function daysOf(
  db: Database,
  { churnRunId, asOf }: ScoreSnapshot,
): Promise<Pick<CelebProfile, 'observed' | 'foretold'>> {
  const run = await db.run.findUniqueOrThrow({
    where: { id: churnRunId },
    select: { windows: true },
  });
  const { observeDays, outcomeDays } = windowSettingsSchema.parse(run.windows);
  const day = isoDay(asOf);
  return {
    observed: { from: addDays(day, -observeDays), to: addDays(day, -1) },
    foretold: { from: day, to: addDays(day, outcomeDays - 1) },
  };
}

async function reasonsOf(db: Database, snapshotId: string, celebId: string) {
  const rows = await db.celebReason.findMany({
    where: { snapshotId, celebId },
    orderBy: [{ target: 'asc' }, { position: 'asc' }],
  });
  return rows.map(({ target, feature, value, shap, week, weekBefore }) => ({
    target: targetSchema.parse(target),
    feature,
    value,
    shap,
    week,
    weekBefore,
  }));
}

/** Explanations of the runs that made a snapshot: of its own day and data if there is one, else the newest. */
async function explanationsOf(
  db: Database,
  { versionId, asOf, churnRunId, stickerRunId }: ScoreSnapshot,
): Promise<CelebProfile['explanations']> {
  const runs: Readonly<Record<Target, string>> = { churn: churnRunId, sticker: stickerRunId };
  const find = (target: Target, explanation?: Prisma.ExplanationWhereInput) =>
    db.explanationPart.findFirst({
      where: { target, runId: runs[target], explanation },
      orderBy: { explanation: { createdAt: 'desc' } },
      select: { explanationId: true },
    });
  const [churn, sticker] = await Promise.all(
    TARGETS.map(async (target) => {
      const part = (await find(target, { versionId, asOf })) ?? (await find(target));
      return part?.explanationId ?? null;
    }),
  );
  return { churn: churn ?? null, sticker: sticker ?? null };
}

function attributesOf(attributes: Prisma.JsonValue): CelebProfile['celeb']['attributes'] {
  if (attributes === null || typeof attributes !== 'object') return [];
  return Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => ({
      name,
      value: typeof value === 'object' ? JSON.stringify(value) : String(value),
    }));
}
