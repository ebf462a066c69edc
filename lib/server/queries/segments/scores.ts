import type { CutAnswer, CutQuery, ScoresAnswer } from '@/lib/contracts/segments';
import { type Cutter, cutterOf, shareCuts, valueCuts } from '@/lib/domain/segments/cut';
import { scoreDistribution } from '@/lib/domain/segments/score-distribution';
import { type ThresholdOutcome, thresholdOf } from '@/lib/domain/segments/threshold';
import type { Database } from '@/lib/server/db/client';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { snapshotThreshold } from '@/lib/server/segments/current-policy';
import { RecentAnswers } from './recent-answers';
import { askedRule, scoredCelebs } from './scored';

const cutters = new RecentAnswers<Cutter>(4);

/** The sorted scores of a snapshot. */
const snapshotCutter = (db: Database, snapshotId: string): Promise<Cutter> =>
  cutters.get(snapshotId, async () => cutterOf(await scoredCelebs(db, snapshotId)));

/**
 * How the scores of a snapshot lie, and what each stop of a slider would cut.
 * @throws AppError `not_found`
 */
export async function snapshotScores(db: Database, id: string): Promise<ScoresAnswer> {
  const snapshot = await requireSnapshot(db, id);
  const cutter = await snapshotCutter(db, id);
  const { policy, rule } = await snapshotThreshold(db, snapshot);
  // Everybody's score reaches 0.
  const { celebs, expectedChurners, expectedStickered } = cutter.at(0);
  return {
    celebs,
    expectedChurners,
    expectedStickered,
    ...mutable(scoreDistribution(cutter.scores)),
    shares: shareCuts(cutter),
    values: valueCuts(cutter),
    current: { policy, rule },
  };
}

const mutable = ({ raw, log10, zeros }: ReturnType<typeof scoreDistribution>) => ({
  raw: { ...raw, bins: [...raw.bins] },
  log10: { ...log10, bins: [...log10.bins] },
  zeros,
});

const outcomes = new RecentAnswers<ThresholdOutcome>(200);

/**
 * The priority group that a rule cuts from a snapshot.
 * @throws AppError `not_found`, `bad_request` for a rule without its number
 */
export async function cutOf(db: Database, query: CutQuery): Promise<CutAnswer> {
  const snapshot = await requireSnapshot(db, query.snapshot);
  const rule = await askedRule(db, snapshot, query);
  const { at, scores } = await snapshotCutter(db, snapshot.id);
  // Two heaps take seconds to find among very many scores.
  const outcome = await outcomes.get(`${snapshot.id} ${JSON.stringify(rule)}`, async () =>
    thresholdOf(rule, scores),
  );
  return { rule, reason: 'reason' in outcome ? outcome.reason : null, ...at(outcome.threshold) };
}
