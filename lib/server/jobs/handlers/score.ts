import type { ScorePayload } from '@/lib/contracts/models';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { DatasetVersion, Job, Run } from '@/lib/server/db/generated/client';
import { fillReasons } from '@/lib/server/explain/reasons';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir } from '@/lib/server/lake/layout';
import { loadCelebFacts } from '@/lib/server/models/celeb-facts';
import { requireChampions } from '@/lib/server/models/champions';
import { loadPredictor } from '@/lib/server/models/model-store';
import {
  loadScoringWindows,
  nothingToScore,
  type ScoringWindows,
} from '@/lib/server/models/scoring-data';
import { snapshotRows } from '@/lib/server/models/snapshot-rows';
import type { ModelContext } from '@/lib/server/models/train-candidates';
import { requireFeatures, requireVersionWithWindows } from '@/lib/server/models/version';
import { isoDay } from '@/lib/server/queries/series/version';
import { applyPolicies } from '@/lib/server/segments/apply-policies';
import { gradeWeeks } from '@/lib/server/weekly/grade-weeks';
import { closeOutcomes } from '@/lib/server/work/close-outcomes';
import { partId } from '../attempt';
import type { JobReporter } from '../progress';
import { completeJob, holdJob } from '../store';

type Champions = Awaited<ReturnType<typeof requireChampions>>;

/** Rows of one INSERT; PostgreSQL takes at most 65,535 parameters. */
const ROWS_AT_ONCE = 4000;

/**
 * Scores every eligible celeb as of one day, and of weeks before it, with both champions.
 * @throws AppError `no_champion`, `features_missing`, `nothing_to_score`, `model_files_missing`
 */
export async function runScoring(
  context: ModelContext,
  job: Job,
  payload: ScorePayload,
  report: JobReporter,
): Promise<void> {
  const { version, snapshots } = await scoreDays(context, job, payload, report);
  await settleOutcomes(context, version, report);
  const { datasetId, id: versionId } = version;
  const snapshotId = snapshots.at(-1)?.id ?? '';
  await context.db.$transaction((tx) => completeJob(tx, job, { datasetId, versionId, snapshotId }));
}

export interface ScoredDays {
  readonly version: DatasetVersion;
  /** The oldest day first; the day that was asked for last. */
  readonly snapshots: readonly { readonly id: string; readonly asOf: string }[];
}

/**
 * Stores the scores of each day as a snapshot that never changes, with reasons where an explanation has them. The same
 * day, version and champions give the snapshot that is there already.
 * @throws AppError `no_champion`, `features_missing`, `nothing_to_score`, `model_files_missing`
 */
export async function scoreDays(
  context: ModelContext,
  job: Job,
  payload: ScorePayload,
  report: JobReporter,
): Promise<ScoredDays> {
  const { db } = context;
  report.stage('load');
  const version = await requireVersionWithWindows(db, payload.versionId);
  const { datasetId, id: versionId } = version;
  const champions = await requireChampions(db, datasetId);
  const day = payload.asOf ?? addDays(isoDay(version.lastDay), 1);
  const snapshots = [];
  for (const [part, asOf] of daysToScore(day, payload.weeksBefore, version).entries()) {
    const key = {
      versionId,
      asOf: new Date(`${asOf}T00:00:00Z`),
      churnRunId: champions.churn.runId,
      stickerRunId: champions.sticker.runId,
    };
    const existing = await db.scoreSnapshot.findUnique({
      where: { versionId_asOf_churnRunId_stickerRunId: key },
    });
    if (existing) report.log(`${asOf} is scored with these models already.`);
    const id =
      existing?.id ??
      (await makeSnapshot(context, job, { part, version, asOf, champions }, report));
    if (id === undefined) {
      if (asOf === day) throw nothingToScore(version, asOf);
      continue;
    }
    snapshots.push({ id, asOf });
    report.stage('reasons');
    const explained = await fillReasons(context, id, report.signal);
    if (explained > 0) report.log(`Reasons for ${explained} celebs.`);
  }
  return { version, snapshots };
}

