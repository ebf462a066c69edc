import type { Reason } from '@/lib/contracts/reasons';
import { workStatusSchema } from '@/lib/contracts/work';
import type { WorklistRow } from '@/lib/contracts/worklist';
import { shownReasons } from '@/lib/domain/reasons/shown-reasons';
import { priorityGroup } from '@/lib/domain/segments/groups';
import type { Database } from '@/lib/server/db/client';
import { attributeText } from './columns';
import type { OpenWorklist } from './select';

type StoredRow = Omit<WorklistRow, 'group' | 'reasons' | 'owner' | 'status' | 'attributes'> & {
  readonly attributes: Readonly<Record<string, unknown>>;
};
type StoredReason = Reason & { readonly celebId: string };

/**
 * What the worklist tells of some of its rows, in the order asked for.
 * @param rows their numbers in the open worklist
 * @param wanted a series whose reason is told first
 */
export async function worklistRows(
  db: Database,
  { snapshot, cut, columns, work }: OpenWorklist,
  rows: Uint32Array,
  wanted?: string,
): Promise<WorklistRow[]> {
  const ids = Array.from(rows, (row) => columns.celebIds[row] ?? '');
  const [stored, reasons] = await Promise.all([
    storedRows(db, snapshot.id, ids),
    storedReasons(db, snapshot.id, ids),
  ]);
  return Array.from(rows).flatMap((at): WorklistRow[] => {
    const row = stored.get(columns.celebIds[at] ?? '');
    if (!row) return [];
    const attributes = Object.entries(row.attributes).flatMap(([name, value]) => {
      const text = attributeText(value);
      return text === null ? [] : [[name, text]];
    });
    return [
      {
        ...row,
        group: priorityGroup(row, cut.threshold),
        reasons: shownReasons(reasons.get(row.celebId) ?? [], wanted),
        attributes: Object.fromEntries(attributes),
        owner: work.owner.values[work.owner.codes[at] ?? -1] ?? null,
        status: workStatusSchema.parse(work.status.values[work.status.codes[at] ?? 0]),
      },
    ];
  });
}

/** One text of JSON instead of typed rows, which take the client longer than the database. */
async function storedRows(db: Database, snapshotId: string, ids: readonly string[]) {
  const [answer] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(r)::text AS rows FROM (
      SELECT "celebId", "name", "churn", "sticker", "score", "rank", "previousScore", "change", "lastOwnDay",
        "lastStickerDay", "ownWeeks", "attributes"
      FROM "CelebScore" WHERE "snapshotId" = ${snapshotId}::uuid AND "celebId" = ANY(${[...ids]}::text[])
    ) r`;
  const rows = JSON.parse(answer?.rows ?? '[]') as StoredRow[];
  return new Map(rows.map((row) => [row.celebId, row]));
}

/** The reasons kept of each celeb, the strongest of each target first. */
async function storedReasons(db: Database, snapshotId: string, ids: readonly string[]) {
  const [answer] = await db.$queryRaw<{ rows: string | null }[]>`
    SELECT json_agg(r ORDER BY "position")::text AS rows FROM (
      SELECT "celebId", "target", "position", "feature", "value", "shap", "week", "weekBefore"
      FROM "CelebReason" WHERE "snapshotId" = ${snapshotId}::uuid AND "celebId" = ANY(${[...ids]}::text[])
    ) r`;
  const byCeleb = new Map<string, Reason[]>();
  for (const { celebId, target, feature, value, shap, week, weekBefore } of JSON.parse(
    answer?.rows ?? '[]',
  ) as StoredReason[]) {
    const reason = { target, feature, value, shap, week, weekBefore };
    byCeleb.set(celebId, [...(byCeleb.get(celebId) ?? []), reason]);
  }
  return byCeleb;
}
