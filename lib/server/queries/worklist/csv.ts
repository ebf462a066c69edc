import type { WorklistRow, WorklistSelection } from '@/lib/contracts/worklist';
import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '@/lib/domain/csv/csv-line';
import { REASONS_SHOWN } from '@/lib/domain/reasons/shown-reasons';
import type { Session } from '@/lib/server/auth/authorise';
import type { Database } from '@/lib/server/db/client';
import { isoDay } from '@/lib/server/queries/series/version';
import { worklistRows } from './rows';
import { type OpenWorklist, openWorklist, selectedRows } from './select';

/** Rows read at once; so many are in memory, however long the file is. */
const ROWS_AT_ONCE = 2000;
const WEEKS = 8;

const places = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Columns of the file and what each says of a row; numbers are raw, so that they can be read back. */
const COLUMNS: readonly (readonly [name: string, cell: (row: WorklistRow) => CsvCell])[] = [
  ['celeb_id', (row) => row.celebId],
  ['name', (row) => row.name],
  ['p_churn', (row) => row.churn],
  ['p_sticker', (row) => row.sticker],
  ['score', (row) => row.score],
  ['rank', (row) => row.rank],
  ['group', (row) => row.group],
  ['previous_score', (row) => row.previousScore],
  ['change', (row) => row.change],
  ...places(REASONS_SHOWN).flatMap((i): [string, (row: WorklistRow) => CsvCell][] => [
    [`reason_${i + 1}_target`, ({ reasons }) => reasons[i]?.target ?? null],
    [`reason_${i + 1}_feature`, ({ reasons }) => reasons[i]?.feature ?? null],
    [`reason_${i + 1}_shap`, ({ reasons }) => reasons[i]?.shap ?? null],
    [`reason_${i + 1}_week`, ({ reasons }) => reasons[i]?.week ?? null],
    [`reason_${i + 1}_week_before`, ({ reasons }) => reasons[i]?.weekBefore ?? null],
  ]),
  ...places(WEEKS).map((i): [string, (row: WorklistRow) => CsvCell] => [
    `own_week_${WEEKS - i}`,
    ({ ownWeeks }) => ownWeeks.at(i - WEEKS) ?? null,
  ]),
  ['last_own_day', (row) => row.lastOwnDay],
  ['last_sticker_day', (row) => row.lastStickerDay],
  ['owner', (row) => row.owner],
  ['status', (row) => row.status],
  ['attributes', (row) => JSON.stringify(row.attributes)],
];

/** All celebs that a selection leaves, in its order. @throws AppError `not_found` for an unknown snapshot */
export async function worklistCsv(
  db: Database,
  reader: Pick<Session, 'name'>,
  selection: WorklistSelection,
): Promise<Response> {
  const list = await openWorklist(db, selection.snapshot);
  const rows = await selectedRows(db, reader, list, selection);
  return csvResponse(db, list, rows, selection.reason);
}

/** These celebs in this order; those that the snapshot does not hold are left out. @throws AppError as `worklistCsv` */
export async function chosenCsv(
  db: Database,
  { snapshot, celebIds }: { readonly snapshot: string; readonly celebIds: readonly string[] },
): Promise<Response> {
  const list = await openWorklist(db, snapshot);
  const rowOf = new Map(list.columns.celebIds.map((celebId, row) => [celebId, row]));
  const rows = Uint32Array.from(celebIds.flatMap((celebId) => rowOf.get(celebId) ?? []));
  return csvResponse(db, list, rows);
}

function csvResponse(db: Database, list: OpenWorklist, rows: Uint32Array, wanted?: string) {
  const encoder = new TextEncoder();
  let at = 0;
  const file = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(encoder.encode(BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name)))),
    // Asked for when the reader has taken what came before: a slow one does not fill the memory.
    pull: async (controller) => {
      const part = rows.subarray(at, at + ROWS_AT_ONCE);
      at += part.length;
      if (part.length === 0) return controller.close();
      const told = await worklistRows(db, list, part, wanted);
      const lines = told.map((row) => csvLine(COLUMNS.map(([, cell]) => cell(row))));
      controller.enqueue(encoder.encode(lines.join('')));
    },
  });
  return new Response(file, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="worklist-${isoDay(list.snapshot.asOf)}.csv"`,
    },
  });
}
