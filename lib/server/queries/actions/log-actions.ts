import type { NewAction } from '@/lib/contracts/actions';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { enqueueWebhooks } from '@/lib/server/webhooks/enqueue';
import { datasetToday } from '@/lib/server/work/today';
import { celebNames } from '../series/celebs';
import { isoDay } from '../series/version';
import { requireSnapshot } from '../snapshots/snapshots';
import { type OpenMembership, openMemberships } from './open-rounds';

/**
 * Logs what somebody did about celebs, and tells the webhooks. Without a round named, an action counts for the open round
 * in which its celeb is to be contacted.
 *
 * Celebs that an open round has set aside are refused unless `force` says that they were contacted all the same: what
 * contacting does can only be told from celebs whom nobody contacted.
 * @param by the person who did it
 * @throws AppError `not_found`, `celeb_unknown`, `celebs_held_out` naming the celebs and the round
 */
export async function logActions(
  db: Database,
  { snapshot: snapshotId, celebIds, kind, note, roundId, force }: NewAction,
  by: string,
): Promise<{ logged: number }> {
  const { version, versionId, asOf } = await requireSnapshot(db, snapshotId);
  const { datasetId } = version;
  const ids = [...new Set(celebIds)];
  await requireCelebs(db, versionId, version.number, ids);
  const { today } = await datasetToday(db, datasetId);
  return db.$transaction(async (tx) => {
    if (roundId !== undefined) await requireRound(tx, datasetId, roundId);
    const memberships = await openMemberships(tx, datasetId, ids, today);
    const heldOut = memberships.filter(({ isHoldout }) => isHoldout);
    if (heldOut.length > 0 && !force)
      throw setAside(heldOut, await celebNames(db, versionId, idsOf(heldOut)));
    const own = roundsOf(memberships);
    const rows = ids.map((celebId) => ({
      datasetId,
      celebId,
      asOf,
      roundId: roundId ?? own.get(celebId) ?? null,
      kind,
      note,
      createdBy: by,
    }));
    await tx.celebAction.createMany({ data: rows });
    for (const round of new Set(rows.map((row) => row.roundId)))
      await enqueueWebhooks(tx, datasetId, {
        event: 'action.logged',
        celebIds: rows.filter((row) => row.roundId === round).map(({ celebId }) => celebId),
        facts: { by, kind, note, asOf: isoDay(asOf), ...(round ? { roundId: round } : {}) },
      });
    return { logged: rows.length };
  });
}

const idsOf = (memberships: readonly OpenMembership[]) => [
  ...new Set(memberships.map(({ celebId }) => celebId)),
];

/** The newest round that each celeb is to be contacted in; else the newest that sets it aside. */
function roundsOf(memberships: readonly OpenMembership[]): Map<string, string> {
  const rounds = new Map<string, string>();
  for (const isHoldout of [false, true])
    for (const one of memberships)
      if (one.isHoldout === isHoldout && !rounds.has(one.celebId))
        rounds.set(one.celebId, one.round.id);
  return rounds;
}

async function requireCelebs(
  db: Database,
  versionId: string,
  number: number,
  ids: readonly string[],
): Promise<void> {
  const known = await db.celebSummary.findMany({
    where: { versionId, celebId: { in: [...ids] } },
    select: { celebId: true },
  });
  const found = new Set(known.map(({ celebId }) => celebId));
  const celeb = ids.find((id) => !found.has(id));
  if (celeb !== undefined)
    throw new AppError('celeb_unknown', `Version ${number} has no celeb ${celeb}.`, { celeb });
}

async function requireRound(
  tx: Prisma.TransactionClient,
  datasetId: string,
  id: string,
): Promise<void> {
  if ((await tx.round.count({ where: { id, datasetId } })) === 0)
    throw new AppError('not_found', `There is no round ${id}.`, { field: 'roundId', reason: id });
}

function setAside(
  heldOut: readonly OpenMembership[],
  names: ReadonlyMap<string, string>,
): AppError {
  const celebs = idsOf(heldOut);
  const rounds = [...new Set(heldOut.map(({ round }) => round.name))];
  const until = String(
    heldOut
      .map((one) => one.until)
      .sort()
      .at(-1),
  );
  return new AppError(
    'celebs_held_out',
    `${celebs.length} of these celebs are set aside until ${until} in the round ${rounds.join(', ')}: ${celebs.join(', ')}. Leave them out, or log it all the same with "force".`,
    {
      celebs,
      names: celebs.map((id) => names.get(id) ?? id),
      count: celebs.length,
      rounds,
      until,
    },
  );
}
