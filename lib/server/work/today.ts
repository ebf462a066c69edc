import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';

/** What day it is for a dataset. */
export interface Today {
  readonly today: string;
  /** The day after the data of its newest version; a demo clock may stand before it. */
  readonly end: string;
  readonly isClockSet: boolean;
}

/**
 * The day it is for a dataset: the one after its data, or what its demo clock says. Nothing later is shown to anybody:
 * neither scores nor outcomes.
 * @throws AppError `not_found` for a dataset that is not there or has no version
 */
export async function datasetToday(db: Database, datasetId: string): Promise<Today> {
  const dataset = await db.dataset.findUnique({
    where: { id: datasetId },
    select: {
      clockDay: true,
      versions: { select: { lastDay: true }, orderBy: { number: 'desc' }, take: 1 },
    },
  });
  const newest = dataset?.versions[0];
  if (!newest)
    throw new AppError('not_found', `There is no dataset ${datasetId} with data.`, {
      field: 'dataset',
      reason: datasetId,
    });
  const end = addDays(isoDay(newest.lastDay), 1);
  const clock = dataset.clockDay && isoDay(dataset.clockDay);
  const isClockSet = clock !== null && clock < end;
  return { today: isClockSet ? clock : end, end, isClockSet };
}

/**
 * Whether a day's outcome days are over.
 * @param asOf the day of the scores
 * @param today what day it is for the dataset
 */
export const isOutcomeKnown = (asOf: string, outcomeDays: number, today: string): boolean =>
  addDays(asOf, outcomeDays) <= today;
