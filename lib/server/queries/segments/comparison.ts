import { type Comparison, type ComparisonQuery, filterOf } from '@/lib/contracts/segments';
import { compareGroups, type VariableComparison } from '@/lib/domain/segments/compare-groups';
import { fitsFilter, type GroupFilter } from '@/lib/domain/segments/group-filter';
import type { Database } from '@/lib/server/db/client';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { scoredCelebs } from './scored';
import { cutOf } from './scores';
import { type WeekVariables, weekVariables } from './week-variables';

/**
 * In what two groups of a snapshot differ; of what, and why so, says `comparisonSchema`.
 * @throws AppError `not_found`, `bad_request` for a rule without its number
 */
export async function compareInSnapshot(db: Database, query: ComparisonQuery): Promise<Comparison> {
  const snapshot = await requireSnapshot(db, query.snapshot);
  const { threshold } = await cutOf(db, query);
  const filters = { a: filterOf(query.a), b: filterOf(query.b) };
  const members = await memberFinder(db, snapshot.id, [...filters.a, ...filters.b], threshold);
  const [a, b] = [members(filters.a), members(filters.b)];
  const week = await weekVariables(db, snapshot);
  const both = new Set(a);
  return {
    a: { celebs: a.length },
    b: { celebs: b.length },
    overlap: b.filter((id) => both.has(id)).length,
    threshold,
    from: week.from,
    to: week.to,
    rows: compareCelebs(week, a, b),
  };
}

/** The test table of two sets of celebs of a snapshot, the largest |Hedges' g| first. */
export const compareCelebs = (
  week: WeekVariables,
  a: readonly string[],
  b: readonly string[],
): VariableComparison[] =>
  compareGroups(
    week.names.map((name, column) => ({
      name,
      a: valuesOf(week, column, a),
      b: valuesOf(week, column, b),
    })),
  );

/** Scored celebs have a row in their week: without own-room activity in it there is no score. */
const valuesOf = ({ rowOf, columns }: WeekVariables, column: number, ids: readonly string[]) =>
  Float64Array.from(ids, (id) => columns[column]?.[rowOf.get(id) ?? -1] ?? 0);

/** Finds the ids of the celebs that fit a filter, sorted. @param conditions all that the filters will name */
async function memberFinder(
  db: Database,
  snapshotId: string,
  conditions: GroupFilter,
  threshold: number | null,
): Promise<(filter: GroupFilter) => string[]> {
  const holders = await attributeHolders(db, snapshotId, conditions);
  const celebs = await scoredCelebs(db, snapshotId);
  return (filter) =>
    celebs
      .filter((celeb) => {
        const has = (name: string, value: string) =>
          holders.get(holderKey(name, value))?.has(celeb.celebId) === true;
        return fitsFilter(filter, { ...celeb, has }, threshold);
      })
      .map(({ celebId }) => celebId);
}

const holderKey = (name: string, value: string) => JSON.stringify([name, value]);

/** Who has each attribute's value that the conditions name. */
async function attributeHolders(db: Database, snapshotId: string, conditions: GroupFilter) {
  const holders = new Map<string, ReadonlySet<string>>();
  for (const condition of conditions) {
    if (condition.by !== 'attribute') continue;
    const { name, value } = condition;
    const rows = await db.$queryRaw<{ celebId: string }[]>`
      SELECT "celebId" FROM "CelebScore"
      WHERE "snapshotId" = ${snapshotId}::uuid AND attributes ->> ${name} = ${value}`;
    holders.set(holderKey(name, value), new Set(rows.map(({ celebId }) => celebId)));
  }
  return holders;
}
