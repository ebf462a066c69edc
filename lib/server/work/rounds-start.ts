import { randomInt } from 'node:crypto';
import { LEAST_CELEBS, type NewRound, type TakenCeleb } from '@/lib/contracts/rounds';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { drawHoldout } from '@/lib/domain/segments/holdout';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { changeWork } from './change-work';
import { announceRound } from './rounds-announce';
import { takenCelebs } from './rounds-taken';
import { datasetToday, isOutcomeKnown } from './today';

/** Rows of one INSERT; PostgreSQL takes at most 65,535 parameters. */
const ROWS_AT_ONCE = 10_000;
/** Celebs that an error names; it tells how many there are. */
const NAMED = 20;

/**
 * Starts an assignment round: who is set aside is drawn by chance before anybody is contacted, the others are assigned,
 * and webhooks are told. All of it is stored, or nothing.
 * @param by the person who starts it; looks after the contacted when nobody else is named
 * @returns the round's id
 * @throws AppError `not_found`, `bad_request` for celebs that are named twice or not scored, `round_week_over`,
 * `round_name_taken`, `round_celebs_taken`, `round_too_few`
 */
export async function startRound(db: Database, body: NewRound, by: string): Promise<string> {
  const { name, celebIds, holdoutShare, owner = by, leaveOut } = body;
  const snapshot = await requireSnapshot(db, body.snapshot);
  const { datasetId } = snapshot.version;
  const { today } = await datasetToday(db, datasetId);
  await checkWeek(db, snapshot, today);
  await checkCelebs(db, snapshot.id, celebIds);
  const seed = body.seed ?? randomInt(2 ** 32);
  return db.$transaction(
    async (tx) => {
      // Rounds of a dataset start one after the other, and no action can be logged in between: a new one needs this row.
      await tx.$queryRaw`SELECT 1 FROM "Dataset" WHERE "id" = ${datasetId}::uuid FOR UPDATE`;
      const sameName = { datasetId_name: { datasetId, name } };
      if (await tx.round.findUnique({ where: sameName }))
        throw new AppError('round_name_taken', `There is a round “${name}” already.`, { name });
      const taken = await takenCelebs(tx, snapshot, celebIds, today);
      if (taken.length > 0 && !leaveOut) throw celebsTaken(taken);
      const cannot = new Set(taken.map(({ celebId }) => celebId));
      const free = celebIds.filter((id) => !cannot.has(id));
      if (free.length < LEAST_CELEBS)
        throw new AppError(
          'round_too_few',
          `A round needs at least ${LEAST_CELEBS} celebs that can take part; of the chosen ones ${free.length} can.`,
          { free: free.length, least: LEAST_CELEBS },
        );
      const holdout = drawHoldout(free, holdoutShare, seed);
      const aside = new Set(holdout);
      const contacted = free.filter((id) => !aside.has(id));
      const round = await tx.round.create({
        data: {
          datasetId,
          snapshotId: snapshot.id,
          name,
          holdoutShare,
          seed: BigInt(seed),
          owner,
          createdBy: by,
        },
      });
      const members = free.map((celebId) => ({
        roundId: round.id,
        celebId,
        isHoldout: aside.has(celebId),
      }));
      for (let at = 0; at < members.length; at += ROWS_AT_ONCE)
        await tx.roundMember.createMany({ data: members.slice(at, at + ROWS_AT_ONCE) });
      await changeWork(tx, datasetId, contacted, { owner, status: 'in-progress' }, by);
      await announceRound(tx, round, isoDay(snapshot.asOf), { contacted, holdout });
      return round.id;
    },
    { maxWait: 30_000, timeout: 120_000 },
  );
}

function celebsTaken(taken: readonly TakenCeleb[]): AppError {
  const names = taken.slice(0, NAMED).map(({ celebId, name }) => name ?? celebId);
  const acted = taken.filter(({ reason }) => reason === 'acted').length;
  return new AppError(
    'round_celebs_taken',
    `${taken.length} of the chosen celebs cannot take part (${acted} have an action as of this day, ${taken.length - acted} are in a round whose outcome is open): ${names.join(', ')}. Leave them out (leaveOut: true) or choose others.`,
    {
      count: taken.length,
      names: names.join(', '),
      more: Math.max(0, taken.length - NAMED),
      celebs: taken.map(({ celebId }) => celebId),
    },
  );
}

/** @throws AppError `round_week_over` when what became of the celebs is known: a draw would come too late */
async function checkWeek(
  db: Database,
  { asOf, churnRunId }: { readonly asOf: Date; readonly churnRunId: string },
  today: string,
): Promise<void> {
  const run = await db.run.findUniqueOrThrow({ where: { id: churnRunId } });
  const { outcomeDays } = windowSettingsSchema.parse(run.windows);
  const day = isoDay(asOf);
  if (isOutcomeKnown(day, outcomeDays, today))
    throw new AppError(
      'round_week_over',
      `The outcome of ${day} is known already; start the round from scores of a later day.`,
      { day },
    );
}

/** @throws AppError `bad_request` for celebs that are named twice or not scored */
export async function checkCelebs(
  db: Database | Prisma.TransactionClient,
  snapshotId: string,
  celebIds: readonly string[],
): Promise<void> {
  const seen = new Set<string>();
  const twice = celebIds.find((id) => seen.size === seen.add(id).size);
  if (twice !== undefined)
    throw new AppError('bad_request', `celebIds: ${twice} is named twice.`, {
      field: 'celebIds',
      reason: twice,
    });
  const unknown = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM unnest(${[...celebIds]}::text[]) AS id
    WHERE NOT EXISTS (SELECT 1 FROM "CelebScore" s
                      WHERE s."snapshotId" = ${snapshotId}::uuid AND s."celebId" = id)
    LIMIT ${NAMED}`;
  if (unknown.length > 0) {
    const ids = unknown.map(({ id }) => id).join(', ');
    throw new AppError('bad_request', `celebIds: ${ids} are not in the scores.`, {
      field: 'celebIds',
      reason: ids,
    });
  }
}
