import type { FieldSource } from '@/lib/contracts/tables';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';

/** A field's raw text in SQL: its column trimmed, empty text as NULL; or its constant. */
export function rawField(source: FieldSource | undefined): string {
  if (!source) return 'NULL::VARCHAR';
  return 'constant' in source
    ? sqlString(source.constant)
    : `nullif(trim(${sqlName(source.column)}), '')`;
}

/**
 * Local wall-clock time (TIMESTAMP) of a text in SQL; NULL when it is none.
 *
 * The usual form `YYYY-MM-DD HH:MM:SS` is tried first, by its shape alone, since a regular expression over
 * millions of rows costs more than reading them. Then: dates with `/` or `.`, fractions, offsets, `Z`, date only,
 * epoch seconds and milliseconds. Words that DuckDB would take (`epoch`, `infinity`) are not times.
 */
export function localTime(text: string, timeZone: string): string {
  const zone = sqlString(timeZone);
  const iso = `regexp_replace(${text}, '^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})', '\\1-\\2-\\3')`;
  const offset = `regexp_matches(${text}, '\\d{2}:\\d{2}(:\\d{2}([.]\\d+)?)?\\s*(Z|[+-]\\d{2}(:?\\d{2})?)$')`;
  // "+0900" is read as "+09:00".
  const withColon = `regexp_replace(${iso}, '([+-]\\d{2})(\\d{2})$', '\\1:\\2')`;
  return `CASE
    WHEN strlen(${text}) = 19 AND substr(${text}, 5, 1) = '-' AND substr(${text}, 17, 1) = ':' THEN try_cast(${text} AS TIMESTAMP)
    WHEN regexp_matches(${text}, '^\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T]\\d{1,2}:\\d{2}.*)?$') THEN
      CASE WHEN ${offset} THEN timezone(${zone}, try_cast(${withColon} AS TIMESTAMPTZ))
           ELSE try_cast(${iso} AS TIMESTAMP) END
    WHEN regexp_matches(${text}, '^\\d{13}$') THEN timezone(${zone}, to_timestamp(${text}::DOUBLE / 1000))
    WHEN regexp_matches(${text}, '^\\d{9,10}([.]\\d+)?$') THEN timezone(${zone}, to_timestamp(${text}::DOUBLE))
  END`;
}

/**
 * UTC of a local TIMESTAMP in SQL. A zone whose offset never changes between 1990 and 2037 (Seoul, Tokyo, UTC)
 * needs a subtraction only; the time-zone database is asked for every other row.
 */
export function utcTime(local: string, timeZone: string): string {
  const exact = `timezone('UTC', timezone(${sqlString(timeZone)}, ${local}))`;
  const minutes = constantOffsetMinutes(timeZone);
  if (minutes === undefined) return exact;
  return `CASE WHEN ${local} >= TIMESTAMP '1990-01-01' AND ${local} < TIMESTAMP '2037-01-01'
    THEN ${local} - INTERVAL ${minutes} MINUTE ELSE ${exact} END`;
}

/** The zone's offset in minutes if it is the same in every month of 1990 to 2037. */
export function constantOffsetMinutes(timeZone: string): number | undefined {
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
