import type {
  WorklistOptions,
  WorklistPage,
  WorklistQuery,
  WorklistSelection,
} from '@/lib/contracts/worklist';
import { priorityGroup } from '@/lib/domain/segments/groups';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { reasonCounts } from './reason-rows';
import { worklistRows } from './rows';
import { type OpenWorklist, openWorklist, selectedRows } from './select';

type Reader = Pick<Session, 'name'>;

/** More values than this nobody chooses from; such an attribute is found by its column. */
const MOST_VALUES = 200;

/**
 * One page of a snapshot's worklist.
 * @throws AppError `not_found` for a snapshot that is not there or not yet
 */
export async function worklistPage(
  db: Database,
  reader: Reader,
  query: WorklistQuery,
): Promise<WorklistPage> {
  const list = await openWorklist(db, query.snapshot);
  const rows = await selectedRows(db, reader, list, query);
  const { offset, limit, reason } = query;
  return {
    total: rows.length,
    offset,
    rows: await worklistRows(db, list, rows.subarray(offset, offset + limit), reason),
  };
}

/** Ids of all celebs that a selection leaves, in its order. @throws AppError as `worklistPage` */
export async function worklistIds(db: Database, reader: Reader, selection: WorklistSelection) {
  const list = await openWorklist(db, selection.snapshot);
  const rows = await selectedRows(db, reader, list, selection);
  return { celebIds: Array.from(rows, (row) => list.columns.celebIds[row] ?? '') };
}

/** What a worklist can be filtered by, and its priority group. @throws AppError as `worklistPage` */
export async function worklistOptions(
  db: Database,
  reader: Reader,
  snapshotId: string,
): Promise<WorklistOptions> {
  const list = await openWorklist(db, snapshotId);
  const { cut, columns, work } = list;
  return {
    celebs: columns.celebIds.length,
    priority: priorityOutlook(list),
    policy: cut.policy,
    rule: cut.rule,
    threshold: cut.threshold,
    hasPrevious: columns.previousScore.some((score) => !Number.isNaN(score)),
    attributes: [...columns.attributes].flatMap(([name, { values }]) =>
      values.length > MOST_VALUES ? [] : [{ name, values: [...values] }],
    ),
    owners: [...work.owner.values],
    reasons: await reasonCounts(db, list.snapshot.id),
    me: reader.name,
  };
}

function priorityOutlook({ cut, columns }: OpenWorklist) {
  const { score, churn } = columns;
  let [celebs, expectedChurners] = [0, 0];
  score.forEach((value, row) => {
    const leaving = churn[row] ?? 0;
    if (priorityGroup({ churn: leaving, score: value }, cut.threshold) !== 'priority') return;
    celebs++;
    expectedChurners += leaving;
  });
  return { celebs, expectedChurners };
}
