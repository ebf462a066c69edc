import { type ChampionReason, TARGETS, type Target } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import type { Champion, Prisma, Run } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';

export type ChampionWithRun = Champion & { readonly run: Run };

/** The present champion: the newest row counts. */
export const newestChampion = (
  db: Database | Prisma.TransactionClient,
  datasetId: string,
  target: string,
): Promise<ChampionWithRun | null> =>
  db.champion.findFirst({
    where: { datasetId, target },
    orderBy: [{ chosenAt: 'desc' }, { id: 'desc' }],
    include: { run: true },
  });

/** The present champion of each target; a target without one is absent. */
export async function currentChampions(
  db: Database,
  datasetId: string,
): Promise<Partial<Record<Target, ChampionWithRun>>> {
  const champions: Partial<Record<Target, ChampionWithRun>> = {};
  for (const target of TARGETS) {
    const newest = await newestChampion(db, datasetId, target);
    if (newest) champions[target] = newest;
  }
  return champions;
}

/** @throws AppError `no_champion` naming the targets that lack one */
export async function requireChampions(
  db: Database,
  datasetId: string,
): Promise<Record<Target, ChampionWithRun>> {
  const { churn, sticker } = await currentChampions(db, datasetId);
  if (churn && sticker) return { churn, sticker };
  const lacking = [...(churn ? [] : ['churn']), ...(sticker ? [] : ['sticker'])];
  throw new AppError(
    'no_champion',
    `There is no champion for ${lacking.join(' and ')} yet. Train models and choose one.`,
    { reason: lacking.join(', ') },
  );
}

/** Makes a run its target's champion from now on; the ones before stay on record. */
export async function promoteRun(
  tx: Prisma.TransactionClient,
  run: { readonly id: string; readonly target: string; readonly datasetId: string },
  chosenBy: string,
  reason: ChampionReason,
): Promise<void> {
  const { id, target, datasetId } = run;
  await tx.champion.create({ data: { datasetId, target, runId: id, chosenBy, reason } });
}
