import type { ScorePayload } from '@/lib/contracts/models';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { requireChampions } from '@/lib/server/models/champions';
import { isoDay } from '@/lib/server/queries/series/version';
import { datasetToday } from '@/lib/server/work/today';
import { requireVersion } from '../series/version';

/**
 * What can be told at once is not left to the job. Without a day, the dataset's today is scored.
 * @returns the job's title, the dataset's name, and its payload
 * @throws AppError `not_found`, `no_champion`, `bad_request` for a day that the data do not reach, or that is not yet
 */
export async function checkScoring(
  db: Database,
  payload: ScorePayload,
): Promise<{ readonly title: string; readonly payload: ScorePayload }> {
  const version = await requireVersion(db, payload.versionId);
  await requireChampions(db, version.datasetId);
  const { today } = await datasetToday(db, version.datasetId);
  const end = addDays(isoDay(version.lastDay), 1);
  const hasDataPastToday = today < end;
  const last = hasDataPastToday ? today : end;
  const first = addDays(isoDay(version.firstDay), 7);
  const asOf = payload.asOf ?? last;
  if (asOf < first || asOf > last)
    throw new AppError(
      'bad_request',
      `asOf: ${asOf} cannot be scored; days from ${first} to ${last} can.`,
      { field: 'asOf', reason: `${asOf} (${first} – ${last})` },
    );
  const dataset = await db.dataset.findUniqueOrThrow({ where: { id: version.datasetId } });
  return { title: dataset.name, payload: { ...payload, asOf } };
}
