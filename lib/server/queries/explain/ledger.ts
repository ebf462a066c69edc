import { type FeatureLedger, featureLedgerSchema } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { requireExplanation } from './explanations';

/** How the features of a target were judged. @throws AppError `not_found` also for a target that was not explained */
export async function describeLedger(
  db: Database,
  id: string,
  target: Target,
): Promise<FeatureLedger> {
  await requireExplanation(db, id);
  const part = await db.explanationPart.findUnique({
    where: { explanationId_target: { explanationId: id, target } },
    select: { ledger: true },
  });
  if (!part)
    throw new AppError('not_found', `Explanation ${id} does not cover ${target}.`, {
      field: 'target',
      reason: target,
    });
  return featureLedgerSchema.parse(part.ledger);
}
