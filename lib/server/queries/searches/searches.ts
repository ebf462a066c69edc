import { jobSchema } from '@/lib/contracts/jobs';
import {
  type SearchDetail,
  type SearchView,
  searchDetailSchema,
  searchListSchema,
  searchPayloadSchema,
  searchSettingsSchema,
  type TrialView,
} from '@/lib/contracts/search';
import { SEARCH_DIRECTION, searchSpaceOf, searchTrialOf } from '@/lib/contracts/search-space';
import { createRandom } from '@/lib/domain/random/generator';
import { parameterImportance } from '@/lib/domain/search/importance';
import { bestTrial } from '@/lib/domain/search/trials';
import type { Database } from '@/lib/server/db/client';
import type { Job, Search } from '@/lib/server/db/generated/client';
import { readSearch, trialView } from '@/lib/server/models/search/trial-store';

const OPEN = ['queued', 'running'];

/** Jobs that worked or work on these searches, oldest first. */
export const searchJobs = (db: Database, ...searchIds: readonly string[]): Promise<Job[]> =>
  db.job.findMany({
    where: {
      type: 'search',
      OR: searchIds.map((id) => ({ payload: { path: ['searchId'], equals: id } })),
    },
    orderBy: { createdAt: 'asc' },
  });

const worksOn =
  (searchId: string) =>
  ({ payload }: Job): boolean =>
    searchPayloadSchema.parse(payload).searchId === searchId;

/** What state a search is in follows from its trials and jobs, so that it never lies after a crash. */
function viewOf(search: Search, trials: readonly TrialView[], jobs: readonly Job[]): SearchView {
  const settings = searchSettingsSchema.parse(search.settings);
  const count = (status: TrialView['status']) =>
    trials.filter((trial) => trial.status === status).length;
  const ended = trials.length - count('running');
  const open = jobs.filter((job) => OPEN.includes(job.status));
  const status =
    open.length > 0
      ? 'running'
      : ended >= settings.trials
        ? 'finished'
        : jobs.at(-1)?.status === 'failed'
          ? 'failed'
          : 'stopped';
  const best = bestTrial(trials.map(searchTrialOf), SEARCH_DIRECTION);
  return {
    id: search.id,
    versionId: search.versionId,
    status,
    createdAt: search.createdAt.toISOString(),
    createdBy: search.createdBy,
    settings,
    finished: count('finished'),
    pruned: count('pruned'),
    failed: count('failed'),
    running: open.length > 0 ? count('running') : 0,
    best: trials.find((trial) => trial.number === best?.number) ?? null,
    jobIds: open.map((job) => job.id),
    error: status === 'failed' ? jobErrorOf(jobs.at(-1)) : null,
  };
}

const jobErrorOf = (job: Job | undefined) => jobSchema.shape.error.parse(job?.error ?? null);

/** Searches on a version, newest first. */
export async function listSearches(
  db: Database,
  versionId: string,
): Promise<{ searches: SearchView[] }> {
  const searches = await db.search.findMany({
    where: { versionId },
    orderBy: { createdAt: 'desc' },
    include: { trials: { orderBy: { number: 'asc' } } },
  });
  const jobs = await searchJobs(db, ...searches.map(({ id }) => id));
  const views = searches.map((search) =>
    viewOf(search, search.trials.map(trialView), jobs.filter(worksOn(search.id))),
  );
  return searchListSchema.parse({ searches: views });
}

/** One search with all its trials. @throws AppError `not_found` */
export async function describeSearch(db: Database, id: string): Promise<SearchDetail> {
  const search = await readSearch(db, id);
  const rows = await db.trial.findMany({ where: { searchId: id }, orderBy: { number: 'asc' } });
  const trials = rows.map(trialView);
  const view = viewOf(search, trials, await searchJobs(db, id));
  return searchDetailSchema.parse({ ...view, trials, importance: importanceOf(view, trials) });
}

/**
 * The newest answers. A search that runs is asked for every few seconds, and growing the forest takes longer than all
 * the rest, so while it runs an answer stands until a quarter more trials have finished.
 */
const importances = new Map<string, { finished: number; value: SearchDetail['importance'] }>();
const MOST_KEPT = 50;
const GROWTH = 1.25;

function importanceOf(
  { id, status, finished, settings }: SearchView,
  trials: readonly TrialView[],
): SearchDetail['importance'] {
  const known = importances.get(id);
  const stands =
    known?.value && status === 'running'
      ? finished < known.finished * GROWTH
      : known?.finished === finished;
  if (known && stands) return known.value;
  const { parameters } = parameterImportance(
    searchSpaceOf(settings.space),
    trials.map(searchTrialOf),
    createRandom(settings.seed),
  );
  const value = parameters ? [...parameters] : null;
  importances.delete(id);
  importances.set(id, { finished, value });
  const [oldest] = importances.keys();
  if (importances.size > MOST_KEPT && oldest !== undefined) importances.delete(oldest);
  return value;
}
