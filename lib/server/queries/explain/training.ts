import type { z } from 'zod';
import type { trainSetsBodySchema } from '@/lib/contracts/explain';
import { FEATURE_SETS, type FeatureSet } from '@/lib/contracts/explain-job';
import {
  calibrationSchema,
  candidateSchema,
  splitSettingsSchema,
  type TrainPayload,
} from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { checkTraining } from '../models/start-training';
import { isoDay } from '../series/version';
import { requireExplanation } from './explanations';
import { describeLedger } from './ledger';

/**
 * What trains the explained run's settings anew on each chosen set of features, one job a set, so that only the
 * features differ. A set that holds the same features as one before it is left out.
 * @throws AppError `not_found`, `feature_set_empty`, `features_missing`, `windows_too_few`
 */
export async function trainingsOnSets(
  db: Database,
  id: string,
  { target, sets }: z.infer<typeof trainSetsBodySchema>,
): Promise<{ title: string; payload: TrainPayload }[]> {
  const explanation = await requireExplanation(db, id);
  const ledger = await describeLedger(db, id, target);
  const { run } = await db.explanationPart.findUniqueOrThrow({
    where: { explanationId_target: { explanationId: id, target } },
    select: { run: true },
  });
  const chosen = new Map<string, FeatureSet>();
  for (const name of FEATURE_SETS.filter((set) => sets.includes(set))) {
    const features = ledger.sets[name];
    if (features.length === 0)
      throw new AppError(
        'feature_set_empty',
        `The set "${name}" of ${target} holds no feature, so there is nothing to train on.`,
        { field: name, reason: name },
      );
    const key = JSON.stringify(features);
    if (!chosen.has(key)) chosen.set(key, name);
  }
  const trainings: { title: string; payload: TrainPayload }[] = [];
  for (const name of chosen.values()) {
    const payload: TrainPayload = {
      versionId: explanation.versionId,
      split: splitSettingsSchema.parse(run.split),
      features: ledger.sets[name],
      targets: [target],
      candidates: [candidateSchema.parse(run.candidate)],
      calibration:
        run.calibration === null ? 'none' : calibrationSchema.parse(run.calibration).method,
      experiment: `Feature sets of ${isoDay(explanation.createdAt)}`,
      promote: 'never',
      featureSet: { explanationId: id, name },
      score: false,
      explain: false,
      brief: false,
    };
    trainings.push({ title: await checkTraining(db, payload), payload });
  }
  return trainings;
}
