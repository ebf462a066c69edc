import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';

export interface CarrierOptions {
  /** A column of the daily table, or `active_celebs`. */
  readonly metric: string;
  /** The unusual day. */
  readonly day: string;
  /** Temp table or view with a column celeb_id: only these celebs. */
  readonly celebs?: string;
  /** Weeks to look at before and after the day. Default 4. */
  readonly weeks?: number;
  /** Days that are no usual ones: the platform has no events there. */
  readonly missing?: readonly string[];
}

export interface Carrier {
  readonly name: string;
  readonly value: number;
  /** Mean of the same weekday in the weeks around. */
  readonly usual: number;
  readonly difference: number;
}

export interface Carriers {
  /** Days that `usual` is the mean of; none when the data have no such day. */
  readonly usualDays: readonly string[];
  readonly value: number;
  readonly usual: number;
  /** Celebs with the largest absolute difference first. Their differences add up to value - usual over all celebs. */
  readonly celebs: {
    readonly rows: readonly Carrier[];
    readonly total: number;
    readonly truncated: boolean;
  };
  /** Event names, for metrics that are sums over them; otherwise empty. */
  readonly events: readonly Carrier[];
}

/**
 * Answers: which celebs and events carry an unusual day?
 *
 * Compares the day with the mean of the same weekday in the `weeks` weeks before and after. A mean, not a median, so
 * that the parts add up to the whole; the anomaly itself was found with robust figures. Distinct fans are counted per
 * celeb: who visits two rooms counts in both.
 * @throws RangeError for a metric that the daily table does not have, or a number of weeks that is not positive
 */
export async function readCarriers(
  connection: DuckDBConnection,
  dir: string,
  options: CarrierOptions,
  limit = 100,
): Promise<Carriers> {
  const { metric, weeks = 4, missing = [] } = options;
  if (!(Number.isInteger(weeks) && weeks > 0))
    throw new RangeError(`weeks must be a positive integer, got ${weeks}`);
  const file = `read_parquet(${sqlString(dailyPath(dir))})`;
  const columns = (
    await queryRows<{ column_name: string }>(connection, `DESCRIBE SELECT * FROM ${file}`)
  )
    .map((c) => c.column_name)
    .slice(3);
  if (metric !== 'active_celebs' && !columns.includes(metric))
    throw new RangeError(`the daily table has no metric ${metric}`);
  const value =
    metric === 'active_celebs' ? 'CASE WHEN own_total > 0 THEN 1 ELSE 0 END' : sqlName(metric);
  const day = `DATE ${sqlString(options.day)}`;
  const only =
    options.celebs === undefined
      ? ''
      : ` AND celeb_id IN (SELECT celeb_id FROM ${sqlName(options.celebs)})`;
  const gone = missing.filter((d) => d !== options.day).map((d) => `DATE ${sqlString(d)}`);
  const around = `abs(day - ${day}) <= ${7 * weeks} AND (day - ${day}) % 7 = 0${
    gone.length > 0 ? ` AND day NOT IN (${gone.join(', ')})` : ''
  }`;
  const near = `(SELECT * FROM ${file} WHERE ${around}${only})`;
  const usualDays = (
    await queryRows<{ day: string }>(
      connection,
      `SELECT DISTINCT CAST(day AS VARCHAR) AS day FROM ${file} WHERE ${around} AND day <> ${day} ORDER BY day`,
    )
  ).map((r) => r.day);
  const split = (expression: string, suffix: number | '' = '') => `
    CAST(coalesce(sum(${expression}) FILTER (WHERE day = ${day}), 0) AS DOUBLE) AS value${suffix},
    CAST(coalesce(sum(${expression}) FILTER (WHERE day <> ${day}), 0) AS DOUBLE) / ${Math.max(1, usualDays.length)} AS usual${suffix}`;
  const rows = await queryRows<Carrier & { total: number; all_value: number; all_usual: number }>(
    connection,
    `SELECT *, value - usual AS difference, CAST(count(*) OVER () AS DOUBLE) AS total,
            sum(value) OVER () AS all_value, sum(usual) OVER () AS all_usual
     FROM (SELECT celeb_id AS name, ${split(value)} FROM ${near} GROUP BY celeb_id)
     ORDER BY abs(value - usual) DESC, name LIMIT ${Math.max(1, Math.floor(limit))}`,
  );
  const total = rows[0]?.total ?? 0;
  return {
    usualDays,
    value: rows[0]?.all_value ?? 0,
    usual: rows[0]?.all_usual ?? 0,
    celebs: {
      rows: rows.map(({ name, value: v, usual, difference }) => ({
        name,
        value: v,
        usual,
        difference,
      })),
      total,
      truncated: total > rows.length,
    },
    events: await eventCarriers(connection, near, eventColumns(metric, columns), split),
  };
}

/** The columns that a total is the sum of. */
function eventColumns(metric: string, columns: readonly string[]): string[] {
  const side = metric === 'own_total' ? 'own_' : metric === 'fan_total' ? 'fan_' : undefined;
  if (side === undefined) return [];
  // An event may be called "total" or "unique" itself: the daily table's own columns come last.
  const events = columns.slice(0, columns.lastIndexOf('own_total'));
  return events.filter((c) => c.startsWith(side));
}

async function eventCarriers(
  connection: DuckDBConnection,
  near: string,
  columns: readonly string[],
  split: (expression: string, suffix: number) => string,
): Promise<Carrier[]> {
  if (columns.length === 0) return [];
  // One row with two numbers per event name: one pass over the file, however many names there are.
  const [sums] = await queryRows<Record<string, number>>(
    connection,
    `SELECT ${columns.map((c, i) => split(sqlName(c), i)).join(', ')} FROM ${near}`,
  );
  return columns
    .map((name, i) => {
      const value = sums?.[`value${i}`] ?? 0;
      const usual = sums?.[`usual${i}`] ?? 0;
      return { name, value, usual, difference: value - usual };
    })
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.name < b.name ? -1 : 1));
}
