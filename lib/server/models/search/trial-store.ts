import {
  type SearchSettings,
  searchSettingsSchema,
  type TrialParameters,
  type TrialView,
  trialParametersSchema,
  trialSchema,
} from '@/lib/contracts/search';
import { SEARCH_DIRECTION, searchSpaceOf, searchTrialOf } from '@/lib/contracts/search-space';
import { createRandom } from '@/lib/domain/random/generator';
import { sampleUniform } from '@/lib/domain/search/space';
import { propose } from '@/lib/domain/search/tpe';
import type { Database } from '@/lib/server/db/client';
import type { Prisma, Trial as TrialRow } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import type { Attempt } from '@/lib/server/jobs/attempt';
import { holdJob } from '@/lib/server/jobs/store';

/** A trial that this attempt at a job may run and finish. */
export interface ClaimedTrial {
  readonly number: number;
  readonly parameters: TrialParameters;
}

export interface TrialOutcome {
  readonly status: 'finished' | 'pruned' | 'failed';
  readonly value: number | null;
  readonly bestEpoch: number | null;
  readonly intermediate: readonly (number | null)[];
  readonly durationMs: number;
  readonly error?: string;
}

/** @throws AppError `not_found` */
export async function readSearch(db: Database, id: string) {
  const search = await db.search.findUnique({ where: { id } });
  if (!search)
    throw new AppError('not_found', `There is no search ${id}.`, { field: 'id', reason: id });
  return { ...search, settings: searchSettingsSchema.parse(search.settings) };
}

export const trialView = (row: TrialRow): TrialView => trialSchema.parse(row);

export async function readTrials(
  db: Database | Prisma.TransactionClient,
  searchId: string,
): Promise<TrialView[]> {
  const rows = await db.trial.findMany({ where: { searchId }, orderBy: { number: 'asc' } });
  return rows.map(trialView);
}

/**
 * Takes the next trial for this attempt: one whose worker has died, with the point it had, or a new one. The search's
 * row is locked, so that any number of workers on any number of machines propose one after the other and each sees
 * what the others are trying.
 * @returns nothing when all trials are taken
 * @throws AppError as `holdJob`
 */
export async function claimTrial(
  db: Database,
  job: Attempt,
  searchId: string,
  settings: SearchSettings,
): Promise<ClaimedTrial | undefined> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Search" WHERE id = ${searchId}::uuid FOR UPDATE`;
    await holdJob(tx, job);
    const owner = { jobId: job.id, attempt: job.attempt };
    const orphan = await findOrphan(tx, searchId);
    if (orphan) {
      const { number } = orphan;
      await tx.trial.update({
        where: { searchId_number: { searchId, number } },
        data: { ...owner, intermediate: [], startedAt: new Date() },
      });
      return { number, parameters: trialParametersSchema.parse(orphan.parameters) };
    }
    const trials = await readTrials(tx, searchId);
    const number = firstFree(trials);
    if (number >= settings.trials) return undefined;
    const parameters = nextPoint(settings, trials, number);
    await tx.trial.create({ data: { searchId, number, status: 'running', parameters, ...owner } });
    return { number, parameters };
  });
}

/** A running trial whose job has ended, or is at a later attempt. */
async function findOrphan(tx: Prisma.TransactionClient, searchId: string) {
  const [found] = await tx.$queryRaw<{ number: number; parameters: unknown }[]>`
    SELECT t.number, t.parameters FROM "Trial" t LEFT JOIN "Job" j ON j.id = t."jobId"
    WHERE t."searchId" = ${searchId}::uuid AND t.status = 'running'
      AND (j.id IS NULL OR j.status <> 'running' OR j.attempt <> t.attempt)
    ORDER BY t.number LIMIT 1`;
  return found;
}

function firstFree(trials: readonly TrialView[]): number {
  const taken = new Set(trials.map((trial) => trial.number));
  let number = 0;
  while (taken.has(number)) number++;
  return number;
}

function nextPoint(
  { space: given, sampler, seed }: SearchSettings,
  views: readonly TrialView[],
  number: number,
): TrialParameters {
  const space = searchSpaceOf(given);
  const trials = views.map(searchTrialOf);
  return trialParametersSchema.parse(
    sampler === 'random'
      ? sampleUniform(space, createRandom(seed, number))
      : propose({ space, trials, direction: SEARCH_DIRECTION, seed, number }),
  );
}

/** Stores how far a running trial is; does nothing when it belongs to another attempt by now. */
export async function reportTrial(
  db: Database,
  job: Attempt,
  searchId: string,
  number: number,
  intermediate: readonly (number | null)[],
): Promise<void> {
  await db.trial.updateMany({
    where: ownedBy(job, searchId, number),
    data: { intermediate: [...intermediate] as Prisma.InputJsonValue },
  });
}

/** Ends a trial. @throws AppError `conflict` when another attempt has taken it over */
export async function finishTrial(
  db: Database,
  job: Attempt,
  searchId: string,
  number: number,
  outcome: TrialOutcome,
): Promise<void> {
  const ended = await db.trial.updateMany({
    where: ownedBy(job, searchId, number),
    data: {
      ...outcome,
      intermediate: [...outcome.intermediate] as Prisma.InputJsonValue,
      finishedAt: new Date(),
    },
  });
  if (ended.count === 0) {
    throw new AppError('conflict', `Another worker has taken trial ${number} up.`);
  }
}

/** Forgets the trials that an attempt had begun and not finished; their numbers are proposed anew. */
export async function releaseTrials(db: Database, job: Attempt, searchId: string): Promise<void> {
  await db.trial.deleteMany({
    where: { searchId, jobId: job.id, attempt: job.attempt, status: 'running' },
  });
}

const ownedBy = (job: Attempt, searchId: string, number: number) => ({
  searchId,
  number,
  jobId: job.id,
  attempt: job.attempt,
  status: 'running',
});
