import type { CelebOutcomeView } from '@/lib/contracts/actions';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { isOutcomeKnown } from '@/lib/server/work/today';
import { isoDay } from '../series/version';

interface ScoredDay {
  /** Day of the scores. */
  readonly asOf: string;
  readonly celebId: string;
}

/**
 * What became of celebs in the outcome days after their scores, as far as it may be told.
 * @param today what day it is for the dataset: outcome days that are not over are open, also when the data reach further
 */
export async function outcomesOf(
  db: Database,
  datasetId: string,
  today: string,
  asked: readonly ScoredDay[],
): Promise<(day: ScoredDay) => CelebOutcomeView> {
  const asOf = { in: [...new Set(asked.map((one) => one.asOf))].map((day) => new Date(day)) };
  const [weeks, snapshots, outcomes] = await Promise.all([
    db.outcomeWeek.findMany({ where: { datasetId, asOf } }),
    db.scoreSnapshot.findMany({
      where: { version: { datasetId }, asOf },
      orderBy: [{ asOf: 'asc' }, { createdAt: 'asc' }],
      distinct: ['asOf'],
      select: { asOf: true, churnRun: { select: { windows: true } } },
    }),
    db.celebOutcome.findMany({
      where: { datasetId, asOf, celebId: { in: [...new Set(asked.map((one) => one.celebId))] } },
    }),
  ]);
  const lengths = new Map([
    ...snapshots.map(({ asOf, churnRun }): [string, number] => [
      isoDay(asOf),
      windowSettingsSchema.parse(churnRun.windows).outcomeDays,
    ]),
    // A closed week stays as it was closed.
    ...weeks.map(({ asOf, outcomeDays }): [string, number] => [isoDay(asOf), outcomeDays]),
  ]);
  const known = new Map(outcomes.map((row) => [`${isoDay(row.asOf)} ${row.celebId}`, row]));
  return ({ asOf, celebId }) => {
    const outcomeDays = lengths.get(asOf);
    if (outcomeDays === undefined) return { state: 'unknown' };
    if (!isOutcomeKnown(asOf, outcomeDays, today))
      return { state: 'open', until: addDays(asOf, outcomeDays - 1) };
    const row = known.get(`${asOf} ${celebId}`);
    return row
      ? { state: 'closed', churned: row.churned, stickered: row.stickered }
      : { state: 'unknown' };
  };
}
