import { mkdir, rename, rm } from 'node:fs/promises';
import type { ExplainPayload, ExplainSettings } from '@/lib/contracts/explain-job';
import { splitSettingsSchema, TARGETS, type Target } from '@/lib/contracts/models';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { DatasetVersion, Job, Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { type ExplainedTarget, explainTarget } from '@/lib/server/explain/explain-target';
import { fillReasons } from '@/lib/server/explain/reasons';
import { explanationDir, explanationsRoot, writeTables } from '@/lib/server/explain/tables';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir, type WindowSettings } from '@/lib/server/lake/layout';
import { type ChampionWithRun, currentChampions } from '@/lib/server/models/champions';
import type { ModelData } from '@/lib/server/models/model-data';
import { loadScoringWindows, nothingToScore } from '@/lib/server/models/scoring-data';
import { type ModelContext, openModelData } from '@/lib/server/models/train-candidates';
import { requireFeatures, requireVersionWithWindows, windowsOf } from '@/lib/server/models/version';
import { isoDay } from '@/lib/server/queries/series/version';
import { attemptId } from '../attempt';
import type { JobReporter } from '../progress';
import { completeJob, holdJob } from '../store';
import { briefAfter } from './brief';

/**
 * Explains the champion of each target on a version's windows and stores the result, which never changes.
 * @throws AppError `no_champion`, `features_missing`, `windows_differ`, `windows_too_few`, `nothing_to_score`,
 *   `model_files_missing`, `training_data`
 */
export async function runExplaining(
  context: ModelContext,
  job: Job,
  { versionId, asOf: wanted, brief, ...settings }: ExplainPayload,
  report: JobReporter,
): Promise<void> {
  const { db, dataDir } = context;
  const { signal } = report;
  report.stage('load');
  const version = await requireVersionWithWindows(db, versionId);
  // An attempt before may have died between publishing and the reasons.
  const done = await db.explanation.findUnique({ where: { jobId: job.id } });
  if (done) return await finish(context, job, { id: done.id, version, brief }, signal);
  const windows = windowsOf(version);
  const { datasetId } = version;
  const champions = await explainedChampions(context, datasetId);
  for (const { run } of champions.values()) {
    requireFeatures(run.features, version);
    requireSameWindows(windowSettingsSchema.parse(run.windows), windows);
  }
  const asOf = wanted ?? addDays(isoDay(version.lastDay), 1);
  const dir = versionDir(dataDir, datasetId, versionId);
  const lake = { threads: context.threads, memoryLimitMb: context.memoryLimitMb, signal };
  const current = await withLake(lake, (connection) =>
    loadScoringWindows(connection, dir, asOf, windows.observeDays, version.dailyColumns),
  );
  if (current.celebIds.length === 0) throw nothingToScore(version, asOf);
  // Both champions usually share their split, and then their windows.
  const loaded = new Map<string, ModelData>();
  const dataFor = async ({ run }: ChampionWithRun) => {
    const split = splitSettingsSchema.parse(run.split);
    const key = JSON.stringify(split);
    const data =
      loaded.get(key) ?? (await openModelData(context, { versionId, split }, signal)).data;
    loaded.set(key, data);
    return data;
  };
  const inputs = [];
  for (const [target, champion] of champions) {
    const { run } = champion;
    const { observeDays } = windows;
    inputs.push({ target, run: { ...run, observeDays }, data: await dataFor(champion) });
  }
  report.stage('explain');
  const shares = new Map<Target, number>();
  const threads = Math.max(1, Math.floor(context.threads / inputs.length));
  // The first failure stops the other target too.
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const explained = await allOrNone(
    inputs.map(async (input) => {
      const result = await explainTarget(
        { ...input, dataDir, current, settings, threads },
        both,
        (share) => {
          shares.set(input.target, share);
          report.share([...shares.values()].reduce((sum, one) => sum + one / inputs.length, 0));
        },
      );
      report.log(summary(input.target, result));
      return { target: input.target, runId: input.run.id, ...result };
    }),
    stop,
  );
  report.stage('publish');
  const id = await publish(context, job, { versionId, asOf, settings, parts: explained });
  report.stage('reasons');
  await finish(context, job, { id, version, brief }, signal);
}

/** Tells each celeb of the snapshots that the explained runs made why, and ends the job. */
interface Explained {
  readonly id: string;
  readonly version: DatasetVersion;
  /** Whether the weeks are frozen next. */
  readonly brief: boolean;
}

