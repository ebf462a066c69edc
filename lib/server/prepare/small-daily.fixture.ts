import type { DuckDBConnection } from '@duckdb/node-api';
import { createRandom } from '@/lib/domain/random/generator';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { celebsPath, dailyPath, targetsPath } from '@/lib/server/lake/layout';

export const FIRST = '2023-01-05';
export const DAYS = 45;
const MS_PER_DAY = 86_400_000;
export const dayAt = (i: number) =>
  new Date(Date.parse(`${FIRST}T00:00:00Z`) + i * MS_PER_DAY).toISOString().slice(0, 10);
export const LAST = dayAt(DAYS - 1);

export interface Celeb {
  readonly id: string;
  /** Days since FIRST; null = the list does not say. */
  readonly joined: number | null;
  readonly firstOwn: number;
  /** own chat, own post, fan chat, stickers per day. */
  readonly days: readonly (readonly [number, number, number, number])[];
}

const random = createRandom(11);
/** 40 celebs with 45 days; some joined before the data, some long before or after their first own day. */
export const celebs: Celeb[] = Array.from({ length: 40 }, (_, i) => {
  const firstOwn = random.integer(DAYS - 5);
  const joined = i % 4 === 0 ? null : firstOwn - 10 + random.integer(14);
  const count = (chance: number) => (random.uniform() < chance ? 1 + random.integer(9) : 0);
  return {
    id: `c${String(i).padStart(2, '0')}`,
    joined,
    firstOwn,
    days: Array.from({ length: DAYS }, (_, d) => {
      if (d < Math.min(firstOwn, joined ?? firstOwn)) return [0, 0, 0, 0] as const;
      const own = d === firstOwn ? 1 : d < firstOwn ? 0 : count(0.15);
      return [own, d < firstOwn ? 0 : count(0.1), count(0.4), count(0.05)] as const;
    }),
  };
});

export const nameOf = (x: Celeb) => `Celeb ${x.id.slice(1)}`;

/** Writes the celebs as the tables of a version that cohorts and series read. */
export async function writeDaily(dir: string): Promise<void> {
  await withLake({}, async (c) => {
    const copy = (sql: string, file: string) =>
      c.run(`COPY (${sql}) TO ${sqlString(file)} (FORMAT parquet)`);
    const date = (i: number | null) => (i === null ? 'NULL' : `DATE '${dayAt(i)}'`);
    await copy(
      `SELECT * FROM (VALUES ${celebs.map((x) => `('${x.id}', '${nameOf(x)}', CAST(${date(x.joined)} AS DATE))`).join(', ')}) AS v(celeb_id, name, joined_on)`,
      celebsPath(dir),
    );
    await copy(
      `SELECT * FROM (VALUES ${celebs.map((x) => `('${x.id}', ${date(x.firstOwn)})`).join(', ')}) AS v(celeb_id, first_own_day)`,
      targetsPath(dir),
    );
    const rows = celebs.flatMap((x, index) =>
      x.days.flatMap(([chat, post, fan, stickers], d) =>
        d < Math.max(0, Math.min(x.firstOwn, x.joined ?? x.firstOwn))
          ? []
          : [
              `('${x.id}', ${index}, ${date(d)}, ${chat}, ${post}, ${fan}, ${chat + post}, ${fan}, ${stickers})`,
            ],
      ),
    );
    await copy(
      `SELECT * FROM (VALUES ${rows.join(', ')}) AS v(celeb_id, celeb_index, day, own_chat, own_post, fan_chat, own_total, fan_total, sticker_count)`,
      dailyPath(dir),
    );
  });
}

/** A connection with the temp table `half` of the celebs in HALF. */
export const lake = <T>(work: (connection: DuckDBConnection) => Promise<T>) =>
  withLake({}, async (connection) => {
    await connection.run(
      "CREATE TEMP TABLE half AS SELECT * FROM (VALUES ('c01'), ('c02'), ('c03'), ('c08'), ('c21')) AS v(celeb_id)",
    );
    return work(connection);
  });
export const HALF = ['c01', 'c02', 'c03', 'c08', 'c21'];
