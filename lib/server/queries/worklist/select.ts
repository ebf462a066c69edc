import { filteredPerson, ME, NOBODY, type WorklistSelection } from '@/lib/contracts/worklist';
import {
  type RowFilter,
  type RowSort,
  selectRows,
  type WorkColumns,
  type WorklistColumns,
} from '@/lib/domain/worklist/select';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { type SnapshotCut, snapshotThreshold } from '@/lib/server/segments/current-policy';
import { snapshotColumns } from './columns';
import { rowsWithReason } from './reason-rows';
import { workColumns } from './work-columns';

export type OpenSnapshot = Awaited<ReturnType<typeof requireSnapshot>>;

/** A snapshot's worklist in memory. */
export interface OpenWorklist {
  readonly snapshot: OpenSnapshot;
  readonly cut: SnapshotCut;
  readonly columns: WorklistColumns;
  readonly work: WorkColumns;
}

/** @throws AppError `not_found` for a snapshot that is not there or not yet */
export async function openWorklist(db: Database, snapshotId: string): Promise<OpenWorklist> {
  const snapshot = await requireSnapshot(db, snapshotId);
  const [cut, columns] = await Promise.all([
    snapshotThreshold(db, snapshot),
    snapshotColumns(db, snapshot.id),
  ]);
  return { snapshot, cut, columns, work: await workColumns(db, snapshot, columns) };
}

const ATTRIBUTE = 'attribute.';

/** Numbers of the rows that a selection leaves, in its order. */
export async function selectedRows(
  db: Database,
  session: Pick<Session, 'name'>,
  { snapshot, cut, columns, work }: OpenWorklist,
  selection: WorklistSelection,
): Promise<Uint32Array> {
  const { reason, attribute, value, owner, sort } = selection;
  const filter: RowFilter = {
    text: selection.q,
    group: selection.group,
    score: [selection.scoreMin, selection.scoreMax],
    churn: [selection.churnMin, selection.churnMax],
    sticker: [selection.stickerMin, selection.stickerMax],
    attribute:
      attribute === undefined || value === undefined ? undefined : { name: attribute, value },
    hasReason:
      reason === undefined ? undefined : await rowsWithReason(db, snapshot.id, columns, reason),
    owner: owner === undefined ? undefined : ownerOf(owner, session),
    status: selection.status,
    move: selection.move,
  };
  const by = sort.startsWith(ATTRIBUTE)
    ? { attribute: sort.slice(ATTRIBUTE.length) }
    : (sort as RowSort);
  return selectRows(columns, work, cut.threshold, filter, by, selection.order);
}

function ownerOf(owner: string, session: Pick<Session, 'name'>): string | null {
  if (owner === NOBODY) return null;
  if (owner === ME) return session.name;
  return filteredPerson(owner) ?? owner;
}
