import type { JobView } from '@/lib/contracts/jobs';
import type { TrainPayload } from '@/lib/contracts/models';
import type { SearchSettings } from '@/lib/contracts/search';
import { trialCandidate } from '@/lib/contracts/search-space';
import { authorise, type Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { cancelJob } from '@/lib/server/jobs/store';
import { submitJob } from '@/lib/server/jobs/submit';
import { searchJobs } from '@/lib/server/queries/searches/searches';
import { requireFeatures, requireVersionWithWindows } from '../version';
import { readSearch, readTrials } from './trial-store';

/**
 * Stores a search; jobs with its id work on it.
 * @throws AppError `not_found`, `features_missing`, `forbidden`
 */
export async function createSearch(
  db: Database,
  session: Session,
  settings: SearchSettings,
): Promise<{ id: string; title: string }> {
  const { name: createdBy } = authorise(session, 'models:train');
  const version = await requireVersionWithWindows(db, settings.versionId);
  requireFeatures(settings.features ?? [], version);
  const { versionId, target } = settings;
  const { id } = await db.search.create({
    data: { versionId, target, settings: settings as Prisma.InputJsonValue, createdBy },
  });
  return { id, title: await titleOf(db, versionId) };
}

/** Puts so many more jobs to work on a search. @throws AppError `not_found`, `conflict` when no trial is left */
export async function startSearchJobs(
  db: Database,
  session: Session,
  searchId: string,
  workers: number,
): Promise<JobView[]> {
  const { settings, versionId } = await readSearch(db, searchId);
  const trials = await readTrials(db, searchId);
  const ended = trials.filter((trial) => trial.status !== 'running').length;
  if (ended >= settings.trials) {
    throw new AppError('conflict', `All ${settings.trials} trials of this search have ended.`);
  }
  const title = await titleOf(db, versionId);
  const jobs: JobView[] = [];
  for (let i = 0; i < workers; i++)
    jobs.push(await submitJob(session, 'search', title, { searchId }));
  return jobs;
}

/** Asks all jobs of a search to stop; finished trials stay. @throws AppError `conflict` when none works on it */
export async function stopSearch(db: Database, searchId: string): Promise<void> {
  const open = (await searchJobs(db, searchId)).filter(
    (job) => job.status === 'queued' || job.status === 'running',
  );
  if (open.length === 0) throw new AppError('conflict', 'No job works on this search.');
  for (const job of open) {
    await cancelJob(db, job.id).catch((error: unknown) => {
      // It ended in this very moment, which is what was asked for.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    });
  }
}

/**
 * What trains a trial's settings anew, as a run of its own.
 * @throws AppError `not_found`, `conflict` for a trial that has not finished
 */
export async function trialTraining(
  db: Database,
  searchId: string,
  number: number,
  promote: boolean,
): Promise<{ payload: TrainPayload; title: string }> {
  const { settings, versionId } = await readSearch(db, searchId);
  const trial = (await readTrials(db, searchId)).find((one) => one.number === number);
  if (!trial) {
    throw new AppError('not_found', `The search has no trial ${number}.`, { field: 'trial' });
  }
  if (trial.status !== 'finished') {
    throw new AppError('conflict', `Trial ${number} has not finished (${trial.status}).`);
  }
  const payload: TrainPayload = {
    versionId,
    split: settings.split,
    features: settings.features,
    targets: [settings.target],
    candidates: [trialCandidate(settings, trial.parameters, number)],
    calibration: 'platt',
    promote: promote ? 'best' : 'never',
    searchId,
    score: false,
    explain: false,
    brief: false,
  };
  return { payload, title: await titleOf(db, versionId) };
}

async function titleOf(db: Database, versionId: string): Promise<string> {
  const version = await db.datasetVersion.findUnique({
    where: { id: versionId },
    include: { dataset: { select: { name: true } } },
  });
  return version?.dataset.name ?? '';
}