/** Writes down what became of the celebs of every day whose outcome a version holds, and how their weeks did. */
export async function settleOutcomes(
  { db, dataDir }: ModelContext,
  version: DatasetVersion,
  report: JobReporter,
): Promise<void> {
  const dir = versionDir(dataDir, version.datasetId, version.id);
  const closed = await withLake({ signal: report.signal }, (connection) =>
    closeOutcomes(db, connection, version, dir),
  );
  if (closed.length > 0) report.log(`Outcomes known for ${closed.join(', ')}.`);
  const graded = await gradeWeeks(db, version.datasetId);
  if (graded.length > 0) report.log(`Weeks graded: ${graded.join(', ')}.`);
}

/** The day itself last, so that each snapshot finds the week before it; weeks that the data do not hold are left out. */
function daysToScore(day: string, weeksBefore: number, { firstDay }: DatasetVersion): string[] {
  const first = addDays(isoDay(firstDay), 7);
  const before = Array.from({ length: weeksBefore }, (_, i) =>
    addDays(day, -7 * (weeksBefore - i)),
  );
  return [...before.filter((asOf) => asOf >= first), day];
}

interface Scored {
  /** Place among the snapshots of the job. */
  readonly part: number;
  readonly version: DatasetVersion;
  readonly asOf: string;
  readonly champions: Champions;
}

/**
 * Scores all eligible celebs and publishes their snapshot, with what every policy cuts from it.
 * @returns its id; nothing on a day without an eligible celeb
 */
async function makeSnapshot(
  context: ModelContext,
  job: Job,
  { part, version, asOf, champions }: Scored,
  report: JobReporter,
): Promise<string | undefined> {
  const { db } = context;
  const { datasetId, id: versionId } = version;
  report.stage('score');
  const dir = versionDir(context.dataDir, datasetId, versionId);
  const lake = {
    threads: context.threads,
    memoryLimitMb: context.memoryLimitMb,
    signal: report.signal,
  };
  // Both champions usually read the same, which then is read once.
  const loaded = new Map<string, ScoringWindows>();
  const windowsFor = async (observeDays: number, features: readonly string[]) => {
    const key = JSON.stringify([observeDays, features]);
    const windows =
      loaded.get(key) ??
      (await withLake(lake, (connection) =>
        loadScoringWindows(connection, dir, asOf, observeDays, features),
      ));
    loaded.set(key, windows);
    return windows;
  };
  const score = async (run: Run) => {
    requireFeatures(run.features, version);
    const { observeDays } = windowSettingsSchema.parse(run.windows);
    const predict = await loadPredictor(context.dataDir, { ...run, observeDays });
    const { x, celebIds } = await windowsFor(observeDays, run.features);
    const p = await predict(x);
    return new Map(celebIds.map((id, i) => [id, p[i] ?? Number.NaN]));
  };
  const churn = await score(champions.churn.run);
  const sticker = await score(champions.sticker.run);
  report.stage('publish');
  const snapshotId = partId(job, part);
  // Models of different window lengths may differ in who is eligible; a score needs both probabilities.
  const probabilities = new Map(
    [...churn].flatMap(([celebId, pChurn]) => {
      const pSticker = sticker.get(celebId);
      return pSticker === undefined ? [] : [[celebId, { churn: pChurn, sticker: pSticker }]];
    }),
  );
  if (probabilities.size === 0) return undefined;
  const facts = await withLake(lake, (connection) => loadCelebFacts(connection, dir, asOf));
  const snapshot = { id: snapshotId, versionId, datasetId, asOf };
  const rows = await snapshotRows(db, snapshot, probabilities, facts);
  await db.$transaction(
    async (tx) => {
      await holdJob(tx, job);
      await tx.scoreSnapshot.create({
        data: {
          id: snapshotId,
          jobId: job.id,
          celebs: rows.length,
          versionId,
          asOf: new Date(`${asOf}T00:00:00Z`),
          churnRunId: champions.churn.runId,
          stickerRunId: champions.sticker.runId,
        },
      });
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
        await tx.celebScore.createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) });
      await applyPolicies(tx, datasetId, snapshotId, rows);
    },
    { maxWait: 30_000, timeout: 600_000 },
  );
  report.log(`${rows.length} celebs scored as of ${asOf}.`);
  return snapshotId;
}
