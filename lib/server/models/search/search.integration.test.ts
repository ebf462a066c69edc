import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SearchDetail, searchSettingsSchema } from '@/lib/contracts/search';
import { LOCAL_SESSION } from '@/lib/server/auth/session';
import { cancelJob, claimJob, createJob } from '@/lib/server/jobs/store';
import { describeSearch } from '@/lib/server/queries/searches/searches';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { createSearch, stopSearch, trialTraining } from './commands';
import { claimTrial, finishTrial, readSearch } from './trial-store';

let runtime: Runtime;
let runner: JobRunner;
let versionId: string;

beforeAll(async () => {
  runtime = await newRuntime();
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 5, train: false });
  ({ versionId } = demo.result as { versionId: string });
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

const SPACE = { units: { low: 2, high: 6 }, layers: { low: 1, high: 1 }, batchSize: [256] };

async function newSearch(more: object = {}): Promise<string> {
  const settings = { versionId, target: 'churn', trials: 6, epochs: 2, space: SPACE, ...more };
  const parsed = searchSettingsSchema.parse(settings);
  return (await createSearch(runtime.db, LOCAL_SESSION, parsed)).id;
}
const describeIt = (id: string): Promise<SearchDetail> => describeSearch(runtime.db, id);
const ended = ({ trials }: SearchDetail) => trials.filter((trial) => trial.status !== 'running');

it('runs every trial inside its space and tells the best and what mattered', async () => {
  const id = await newSearch({ pruning: false });
  expect(await describeIt(id)).toMatchObject({ status: 'stopped', trials: [], best: null });
  const job = await runner.run('search', { searchId: id });
  expect(job).toMatchObject({ status: 'succeeded', result: { searchId: id, versionId } });
  const search = await describeIt(id);
  expect(search).toMatchObject({
    status: 'finished',
    finished: 6,
    pruned: 0,
    failed: 0,
    running: 0,
  });
  expect(search.trials.map((trial) => trial.number)).toEqual([0, 1, 2, 3, 4, 5]);
  for (const { parameters, intermediate, value } of search.trials) {
    expect(parameters.units >= 2 && parameters.units <= 6).toBe(true);
    expect([parameters.layers, parameters.batchSize]).toEqual([1, 256]);
    expect(intermediate).toHaveLength(2);
    // The restored weights are those of one of the epochs.
    expect(intermediate).toContain(value);
  }
  const values = search.trials.map((trial) => trial.value ?? 0);
  expect(search.best?.value).toBe(Math.max(...values));
  const shares = (search.importance ?? []).map(({ importance }) => importance);
  expect(shares).toHaveLength(8);
  expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
});

it('keeps finished trials when it is stopped, and goes on from there', async () => {
  const id = await newSearch({ trials: 8, pruning: false });
  const jobId = await runner.start('search', { searchId: id });
  await until('two trials have ended', async () => ended(await describeIt(id)).length >= 2);
  await stopSearch(runtime.db, id);
  await runner.ended(jobId);
  const stopped = await describeIt(id);
  // A search that was quicker than the stop has nothing to resume.
  expect(stopped.status).toBe('stopped');
  expect(stopped.trials).toEqual(ended(stopped));
  expect((await appErrorOf(stopSearch(runtime.db, id))).code).toBe('conflict');

  await runner.run('search', { searchId: id });
  const resumed = await describeIt(id);
  expect(resumed).toMatchObject({ status: 'finished', finished: 8 });
  for (const trial of stopped.trials) expect(resumed.trials[trial.number]).toEqual(trial);
});

