import type { z } from 'zod';
import type { Clock, setClockSchema } from '@/lib/contracts/clock';
import type { JobView } from '@/lib/contracts/jobs';
import { type ScorePayload, scorePayloadSchema } from '@/lib/contracts/models';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { jobView } from '@/lib/server/jobs/store';
import { currentChampions } from '@/lib/server/models/champions';
import { isoDay } from '@/lib/server/queries/series/version';
import { checkScoring } from '@/lib/server/queries/snapshots/start-scoring';
import { datasetToday } from './today';

/** Days of data that a clock leaves before it: scores and the week before them need some. */
const DAYS_BEFORE = 21;

async function newestVersion(db: Database, datasetId: string): Promise<DatasetVersion> {
  const version = await db.datasetVersion.findFirst({
    where: { datasetId },
    orderBy: { number: 'desc' },
  });
  if (!version)
    throw new AppError('not_found', `There is no dataset ${datasetId} with data.`, {
      field: 'dataset',
      reason: datasetId,
    });
  return version;
}

/** What day it is for a dataset, and which days its demo clock can be set to. @throws AppError `not_found` */
export async function readClock(db: Database, datasetId: string): Promise<Clock> {
  const version = await newestVersion(db, datasetId);
  const { today, end, isClockSet } = await datasetToday(db, datasetId);
  return {
    today,
    first: addDays(isoDay(version.firstDay), DAYS_BEFORE),
    end,
    isSet: isClockSet,
    isSimulated: version.simulated,
  };
}

interface ClockSet {
  readonly clock: Clock;
  /** The job that scores the day already; what to score where there is neither job nor scores. */
  readonly running: JobView | null;
  readonly toScore: { readonly title: string; readonly payload: ScorePayload } | null;
}

/**
 * Sets the demo clock of a simulated dataset. Nothing is deleted: what is later than the day is hidden, and shows again
 * once the clock has passed it.
 * @throws AppError `not_found`, `bad_request` for data that are not simulated, or a day that the clock cannot show
 */
export async function setClock(
  db: Database,
  { dataset: datasetId, day }: z.infer<typeof setClockSchema>,
): Promise<ClockSet> {
  const { first, end, isSimulated } = await readClock(db, datasetId);
  if (!isSimulated)
    throw new AppError(
      'bad_request',
      'dataset: only simulated data have a demo clock; for your own data today is the day after them.',
      { field: 'dataset', reason: datasetId },
    );
  if (day !== null && (day < first || day > end))
    throw new AppError(
      'bad_request',
      `day: the demo clock can be set to days from ${first} to ${end}, not to ${day}.`,
      { field: 'day', reason: `${day} (${first} – ${end})` },
    );
  // The end is kept as no day at all, so that it moves along when more data come.
  const clockDay = day === null || day === end ? null : new Date(`${day}T00:00:00Z`);
  await db.dataset.update({ where: { id: datasetId }, data: { clockDay } });
  const clock = await readClock(db, datasetId);
  return { clock, ...(await whatToScore(db, datasetId, clock.today)) };
}

async function whatToScore(
  db: Database,
  datasetId: string,
  asOf: string,
): Promise<Omit<ClockSet, 'clock'>> {
  const nothing = { running: null, toScore: null };
  const scored = await db.scoreSnapshot.findFirst({
    where: { version: { datasetId }, asOf: new Date(`${asOf}T00:00:00Z`) },
    select: { id: true },
  });
  const champions = await currentChampions(db, datasetId);
  if (scored || !champions.churn || !champions.sticker) return nothing;
  const { id: versionId } = await newestVersion(db, datasetId);
  const open = await db.job.findMany({
    where: { type: 'score', status: { in: ['queued', 'running'] }, cancelRequested: false },
  });
  const job = open.find(({ payload }) => {
    const wanted = scorePayloadSchema.parse(payload);
    return wanted.versionId === versionId && wanted.asOf === asOf;
  });
  if (job) return { ...nothing, running: jobView(job) };
  return {
    ...nothing,
    toScore: await checkScoring(db, { versionId, asOf, weeksBefore: 1 }),
  };
}
