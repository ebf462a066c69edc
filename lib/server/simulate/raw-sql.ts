import { UNLISTED_BASE } from '@/lib/domain/simulate/batch';
import { FIRST_DAY } from '@/lib/domain/simulate/calendar';
import { sqlString } from '@/lib/server/lake/duckdb';

/** Rooms of a fault count from here: nobody's id resembles theirs. */
export const UNKNOWN_BASE = 2_000_000_000;

/**
 * A person's code (batch.ts) as an id of fixed length: `c1000017` a celeb, `x100003` the owner of an unlisted room,
 * `u100004` of an unknown one, `f100000042` a fan. Adding a power of ten pads faster than `lpad`.
 */
export const personId = (
  code: string,
): string => `CASE WHEN ${code} < 0 THEN 'f' || (99999999 - ${code})
  WHEN ${code} >= ${UNKNOWN_BASE} THEN 'u' || (${code} - ${UNKNOWN_BASE - 100_000})
  WHEN ${code} >= ${UNLISTED_BASE} THEN 'x' || (${code} - ${UNLISTED_BASE - 100_000})
  ELSE 'c' || (1000000 + ${code}) END`;

/** Local wall-clock time of a second of the simulation. */
export const localTimestamp = `(TIMESTAMP '${FIRST_DAY}' + to_seconds(second))`;

/** Name number `code` of a list, in SQL. */
export const nameOf = (names: readonly string[], code: string): string =>
  `[${names.map(sqlString).join(', ')}][${code} + 1]`;

export const copyOptions = (format: 'parquet' | 'csv'): string =>
  format === 'parquet'
    ? '(FORMAT parquet)'
    : `(FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S')`;
