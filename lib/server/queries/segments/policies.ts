import { thresholdRuleSchema } from '@/lib/contracts/policies';
import {
  type NewPolicy,
  NO_THRESHOLD,
  type PolicyList,
  type PolicyView,
} from '@/lib/contracts/segments';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { type Policy, Prisma } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { isoDay } from '@/lib/server/queries/series/version';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { policyOutcome } from '@/lib/server/segments/apply-policies';
import { currentPolicy } from '@/lib/server/segments/current-policy';
import { datasetToday } from '@/lib/server/work/today';
import { scoredCelebs } from './scored';

/** Snapshots of which a policy says what it cut: the newest scores of each of the last weeks. */
const SNAPSHOTS_TOLD = 8;

/**
 * All policies of a dataset, newest first, with what they cut from its newest snapshots.
 * @throws AppError `not_found`
 */
export async function listPolicies(db: Database, datasetId: string): Promise<PolicyList> {
  const policies = await db.policy.findMany({
    where: { datasetId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return { policies: await withOutcomes(db, datasetId, policies) };
}

async function withOutcomes(
  db: Database,
  datasetId: string,
  policies: readonly Policy[],
): Promise<PolicyView[]> {
  const { today } = await datasetToday(db, datasetId);
  const current = await currentPolicy(db, datasetId);
  const outcomes = await db.policyOutcome.findMany({
    where: {
      policyId: { in: policies.map(({ id }) => id) },
      snapshot: { asOf: { lte: new Date(`${today}T00:00:00Z`) } },
    },
    include: { snapshot: { select: { asOf: true, celebs: true } } },
    orderBy: [{ snapshot: { asOf: 'desc' } }, { snapshot: { createdAt: 'desc' } }],
  });
  return policies.map((policy) => {
    const own = outcomes.filter(({ policyId }) => policyId === policy.id);
    const newest = own.filter(
      ({ snapshot }, i) => own[i - 1]?.snapshot.asOf.getTime() !== snapshot.asOf.getTime(),
    );
    return {
      id: policy.id,
      name: policy.name,
      rule: thresholdRuleSchema.parse(policy.rule),
      createdAt: policy.createdAt.toISOString(),
      createdBy: policy.createdBy,
      endedAt: policy.endedAt?.toISOString() ?? null,
      isCurrent: policy.id === current?.id,
      outcomes: newest.slice(0, SNAPSHOTS_TOLD).map((row) => ({
        snapshotId: row.snapshotId,
        asOf: isoDay(row.snapshot.asOf),
        threshold: row.threshold,
        reason: NO_THRESHOLD.find((reason) => reason === row.reason) ?? null,
        celebs: row.celebs,
        total: row.snapshot.celebs,
        expectedChurners: row.expectedChurners,
        expectedStickered: row.expectedStickered,
      })),
    };
  });
}

/**
 * Saves a rule under a name, and at once what it cuts from the snapshot that it was chosen on. Snapshots made later get
 * theirs when they are made.
 * @throws AppError `not_found`, `policy_name_taken`
 */
export async function createPolicy(
  db: Database,
  session: Session,
  { snapshot: snapshotId, name, rule }: NewPolicy,
): Promise<PolicyView> {
  const { id, version } = await requireSnapshot(db, snapshotId);
  const outcome = policyOutcome(rule, await scoredCelebs(db, id));
  const policy = await db.policy
    .create({
      data: {
        datasetId: version.datasetId,
        name,
        rule,
        createdBy: session.name,
        outcomes: { create: [{ snapshotId: id, ...outcome }] },
      },
    })
    .catch((error: unknown) => {
      const isTaken =
        error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      if (!isTaken) throw error;
      throw new AppError('policy_name_taken', `There is a policy named "${name}" already.`, {
        field: 'name',
        reason: name,
      });
    });
  return onePolicy(db, policy);
}

/**
 * Ends a policy: it applies to no further snapshot; what it has cut stays. One that has ended stays ended.
 * @throws AppError `not_found`
 */
export async function endPolicy(db: Database, id: string): Promise<PolicyView> {
  await db.policy.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } });
  const policy = await db.policy.findUnique({ where: { id } });
  if (!policy)
    throw new AppError('not_found', `There is no policy ${id}.`, { field: 'policy', reason: id });
  return onePolicy(db, policy);
}

async function onePolicy(db: Database, policy: Policy): Promise<PolicyView> {
  const [view] = await withOutcomes(db, policy.datasetId, [policy]);
  if (!view) throw new Error(`policy ${policy.id} was lost on the way`);
  return view;
}
