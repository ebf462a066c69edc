import { WORK_STATUSES } from '@/lib/contracts/work';
import { codeColumn } from '@/lib/domain/worklist/order';
import type { WorkColumns, WorklistColumns } from '@/lib/domain/worklist/select';
import type { Database } from '@/lib/server/db/client';
import { keepNewest } from '../keep-newest';

interface Listed {
  readonly id: string;
  readonly version: { readonly datasetId: string };
}

const loaded = keepNewest<WorkColumns>(4);

/**
 * Owner and status of each row of a snapshot, read again when somebody has changed one in the dataset.
 */
export async function workColumns(
  db: Database,
  { id, version: { datasetId } }: Listed,
  columns: WorklistColumns,
): Promise<WorkColumns> {
  // Before the rows: a change in between is read now, and once more under its own number.
  const { workSerial } = await db.dataset.findUniqueOrThrow({
    where: { id: datasetId },
    select: { workSerial: true },
  });
  return loaded(`${id} ${workSerial}`, () => loadWork(db, datasetId, columns));
}

async function loadWork(
  db: Database,
  datasetId: string,
  { celebIds }: WorklistColumns,
): Promise<WorkColumns> {
  const [answer] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(json_build_array("celebId", "owner", "status"))::text AS rows
    FROM "CelebWork" WHERE "datasetId" = ${datasetId}::uuid`;
  const rows = JSON.parse(answer?.rows ?? '[]') as [string, string | null, string][];
  const known = new Map(rows.map(([celebId, owner, status]) => [celebId, { owner, status }]));
  const places = new Map<string, number>(WORK_STATUSES.map((status, code) => [status, code]));
  return {
    owner: codeColumn(celebIds.map((celebId) => known.get(celebId)?.owner ?? null)),
    status: {
      values: WORK_STATUSES,
      codes: Int32Array.from(
        celebIds,
        (celebId) => places.get(known.get(celebId)?.status ?? 'open') ?? 0,
      ),
    },
  };
}
