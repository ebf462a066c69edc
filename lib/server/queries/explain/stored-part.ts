import type { Target } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';

/**
 * What an explanation keeps of one target, with the explanation and its version.
 * @throws AppError `not_found` for an unknown explanation, or a target that had no champion
 */
export async function requirePart(db: Database, explanationId: string, target: Target) {
  const part = await db.explanationPart.findUnique({
    where: { explanationId_target: { explanationId, target } },
    include: { explanation: { include: { version: true } } },
  });
  if (!part)
    throw new AppError('not_found', `Explanation ${explanationId} has no part for ${target}.`, {
      field: 'target',
      reason: target,
    });
  return part;
}
