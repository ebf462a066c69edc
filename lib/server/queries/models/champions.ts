import { type ChampionView, championSchema, type Target } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { requireDataset } from './dataset';

/** Champions of a dataset, of one target or of both, newest first: the first of each target counts now. */
export async function championHistory(
  db: Database,
  datasetId: string,
  target?: Target,
): Promise<ChampionView[]> {
  const champions = await db.champion.findMany({
    where: { datasetId, target },
    orderBy: [{ chosenAt: 'desc' }, { id: 'desc' }],
    include: { run: { select: { kind: true, version: { select: { number: true } } } } },
  });
  return champions.map(({ run, ...champion }) =>
    championSchema.parse({
      ...champion,
      chosenAt: champion.chosenAt.toISOString(),
      kind: run.kind,
      versionNumber: run.version.number,
    }),
  );
}

/** @throws AppError `not_found` for an unknown dataset */
export async function listChampions(
  db: Database,
  datasetId: string,
): Promise<{ champions: ChampionView[] }> {
  return { champions: await championHistory(db, await requireDataset(db, datasetId)) };
}
