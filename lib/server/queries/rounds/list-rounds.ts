import type { RoundList } from '@/lib/contracts/rounds';
import { judgeRounds } from '@/lib/domain/segments/round-judgement';
import type { Database } from '@/lib/server/db/client';
import { datasetToday } from '@/lib/server/work/today';
import { loadRounds } from './load-rounds';

/** Rounds of a dataset up to its today, and what they say together. @throws AppError `not_found` */
export async function listRounds(db: Database, datasetId: string): Promise<RoundList> {
  const { today } = await datasetToday(db, datasetId);
  const rounds = await loadRounds(db, { datasetId, today });
  return {
    today,
    rounds: rounds.map(({ summary }) => summary),
    pooled: judgeRounds(rounds.map(({ sides }) => sides)),
  };
}
