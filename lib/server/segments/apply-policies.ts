import { thresholdRuleSchema } from '@/lib/contracts/policies';
import { groupOutlook, priorityGroup } from '@/lib/domain/segments/groups';
import { thresholdOf } from '@/lib/domain/segments/threshold';
import type { Policy, Prisma } from '@/lib/server/db/generated/client';

/** What a policy needs to know of each celeb of a snapshot. */
export interface ScoredCeleb {
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
}

/** What a policy cuts from a snapshot. */
export function policyOutcome(rule: unknown, celebs: readonly ScoredCeleb[]) {
  const outcome = thresholdOf(
    thresholdRuleSchema.parse(rule),
    celebs.map(({ score }) => score),
  );
  const { threshold } = outcome;
  const members = celebs.filter((celeb) => priorityGroup(celeb, threshold) === 'priority');
  return {
    threshold,
    reason: 'reason' in outcome ? outcome.reason : null,
    ...groupOutlook(members),
  };
}

/** Applies every policy of a dataset that has not ended to a new snapshot, in the transaction that makes it. */
export async function applyPolicies(
  tx: Prisma.TransactionClient,
  datasetId: string,
  snapshotId: string,
  celebs: readonly ScoredCeleb[],
): Promise<void> {
  const policies: Policy[] = await tx.policy.findMany({ where: { datasetId, endedAt: null } });
  await tx.policyOutcome.createMany({
    data: policies.map(({ id, rule }) => ({
      policyId: id,
      snapshotId,
      ...policyOutcome(rule, celebs),
    })),
  });
}
