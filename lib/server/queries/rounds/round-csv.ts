import type { Database } from '@/lib/server/db/client';
import { describeRound } from './describe-round';

const HEADER = [
  'celeb_id',
  'name',
  'role',
  'round',
  'as_of',
  'outcome_end',
  'owner',
  'status',
  'p_churn',
  'p_sticker',
  'score',
  'actions',
  'last_action',
  'churned',
  'stickered',
] as const;

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * A round for a CRM. Whom nobody must contact is left out unless all members are asked for, so that a list read in
 * without a look at it cannot undo the draw.
 * @throws AppError `not_found`
 */
export async function roundCsv(
  db: Database,
  id: string,
  members: 'contacted' | 'all',
): Promise<CsvTable> {
  const round = await describeRound(db, id);
  const wanted = round.members.filter(({ isHoldout }) => members === 'all' || !isHoldout);
  return {
    header: HEADER,
    rows: wanted.map((member) => [
      member.celebId,
      member.name,
      member.isHoldout ? 'holdout' : 'contacted',
      round.name,
      round.asOf,
      round.outcomeEnd,
      member.owner,
      member.status,
      member.churn,
      member.sticker,
      member.score,
      member.actions,
      member.lastAction?.kind ?? null,
      flag(member.outcome?.churned),
      flag(member.outcome?.stickered),
    ]),
  };
}

const flag = (value: boolean | undefined): number | null =>
  value === undefined ? null : Number(value);
