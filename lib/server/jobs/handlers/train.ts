import type { Target, TrainPayload } from '@/lib/contracts/models';
import { modelKindSchema, runReportSchema } from '@/lib/contracts/models';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';
import type { Job, Prisma, Run } from '@/lib/server/db/generated/client';
import { promoteRun } from '@/lib/server/models/champions';
import { type ModelContext, trainCandidates } from '@/lib/server/models/train-candidates';
import type { JobReporter } from '../progress';
import { completeJob, type FollowUp } from '../store';
import { briefAfter } from './brief';

/** Weeks that a new champion scores before the newest day, so that lists can tell what has changed. */
const WEEKS_BEFORE = 8;

/** Trains the candidates, promotes by rule when asked to, and asks for scores and explanations when asked to. */
export async function runTraining(
  context: ModelContext,
  job: Job,
  payload: TrainPayload,
  report: JobReporter,
): Promise<void> {
  const { runIds, datasetId } = await trainCandidates(context, job, payload, report);
  report.stage('publish');
  const { versionId } = payload;
  const { title } = job;
  const scoring: FollowUp = {
    type: 'score',
    title,
    payload: { versionId, weeksBefore: WEEKS_BEFORE },
  };
  const explaining: FollowUp = {
    type: 'explain',
    title,
    payload: { versionId, brief: payload.brief },
  };
  const followUps = [
    ...(payload.score ? [scoring] : []),
    ...(payload.explain ? [explaining] : payload.brief ? [briefAfter(title, versionId)] : []),
  ];
  await context.db.$transaction(async (tx) => {
    for (const target of payload.targets) await promoteByRule(tx, job, payload, target, datasetId);
    const result = { datasetId, versionId, runIds };
    await completeJob(tx, job, result, followUps);
  });
}

/** The run with the best validation micro-AP; test windows have no say in it. */
async function promoteByRule(
  tx: Prisma.TransactionClient,
  job: Job,
  { promote }: TrainPayload,
  target: Target,
  datasetId: string,
): Promise<void> {
  if (promote === 'never') return;
  const runs = await tx.run.findMany({ where: { jobId: job.id, target } });
  const allowed = runs.filter((run) => promote === 'best' || isSequence(run));
  const [best] = allowed.sort((a, b) => quality(b) - quality(a) || a.position - b.position);
  if (!best) return;
  await promoteRun(tx, { id: best.id, target, datasetId }, job.createdBy ?? 'Stagelight', {
    by: 'rule',
    rule: promote,
    microAveragePrecision: quality(best),
    candidates: allowed.length,
  });
}

const isSequence = (run: Run) =>
  (SEQUENCE_MODELS as readonly string[]).includes(modelKindSchema.parse(run.kind));

const quality = (run: Run): number =>
  runReportSchema.parse(run.report).validation.microAveragePrecision ?? 0;
