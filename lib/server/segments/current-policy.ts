import { DEFAULT_RULE, thresholdRuleSchema } from '@/lib/contracts/policies';
import { type ThresholdRule, thresholdOf } from '@/lib/domain/segments/threshold';
import type { Database } from '@/lib/server/db/client';

/** A snapshot, as far as a policy needs to know it. */
export interface CutSnapshot {
  readonly id: string;
  readonly version: { readonly datasetId: string };
}

export interface SnapshotCut {
  /** The newest policy of the dataset that has not ended; null while none is saved and the default rule cuts. */
  readonly policy: { readonly id: string; readonly name: string } | null;
  readonly rule: ThresholdRule;
  /** Score from which a celeb has priority; null when the rule finds none. */
  readonly threshold: number | null;
}

/** The policy that the worklist goes by: the newest that has not ended. */
export const currentPolicy = (db: Database, datasetId: string) =>
  db.policy.findFirst({
    where: { datasetId, endedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });

/** What cuts the priority group out of a snapshot: the current policy, or the default rule. */
export async function snapshotThreshold(
  db: Database,
  { id, version }: CutSnapshot,
): Promise<SnapshotCut> {
  const policy = await currentPolicy(db, version.datasetId);
  const rule = policy ? thresholdRuleSchema.parse(policy.rule) : DEFAULT_RULE;
  const stored =
    policy &&
    (await db.policyOutcome.findUnique({
      where: { policyId_snapshotId: { policyId: policy.id, snapshotId: id } },
    }));
  return {
    policy: policy && { id: policy.id, name: policy.name },
    rule,
    threshold: stored ? stored.threshold : await cutScores(db, id, rule),
  };
}

/** Thresholds found; a snapshot never changes, so neither does what a rule cuts from it. */
const found = new Map<string, number | null>();
const KEPT = 500;

async function cutScores(db: Database, snapshotId: string, rule: ThresholdRule) {
  const key = `${snapshotId} ${JSON.stringify(rule)}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const scores = await db.celebScore.findMany({ where: { snapshotId }, select: { score: true } });
  const { threshold } = thresholdOf(
    rule,
    scores.map(({ score }) => score),
  );
  if (found.size >= KEPT) found.clear();
  found.set(key, threshold);
  return threshold;
}
