import type { Candidate, Target, TrainPayload } from '@/lib/contracts/models';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import type { Database } from '@/lib/server/db/client';
import type { Job } from '@/lib/server/db/generated/client';
import type { JobReporter } from '@/lib/server/jobs/progress';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir } from '@/lib/server/lake/layout';
import { createTrialPool } from '@/lib/server/ml/trial-pool';
import { type FitContext, fitCandidate, ScaledWindows } from './fit-candidate';
import { loadModelData, type ModelData } from './model-data';
import { publishRun } from './publish-run';
import { evaluate } from './run-task';
import { requireVersionWithWindows, windowsOf } from './version';

export interface ModelContext {
  readonly db: Database;
  readonly dataDir: string;
  readonly threads: number;
  readonly memoryLimitMb: number;
}

/** One model of a training job. */
interface Task {
  readonly position: number;
  readonly target: Target;
  readonly candidate: Candidate;
}

/** The windows of a version as training sees them; see `loadModelData`. */
export async function openModelData(
  { db, dataDir, threads, memoryLimitMb }: ModelContext,
  { versionId, split, features }: Pick<TrainPayload, 'versionId' | 'split' | 'features'>,
  signal: AbortSignal,
) {
  const version = await requireVersionWithWindows(db, versionId);
  const windows = windowsOf(version);
  const dir = versionDir(dataDir, version.datasetId, version.id);
  const data = await withLake({ threads, memoryLimitMb, signal }, (connection) =>
    loadModelData(connection, { version, dir, windows, split, features }),
  );
  return { version, windows, data };
}

/**
 * Trains every candidate for every target and stores each as a run as soon as it is finished. What an earlier attempt
 * has finished is not trained again. Models on tables use all threads, one after the other; sequence models one thread
 * each, side by side.
 * @returns ids of all runs of the job, in order of position
 * @throws AppError of the first candidate that fails; runs finished by then stay
 */
export async function trainCandidates(
  context: ModelContext,
  job: Job,
  payload: TrainPayload,
  report: JobReporter,
): Promise<{ runIds: string[]; datasetId: string }> {
  const { db, threads } = context;
  report.stage('load');
  const { version, windows, data } = await openModelData(context, payload, report.signal);
  const { train, validation, test, purged } = data.split;
  report.log(
    `${train.length} training, ${validation.length} validation, ${test.length} test windows; ${purged.length} purged.`,
  );
  report.stage('train');
  const done = await db.run.findMany({ where: { jobId: job.id }, select: { position: true } });
  const known = new Set(done.map((run) => run.position));
  if (known.size > 0) report.log(`${known.size} models were trained before and are kept.`);
  const tasks = tasksOf(payload).filter((task) => !known.has(task.position));
  const shares = new Shares(tasks, report);
  const pool = createTrialPool(threads);
  const stop = new AbortController();
  const signal = AbortSignal.any([report.signal, stop.signal]);
  const scaled = new ScaledWindows(data);
  const runTask = async (task: Task) => {
    const began = performance.now();
    const fit: FitContext = { data, pool, threads, scaled, signal, onProgress: shares.of(task) };
    const fitted = await fitCandidate(fit, task.target, task.candidate);
    const evaluation = await evaluate(evaluationOf(data, task.target, fitted, payload.split.seed), {
      signal,
    });
    const durationMs = performance.now() - began;
    await publishRun(db, context.dataDir, {
      ...payload,
      ...task,
      job,
      windows,
      data,
      fitted,
      evaluation,
      durationMs,
    });
    shares.of(task)(1);
    const { microAveragePrecision, accuracy } = evaluation.report.test;
    report.log(
      `${task.target}, ${candidateName(task.candidate)}: test micro-AP ${show(microAveragePrecision.value)}, accuracy ${show(accuracy.value)} (${(durationMs / 1000).toFixed(1)} s).`,
    );
  };
  try {
    const isSequence = (task: Task) => task.candidate.kind === 'sequence';
    await inParallel(
      tasks.filter((task) => !isSequence(task)),
      1,
      runTask,
      stop,
    );
    await inParallel(tasks.filter(isSequence), threads, runTask, stop);
  } finally {
    await pool.close();
  }
  const runs = await db.run.findMany({
    where: { jobId: job.id },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  return { runIds: runs.map((run) => run.id), datasetId: version.datasetId };
}

function evaluationOf(
  { labels, split, celebIndex, truth }: ModelData,
  target: Target,
  fitted: { readonly validation: Float64Array; readonly test: Float64Array },
  seed: number,
) {
  const labelsOf = (rows: Int32Array) => Uint8Array.from(rows, (row) => labels[target][row] ?? 0);
  return {
    validation: { labels: labelsOf(split.validation), p: fitted.validation },
    test: { labels: labelsOf(split.test), p: fitted.test },
    testCelebs: Int32Array.from(split.test, (row) => celebIndex[row] ?? -1),
    truth: truth?.[target],
    seed,
  };
}

const tasksOf = ({ targets, candidates }: TrainPayload): Task[] =>
  targets.flatMap((target, t) =>
    candidates.map((candidate, c) => ({
      position: t * candidates.length + c,
      target,
      candidate,
    })),
  );

const show = (value: number | null) => (value === null ? 'undefined' : value.toFixed(4));

/** A candidate in a few words, for logs. */
function candidateName(candidate: Candidate): string {
  if (candidate.kind !== 'sequence') return candidate.kind;
  const { model, units, layers } = candidate.model;
  return `${model} ${units} x ${layers}, ${candidate.scaler}`;
}

/** Runs at most `limit` at once. The first failure stops the others, and is thrown once all have come to rest. */
async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
  stop: AbortController,
): Promise<void> {
  const waiting = [...items];
  let failure: { error: unknown } | undefined;
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
        waiting.length = 0;
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, lane));
  if (failure) throw failure.error;
}

/** Rough cost of a candidate; only the estimate depends on it. */
function cost(candidate: Candidate): number {
  if (candidate.kind === 'most-frequent') return 0.1;
  if (candidate.kind !== 'sequence') return 2;
  const { model, layers } = candidate.model;
  const kinds = SEQUENCE_MODELS.indexOf(model) + 1;
  return kinds * layers * 4;
}

/** The share of a job from the shares of its tasks. */
class Shares {
  readonly #shares = new Map<Task, number>();
  readonly #total: number;
  readonly #report: JobReporter;

  constructor(tasks: readonly Task[], report: JobReporter) {
    this.#total = tasks.reduce((sum, task) => sum + cost(task.candidate), 0);
    this.#report = report;
  }

  of(task: Task): (share: number) => void {
    return (share) => {
      this.#shares.set(task, share);
      let done = 0;
      for (const [one, part] of this.#shares) done += cost(one.candidate) * part;
      this.#report.share(done / this.#total);
    };
  }
}
