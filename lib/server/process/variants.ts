import type { DuckDBConnection } from '@duckdb/node-api';
import { type CurvePoint, coverageCurve } from '@/lib/domain/process/variants';
import { queryRows } from '@/lib/server/lake/rows';
import { casedSql, caseKey, type ProcessLog, variantColumns } from './log';

export interface VariantRow {
  readonly events: readonly string[];
  readonly cases: number;
  readonly share: number;
  /** Share of the cases of this and all more frequent variants. */
  readonly cumulativeShare: number;
  /** Median seconds from the first to the last event. */
  readonly medianSeconds: number;
}

export interface Variants {
  /** Most frequent first; equally frequent ones shortest first. */
  readonly rows: readonly VariantRow[];
  readonly total: number;
  readonly truncated: boolean;
  readonly cases: number;
  /** Over all variants, not only those in `rows`. */
  readonly curve: readonly CurvePoint[];
}

/**
 * The most frequent sequences of events and how many cases all sequences cover.
 * @param limit rows to spell out; counts and curve are of all variants
 */
export async function readVariants(
  connection: DuckDBConnection,
  log: ProcessLog,
  limit = 200,
): Promise<Variants> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_cases AS
    WITH ${casedSql(log)}
    SELECT ${caseKey(log)}, ${variantColumns('code', 'rn - start')}, extract(epoch FROM max(ts) - min(ts)) AS seconds
    FROM cased GROUP BY ${caseKey(log)}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_variants AS
    SELECT steps, hash_a, hash_b, count(*) AS n FROM process_cases GROUP BY steps, hash_a, hash_b`);
  const sizes = await queryRows<{ cases: number; variants: number }>(
    connection,
    'SELECT CAST(n AS DOUBLE) AS cases, CAST(count(*) AS DOUBLE) AS variants FROM process_variants GROUP BY n',
  );
  const curve = coverageCurve(sizes);
  const { cases, variants: total } = curve.at(-1) ?? { cases: 0, variants: 0 };
  const top = await topVariants(connection, log, limit);
  let sum = 0;
  const rows = top.map((row) => {
    sum += row.cases;
    return { ...row, share: row.cases / cases, cumulativeShare: sum / cases };
  });
  return { rows, total, truncated: total > rows.length, cases, curve };
}

/** Spells the most frequent variants out from one case of each, the only ones whose events are read again. */
async function topVariants(connection: DuckDBConnection, log: ProcessLog, limit: number) {
  await connection.run(`CREATE OR REPLACE TEMP TABLE process_examples AS
    WITH top AS (
      SELECT *, row_number() OVER (ORDER BY n DESC, steps, hash_a, hash_b) AS rank FROM process_variants
      ORDER BY n DESC, steps, hash_a, hash_b LIMIT ${Math.max(1, Math.floor(limit))}
    ), numbered AS (
      SELECT rank, n, ${caseKey(log)}, seconds,
             row_number() OVER (PARTITION BY rank ORDER BY ${caseKey(log)}) AS example
      FROM process_cases JOIN top USING (steps, hash_a, hash_b)
    ), medians AS (
      SELECT rank, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds FROM numbered GROUP BY rank
    )
    SELECT rank, n, ${caseKey(log)}, medians.seconds FROM numbered JOIN medians USING (rank) WHERE example = 1`);
  const rows = await queryRows<{ rank: number; n: number; seconds: number; code: number }>(
    connection,
    `WITH ${casedSql(log, `(SELECT * FROM process_log WHERE (${log.partition.join(', ')}) IN (SELECT ${log.partition.length > 1 ? `(${log.partition.join(', ')})` : log.partition.join()} FROM process_examples))`)}
     SELECT CAST(rank AS INTEGER) AS rank, CAST(n AS DOUBLE) AS n, seconds, code
     FROM cased JOIN process_examples USING (${caseKey(log)}) ORDER BY rank, rn`,
  );
  const spelled: { events: string[]; cases: number; medianSeconds: number }[] = [];
  for (const row of rows) {
    const variant = spelled[row.rank - 1] ?? {
      events: [],
      cases: row.n,
      medianSeconds: row.seconds,
    };
    variant.events.push(log.events[row.code] ?? '');
    spelled[row.rank - 1] = variant;
  }
  return spelled;
}
