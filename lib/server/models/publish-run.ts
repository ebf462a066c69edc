import { mkdir, rm } from 'node:fs/promises';
import type { Candidate, SplitSettings, Target, TrainPayload } from '@/lib/contracts/models';
import { modelKind } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import type { Prisma } from '@/lib/server/db/generated/client';
import { partId } from '@/lib/server/jobs/attempt';
import { holdJob } from '@/lib/server/jobs/store';
import type { WindowSettings } from '@/lib/server/lake/layout';
import type { Evaluation } from './evaluate';
import type { FittedModel } from './fit-candidate';
import { modelDir, modelsRoot } from './layout';
import { libraryVersions } from './libraries';
import type { ModelData } from './model-data';

export interface NewRun {
  readonly job: {
    readonly id: string;
    readonly attempt: number;
    readonly createdBy: string | null;
  };
  readonly position: number;
  readonly versionId: string;
  readonly target: Target;
  readonly candidate: Candidate;
  readonly experiment?: string;
  readonly searchId?: string;
  readonly featureSet?: TrainPayload['featureSet'];
  readonly calibration: TrainPayload['calibration'];
  readonly windows: WindowSettings;
  readonly split: SplitSettings;
  readonly data: ModelData;
  readonly fitted: FittedModel;
  readonly evaluation: Evaluation;
  readonly durationMs: number;
}

/**
 * Stores a finished run: first its files under a name that no row knows, then its row, in a transaction that makes
 * sure that the attempt still holds its job. A killed worker leaves at most a folder without a row, which the sweep
 * removes.
 * @returns the run's id
 * @throws AppError `conflict` when the attempt has lost its job, `cancelled`
 */
export async function publishRun(db: Database, dataDir: string, run: NewRun): Promise<string> {
  const id = partId(run.job, run.position);
  const dir = modelDir(dataDir, id);
  await mkdir(modelsRoot(dataDir), { recursive: true });
  await run.fitted.save(dir, {
    format: 'stagelight-run-1',
    runId: id,
    versionId: run.versionId,
    target: run.target,
    kind: modelKind(run.candidate),
    features: run.data.features,
    observeDays: run.windows.observeDays,
  });
  try {
    await db.$transaction(async (tx) => {
      await holdJob(tx, run.job);
      await tx.run.create({ data: rowOf(id, run) });
    });
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
  return id;
}

function rowOf(id: string, run: NewRun): Prisma.RunUncheckedCreateInput {
  const { fitted, evaluation, candidate, data, target } = run;
  const chosen = run.calibration === 'none' ? null : evaluation.calibrations[run.calibration];
  const json = (value: unknown) => value as Prisma.InputJsonValue;
  return {
    id,
    versionId: run.versionId,
    jobId: run.job.id,
    position: run.position,
    target,
    kind: modelKind(candidate),
    scaler: fitted.scaler,
    experiment: run.experiment,
    searchId: run.searchId,
    explanationId: run.featureSet?.explanationId,
    featureSet: run.featureSet?.name,
    createdBy: run.job.createdBy,
    candidate: json(candidate),
    windows: json(run.windows),
    split: json(run.split),
    splitSummary: json(data.summary[target]),
    features: [...data.features],
    calibration: chosen === null ? undefined : json(chosen),
    engine: fitted.engine,
    libraries: libraryVersions(),
    log: json(fitted.log),
    bestStep: fitted.bestStep,
    parameters: fitted.parameters,
    durationMs: run.durationMs,
    report: json(evaluation.report),
  };
}