it('gives a trial whose worker was killed to the next one, with the point it had', async () => {
  const id = await newSearch({ trials: 3 });
  const { settings } = await readSearch(runtime.db, id);
  const { id: jobId } = await createJob(runtime.db, LOCAL_SESSION, 'search', 'x', { searchId: id });
  const first = await claimJob(runtime.db, jobId, 'first worker');
  if (!first) throw new Error('a new job can be claimed');
  const taken = await claimTrial(runtime.db, first, id, settings);
  const other = await claimTrial(runtime.db, first, id, settings);
  expect([taken?.number, other?.number]).toEqual([0, 1]);
  expect(taken?.parameters).not.toEqual(other?.parameters);
  const outcome = {
    status: 'finished',
    value: 0.5,
    bestEpoch: 1,
    intermediate: [0.5],
    durationMs: 1,
  } as const;
  await finishTrial(runtime.db, first, id, 1, outcome);

  // The worker dies; the job is given to another one.
  await runtime.db.job.update({ where: { id: jobId }, data: { status: 'queued' } });
  const second = await claimJob(runtime.db, jobId, 'second worker');
  if (!second) throw new Error('the job can be claimed again');
  expect(await claimTrial(runtime.db, second, id, settings)).toEqual(taken);
  expect((await claimTrial(runtime.db, second, id, settings))?.number).toBe(2);
  expect(await claimTrial(runtime.db, second, id, settings)).toBeUndefined();
  // The first worker was only thought to be dead: it can end nothing any more.
  expect((await appErrorOf(finishTrial(runtime.db, first, id, 0, outcome))).code).toBe('conflict');
  expect((await appErrorOf(claimTrial(runtime.db, first, id, settings))).code).toBe('conflict');
  await finishTrial(runtime.db, second, id, 0, outcome);
  await cancelJob(runtime.db, jobId);
});

it('can be shared by workers: each trial is taken once', async () => {
  const id = await newSearch({ trials: 12 });
  const { settings } = await readSearch(runtime.db, id);
  const jobs = await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const { id: jobId } = await createJob(runtime.db, LOCAL_SESSION, 'search', name, {
        searchId: id,
      });
      const job = await claimJob(runtime.db, jobId, name);
      if (!job) throw new Error('a new job can be claimed');
      return job;
    }),
  );
  const taken: number[] = [];
  await Promise.all(
    jobs.map(async (job) => {
      for (;;) {
        const trial = await claimTrial(runtime.db, job, id, settings);
        if (!trial) return;
        taken.push(trial.number);
      }
    }),
  );
  expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  const points = (await describeIt(id)).trials.map((trial) => JSON.stringify(trial.parameters));
  expect(new Set(points).size).toBe(12);
  for (const job of jobs) await cancelJob(runtime.db, job.id);
});

it('trains a finished trial as a run of its own, with the same weights as the trial', async () => {
  const id = await newSearch({ trials: 1, pruning: false });
  await runner.run('search', { searchId: id });
  const { best } = await describeIt(id);
  expect((await appErrorOf(trialTraining(runtime.db, id, 7, false))).code).toBe('not_found');
  const { payload } = await trialTraining(runtime.db, id, 0, true);
  const job = await runner.run('train', payload);
  const [run] = await runtime.db.run.findMany({
    where: { jobId: job.id },
    include: { champions: true },
  });
  expect(run).toMatchObject({ searchId: id, target: 'churn', kind: best?.parameters.architecture });
  const report = run?.report as { validation: { microAveragePrecision: number } } | undefined;
  expect(report?.validation.microAveragePrecision).toBe(best?.value);
  expect(run?.champions).toHaveLength(1);
});

it('says why it failed until somebody resumes it', async () => {
  const id = await newSearch({ trials: 2 });
  const { id: jobId } = await createJob(runtime.db, LOCAL_SESSION, 'search', 'x', { searchId: id });
  expect(await describeIt(id)).toMatchObject({ status: 'running', jobIds: [jobId], error: null });
  const error = { code: 'disk_full', message: 'The disk is full.', details: {} };
  await runtime.db.job.update({ where: { id: jobId }, data: { status: 'failed', error } });
  expect(await describeIt(id)).toMatchObject({ status: 'failed', jobIds: [], error });
  await runner.run('search', { searchId: id });
  expect(await describeIt(id)).toMatchObject({ status: 'finished', error: null });
});
