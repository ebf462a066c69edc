import { TARGETS } from '@/lib/contracts/models';
import type { Reason } from '@/lib/contracts/reasons';
import { workStatusSchema } from '@/lib/contracts/work';
import type { WorklistRow } from '@/lib/contracts/worklist';
import { shownReasons } from '@/lib/domain/reasons/shown-reasons';
import { priorityGroup } from '@/lib/domain/segments/groups';
import type { Database } from '@/lib/server/db/client';
import { isoDay } from '@/lib/server/queries/series/version';
import { attributeText } from './columns';
import type { OpenWorklist } from './select';

interface Stored {
  readonly celebId: string;
  readonly name: string | null;
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
  readonly rank: number;
  readonly previousScore: number | null;
  readonly change: number | null;
  readonly lastOwnDay: Date | null;
  readonly lastStickerDay: Date | null;
  readonly ownWeeks: number[];
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The strongest of each target first. */
  readonly reasons: readonly Reason[];
}

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
  const stored = await db.$queryRaw<Stored[]>`
    SELECT s."celebId", s."name", s."churn", s."sticker", s."score", s."rank", s."previousScore", s."change",
      s."lastOwnDay", s."lastStickerDay", s."ownWeeks", s."attributes", coalesce(r.reasons, '[]') AS reasons
    FROM "CelebScore" s
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('target', "target", 'feature', "feature", 'value', "value", 'shap', "shap",
        'week', "week", 'weekBefore', "weekBefore") ORDER BY "position") AS reasons
      FROM "CelebReason" WHERE "snapshotId" = s."snapshotId" AND "celebId" = s."celebId"
        AND "target" = ANY(${[...TARGETS]}::text[])
    ) r ON true
    WHERE s."snapshotId" = ${snapshot.id}::uuid AND s."celebId" = ANY(${ids}::text[])`;
  const known = new Map(stored.map((row) => [row.celebId, row]));
  return Array.from(rows).flatMap((at): WorklistRow[] => {
    const row = known.get(columns.celebIds[at] ?? '');
    if (!row) return [];
    const { lastOwnDay, lastStickerDay } = row;
    return [
      {
        ...row,
        group: priorityGroup(row, cut.threshold),
        reasons: shownReasons(row.reasons, wanted),
        lastOwnDay: lastOwnDay && isoDay(lastOwnDay),
        lastStickerDay: lastStickerDay && isoDay(lastStickerDay),
        attributes: Object.fromEntries(
          Object.entries(row.attributes).flatMap(([name, value]) => {
            const text = attributeText(value);
            return text === null ? [] : [[name, text]];
          }),
        ),
        owner: work.owner.values[work.owner.codes[at] ?? -1] ?? null,
        status: workStatusSchema.parse(work.status.values[work.status.codes[at] ?? 0]),
      },
    ];
  });
}