async function finish(
  context: ModelContext,
  job: Job,
  { id, version, brief }: Explained,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const parts = await db.explanationPart.findMany({ where: { explanationId: id } });
  const runIds = parts.map((part) => part.runId);
  const snapshots = await db.scoreSnapshot.findMany({
    where: { OR: [{ churnRunId: { in: runIds } }, { stickerRunId: { in: runIds } }] },
    select: { id: true },
  });
  for (const snapshot of snapshots) await fillReasons(context, snapshot.id, signal);
  const { datasetId, id: versionId } = version;
  const result = { datasetId, versionId, explanationId: id };
  const next = brief ? [briefAfter(job.title, versionId)] : [];
  await db.$transaction((tx) => completeJob(tx, job, result, next));
}

async function explainedChampions({ db }: ModelContext, datasetId: string) {
  const champions = await currentChampions(db, datasetId);
  const found = new Map<Target, ChampionWithRun>();
  for (const target of TARGETS) {
    const champion = champions[target];
    if (champion) found.set(target, champion);
  }
  if (found.size > 0) return found;
  throw new AppError(
    'no_champion',
    'There is no champion for churn or sticker yet. Train models and choose one.',
    { reason: 'churn, sticker' },
  );
}

/** @throws AppError `windows_differ` */
function requireSameWindows(run: WindowSettings, version: WindowSettings): void {
  if (run.observeDays === version.observeDays && run.outcomeDays === version.outcomeDays) return;
  throw new AppError(
    'windows_differ',
    `The model reads ${run.observeDays} days before a day and foretells ${run.outcomeDays}; the windows of this version have ${version.observeDays} and ${version.outcomeDays}. Train a model on this version first.`,
    {
      observed: run.observeDays,
      outcome: run.outcomeDays,
      versionObserved: version.observeDays,
      versionOutcome: version.outcomeDays,
    },
  );
}

/** Waits until all have come to rest, so that nothing works on after a failure. */
async function allOrNone<T>(work: readonly Promise<T>[], stop: AbortController): Promise<T[]> {
  let failure: { error: unknown } | undefined;
  const settled = await Promise.all(
    work.map((one) =>
      one.then(
        (value) => [value],
        (error: unknown) => {
          failure ??= { error };
          stop.abort();
          return [];
        },
      ),
    ),
  );
  if (failure) throw failure.error;
  return settled.flat();
}

function summary(target: Target, { ledger, report }: ExplainedTarget): string {
  const { r2, agreement } = report.fidelity;
  const count = (verdict: string) =>
    ledger.rows.filter(({ boruta }) => boruta.verdict === verdict).length;
  const removed = ledger.rows.filter(({ vif }) => vif.removedAs !== null).length;
  return `${target}: surrogate R2 ${r2 === null ? 'undefined' : r2.toFixed(3)}, agreement ${(agreement * 100).toFixed(1)} %; of ${ledger.rows.length} features ${count('accepted')} accepted, ${count('tentative')} tentative, ${count('rejected')} rejected in ${ledger.shadows.length} trials, ${removed} collinear or constant.`;
}

interface Publication {
  readonly versionId: string;
  readonly asOf: string;
  readonly settings: ExplainSettings;
  readonly parts: readonly (ExplainedTarget & {
    readonly target: Target;
    readonly runId: string;
  })[];
}

/**
 * First the files, under a name that no row knows, then the rows. A killed worker leaves at most a folder without a row,
 * which the sweep removes.
 */
async function publish(
  { db, dataDir }: ModelContext,
  job: Job,
  { versionId, asOf, settings, parts }: Publication,
): Promise<string> {
  const id = attemptId(job);
  const dir = explanationDir(dataDir, id);
  const draft = `${dir}.tmp`;
  const json = (value: unknown) => value as Prisma.InputJsonValue;
  try {
    await mkdir(explanationsRoot(dataDir), { recursive: true });
    for (const { target, tables } of parts) await writeTables(draft, target, tables);
    await rename(draft, dir);
    await db.$transaction(async (tx) => {
      await holdJob(tx, job);
      await tx.explanation.create({
        data: {
          id,
          versionId,
          jobId: job.id,
          createdBy: job.createdBy,
          asOf: new Date(`${asOf}T00:00:00Z`),
          settings: json(settings),
          parts: {
            create: parts.map(({ target, runId, ledger, report }) => ({
              target,
              runId,
              ledger: json(ledger),
              report: json(report),
            })),
          },
        },
      });
    });
    return id;
  } catch (error) {
    for (const folder of [draft, dir]) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
