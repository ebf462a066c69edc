import {
  type ActionList,
  type ActionsQuery,
  MOST_ACTIONS,
  REMOVABLE_HOURS,
} from '@/lib/contracts/actions';
import { actionKindSchema } from '@/lib/contracts/work';
import type { Database } from '@/lib/server/db/client';
import type { CelebAction } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { datasetToday } from '@/lib/server/work/today';
import { celebNames } from '../series/celebs';
import { isoDay } from '../series/version';
import { outcomesOf } from './outcomes';

const MS_PER_HOUR = 3_600_000;

/** Only who logged an action, and only for a day: afterwards others have acted on it. */
const isRemovable = ({ createdBy, createdAt }: CelebAction, person: string) =>
  createdBy === person && Date.now() - createdAt.getTime() < REMOVABLE_HOURS * MS_PER_HOUR;

/**
 * What was done about celebs up to the dataset's today, with what became of them.
 * @param person who asks
 * @throws AppError `not_found` for an unknown dataset
 */
export async function listActions(
  db: Database,
  { dataset: datasetId, celeb, round }: ActionsQuery,
  person: string,
): Promise<ActionList> {
  const { today } = await datasetToday(db, datasetId);
  const where = {
    datasetId,
    celebId: celeb,
    roundId: round,
    asOf: { lte: new Date(today) },
  };
  const [actions, total, newest] = await Promise.all([
    db.celebAction.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: MOST_ACTIONS,
      include: { round: { select: { id: true, name: true } } },
    }),
    db.celebAction.count({ where }),
    db.datasetVersion.findFirstOrThrow({ where: { datasetId }, orderBy: { number: 'desc' } }),
  ]);
  const days = actions.map(({ celebId, asOf }) => ({ celebId, asOf: isoDay(asOf) }));
  const [names, outcomeOf] = await Promise.all([
    celebNames(
      db,
      newest.id,
      actions.map(({ celebId }) => celebId),
    ),
    outcomesOf(db, datasetId, today, days),
  ]);
  const rows = actions.map((action) => {
    const { id, celebId, note, createdBy, round } = action;
    const asOf = isoDay(action.asOf);
    return {
      id,
      celeb: { id: celebId, name: names.get(celebId) ?? null },
      asOf,
      kind: actionKindSchema.parse(action.kind),
      note,
      createdAt: action.createdAt.toISOString(),
      createdBy,
      round,
      outcome: outcomeOf({ asOf, celebId }),
      isRemovable: isRemovable(action, person),
    };
  });
  return { rows, total, truncated: total > rows.length };
}

/**
 * Removes an action that was logged by mistake.
 * @param person who asks
 * @throws AppError `not_found`; `action_kept` for another's action, or one of an earlier day
 */
export async function removeAction(
  db: Database,
  id: string,
  person: string,
): Promise<Record<string, never>> {
  const action = await db.celebAction.findUnique({ where: { id } });
  if (!action)
    throw new AppError('not_found', `There is no action ${id}.`, { field: 'id', reason: id });
  if (!isRemovable(action, person))
    throw new AppError(
      'action_kept',
      `Only ${action.createdBy}, who logged this action, can remove it, and only within ${REMOVABLE_HOURS} hours.`,
      { person: action.createdBy, hours: REMOVABLE_HOURS },
    );
  await db.celebAction.deleteMany({ where: { id } });
  return {};
}
