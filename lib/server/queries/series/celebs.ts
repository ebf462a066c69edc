import type { CelebOption } from '@/lib/contracts/series';
import type { Database } from '@/lib/server/db/client';
import { isoDay, requireVersion } from './version';

export interface CelebSearch {
  readonly version: string;
  /** Part of a name or id, any case; empty finds everybody. */
  readonly search: string;
  /** Exactly this celeb; the search is then not looked at. */
  readonly id?: string;
  readonly limit: number;
}

/** `%` and `_` are what somebody looks for, not wildcards. */
const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

/** Celebs whose name or id contains a text, in any case. */
const namedLike = (text: string) => {
  const contains = { contains: literal(text.trim()), mode: 'insensitive' as const };
  return { OR: [{ name: contains }, { celebId: contains }] };
};

/** Target celebs of a version, those with most fan activity first; `total` counts all that fit. */
export async function findCelebs(
  db: Database,
  { version, search, id, limit }: CelebSearch,
): Promise<{ rows: CelebOption[]; total: number; truncated: boolean }> {
  const { id: versionId } = await requireVersion(db, version);
  const where = {
    versionId,
    ...(id ? { celebId: id } : search.trim() ? namedLike(search) : {}),
  };
  const [rows, total] = await Promise.all([
    db.celebSummary.findMany({
      where,
      orderBy: [{ fanTotal: 'desc' }, { celebId: 'asc' }],
      take: limit,
    }),
    db.celebSummary.count({ where }),
  ]);
  return {
    rows: rows.map((r) => ({
      id: r.celebId,
      name: r.name,
      ownTotal: r.ownTotal,
      fanTotal: r.fanTotal,
      stickerCount: r.stickerCount,
      lastOwnDay: isoDay(r.lastOwnDay),
    })),
    total,
    truncated: total > rows.length,
  };
}

/** Ids of all target celebs whose name or id contains a text, in any case. */
export async function celebsNamed(
  db: Database,
  versionId: string,
  text: string,
): Promise<Set<string>> {
  const rows = await db.celebSummary.findMany({
    where: { versionId, ...namedLike(text) },
    select: { celebId: true },
  });
  return new Set(rows.map(({ celebId }) => celebId));
}

/** Names of these celebs; those without one are left out. */
export async function celebNames(
  db: Database,
  versionId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.celebSummary.findMany({
    where: { versionId, celebId: { in: [...ids] } },
    select: { celebId: true, name: true },
  });
  return new Map(rows.flatMap(({ celebId, name }) => (name === null ? [] : [[celebId, name]])));
}
