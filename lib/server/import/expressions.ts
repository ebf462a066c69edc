import type { FieldSource } from '@/lib/contracts/tables';
import { sqlString } from '@/lib/server/lake/duckdb';

/** `YYYY-MM-DD HH:MM[:SS[.fraction]] [offset]`, also with `/` or `.` in the date, `T`, a comma before the fraction. */
const TIME_PARTS =
  '^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:(?:T|\\s+)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d+))?)?\\s*(Z|z|UTC|GMT|[+-](?:0\\d|1[0-5])(?::?[0-5]\\d)?)?)?$';
/** As JavaScript and people write a number; DuckDB alone would also take `1_000`. */
const NUMBER = '^[+-]?(\\d+[.]?\\d*|[.]\\d+)([eE][+-]?\\d+)?$';

/** A field's raw text in SQL: its column (trimmed, empty text as NULL) or its constant. */
export function rawField(
  source: FieldSource | undefined,
  columnOf: (name: string) => string,
  trim: boolean,
): string {
  if (!source) return 'NULL::VARCHAR';
  if ('constant' in source) return sqlString(source.constant);
  const column = columnOf(source.column);
  return trim ? `nullif(trim(${column}), '')` : column;
}

/** A text as DOUBLE in SQL; NULL when it is no finite number. */
export const numberOf = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, '${NUMBER}') AND isfinite(try_cast(${text} AS DOUBLE)) THEN try_cast(${text} AS DOUBLE) END`;

/** Column types of a Parquet file that are a time already. */
export type TimeType = 'text' | 'naive' | 'instant';

/**
 * A text of the form `YYYY-MM-DD HH:MM:SS` (or with `T`) as TIMESTAMP in SQL; NULL for any other.
 *
 * Recognised by its length and two characters, since a regular expression over millions of rows costs more than
 * reading them; the last character keeps `HH:MM:SZ` out, of which DuckDB would forget the zone.
 */
export const usualTime = (text: string): string =>
  `CASE WHEN strlen(${text}) = 19 AND substr(${text}, 17, 1) = ':' AND NOT ends_with(${text}, 'Z') THEN try_cast(${text} AS TIMESTAMP) END`;

/**
 * UTC (TIMESTAMP) of a time in SQL; NULL when it is none. `usual` is `usualTime` of the same text.
 *
 * Taken are: ISO 8601 with or without offset, `Z`, `T`, fractions; dates with `/` or `.`; a date alone (its
 * midnight); epoch seconds (9 or 10 digits, also with a fraction) and milliseconds (13 digits). A time without an
 * offset is read in `timeZone`: one that the change to summer time skips is moved on by the change, one that
 * occurs twice is the second. Words that DuckDB would take (`epoch`, `infinity`, `now`) are not times.
 */
export function utcTime(text: string, usual: string, timeZone: string): string {
  const parts = `regexp_extract(${text}, '${TIME_PARTS}', ['y', 'm', 'd', 'h', 'i', 's', 'f', 'o'])`;
  const part = (name: string) => `(${parts}).${name}`;
  const day = `${part('y')} || '-' || ${part('m')} || '-' || ${part('d')}`;
  const clock = `CASE WHEN ${part('h')} = '' THEN '00:00:00' ELSE ${part('h')} || ':' || ${part('i')} || ':' || CASE WHEN ${part('s')} = '' THEN '00' ELSE ${part('s')} END
    || CASE WHEN ${part('f')} = '' THEN '' ELSE '.' || ${part('f')} END END`;
  const offset = `CASE WHEN ${part('o')} IN ('Z', 'z', 'UTC', 'GMT') THEN '+00:00'
    WHEN length(${part('o')}) = 5 THEN ${part('o')}[1:3] || ':' || ${part('o')}[4:5] ELSE ${part('o')} END`;
  const naive = `try_cast(${day} || ' ' || ${clock} AS TIMESTAMP)`;
  return `CASE
    WHEN ${usual} IS NOT NULL THEN ${naiveToUtc(usual, timeZone)}
    WHEN strlen(${text}) = 20 AND ends_with(${text}, 'Z') AND substr(${text}, 17, 1) = ':' THEN try_cast(${text} AS TIMESTAMP)
    WHEN regexp_matches(${text}, '${TIME_PARTS}') THEN
      CASE WHEN ${part('o')} = '' THEN ${naiveToUtc(naive, timeZone)}
        ELSE timezone('UTC', try_cast(${day} || ' ' || ${clock} || (${offset}) AS TIMESTAMPTZ)) END
    WHEN regexp_matches(${text}, '^\\d{13}$') THEN make_timestamp(${text}::BIGINT * 1000)
    WHEN regexp_matches(${text}, '^\\d{9,10}([.]\\d+)?$') THEN timezone('UTC', to_timestamp(${text}::DOUBLE))
  END`;
}

/** UTC (TIMESTAMP) of a column that holds times already, in SQL; NULL when it is infinite. */
export function utcOfColumn(
  column: string,
  type: Exclude<TimeType, 'text'>,
  timeZone: string,
): string {
  const utc =
    type === 'instant'
      ? `timezone('UTC', ${column})`
      : naiveToUtc(`${column}::TIMESTAMP`, timeZone);
  return `CASE WHEN isfinite(${column}) THEN ${utc} END`;
}

/** Wall-clock time in `timeZone` of a UTC TIMESTAMP in SQL. */
export function localTime(utc: string, timeZone: string): string {
  const exact = `timezone(${sqlString(timeZone)}, timezone('UTC', ${utc}))`;
  const minutes = constantOffsetMinutes(timeZone);
  if (minutes === undefined) return exact;
  return `CASE WHEN ${inConstantYears(utc)} THEN ${utc} + INTERVAL ${minutes} MINUTE ELSE ${exact} END`;
}

/**
 * A zone whose offset never changes between 1990 and 2037 (Seoul, Tokyo, UTC) needs a subtraction only; the
 * time-zone database is asked for every other row.
 */
function naiveToUtc(naive: string, timeZone: string): string {
  const exact = `timezone('UTC', timezone(${sqlString(timeZone)}, ${naive}))`;
  const minutes = constantOffsetMinutes(timeZone);
  if (minutes === undefined) return exact;
  return `CASE WHEN ${inConstantYears(naive)} THEN ${naive} - INTERVAL ${minutes} MINUTE ELSE ${exact} END`;
}

/** A day is left out at both ends, so that the local and the UTC year decide alike. */
const inConstantYears = (time: string) =>
  `${time} BETWEEN TIMESTAMP '1990-01-02' AND TIMESTAMP '2036-12-30'`;

const offsets = new Map<string, number | undefined>();

/** The zone's offset in minutes if it is the same in every month of 1990 to 2037. */
export function constantOffsetMinutes(timeZone: string): number | undefined {
  if (!offsets.has(timeZone)) offsets.set(timeZone, findConstantOffset(timeZone));
  return offsets.get(timeZone);
}

function findConstantOffset(timeZone: string): number | undefined {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  let offset: number | undefined;
  for (let month = 0; month < 48 * 12; month++) {
    const at = Date.UTC(1990, month, 1);
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
    const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute);
    const minutes = (local - at) / 60_000;
    if (offset !== undefined && minutes !== offset) return undefined;
    offset = minutes;
  }
  return offset;
}
