import type { CutQuery } from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { type CutSnapshot, snapshotThreshold } from '@/lib/server/segments/current-policy';
import { RecentAnswers } from './recent-answers';

export interface ScoredCeleb {
  readonly celebId: string;
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
}

const scores = new RecentAnswers<readonly ScoredCeleb[]>(4);

/** Everybody's scores in a snapshot, by id. A snapshot never changes, so the last ones asked for are kept. */
export const scoredCelebs = (db: Database, snapshotId: string): Promise<readonly ScoredCeleb[]> =>
  scores.get(snapshotId, () =>
    db.celebScore.findMany({
      where: { snapshotId },
      select: { celebId: true, churn: true, sticker: true, score: true },
      orderBy: { celebId: 'asc' },
    }),
  );

/**
 * The rule that a request names; without one, what the worklist goes by.
 * @throws AppError `bad_request` when the rule's number is missing
 */
export async function askedRule(
  db: Database,
  snapshot: CutSnapshot,
  { by, share, value }: Pick<CutQuery, 'by' | 'share' | 'value'>,
): Promise<ThresholdRule> {
  switch (by) {
    case undefined:
      return (await snapshotThreshold(db, snapshot)).rule;
    case 'mixture':
      return { by };
    case 'quantile':
      if (share === undefined) throw missing('share');
      return { by, share };
    case 'value':
      if (value === undefined) throw missing('value');
      return { by, value };
  }
}

const missing = (field: string) =>
  new AppError('bad_request', `${field}: the rule needs it.`, { field, reason: 'missing' });
