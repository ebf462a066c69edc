/** A series' attributions, or those of several small ones together. */
export interface AttributionRow {
  /** null: the series that are not shown, together. */
  readonly series: string | null;
  /** How many series it holds. */
  readonly count: number;
  /** One per day. */
  readonly values: readonly number[];
  /** Alike; null of several series, whose counts are of different things, and of groups. */
  readonly observed: readonly number[] | null;
  readonly sum: number;
}

export interface AttributionTable {
  readonly rows: readonly AttributionRow[];
  /** Of all rows, by day; they add up to `total`. */
  readonly daySums: readonly number[];
  readonly total: number;
  /** The largest |value| of a series' day, what is together left out; 0 when there is none. */
  readonly largest: number;
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Series by their total size (the sum of |value| over days), the largest first; of equal ones the earlier. */
export function seriesBySize(
  values: readonly (readonly number[])[],
  series: readonly string[],
): string[] {
  const size = series.map((_, s) => sumOf(values.map((day) => Math.abs(day[s] as number))));
  return series
    .map((_, s) => s)
    .sort((a, b) => (size[b] as number) - (size[a] as number))
    .map((s) => series[s] as string);
}

/**
 * Attributions by day and series as the rows of a heat map, with sums of rows and columns.
 * @param values `[days][series]`
 * @param observed alike, or null
 * @param order names of the series in the order of rows
 * @param limit rows shown; what is beyond becomes one row, so that all sums stay complete
 */
export function attributionRows(
  values: readonly (readonly number[])[],
  observed: readonly (readonly number[])[] | null,
  series: readonly string[],
  order: readonly string[],
  limit: number,
): AttributionTable {
  const rowOf = (name: string): AttributionRow => {
    const s = series.indexOf(name);
    const own = values.map((day) => day[s] as number);
    return {
      series: name,
      count: 1,
      values: own,
      observed: observed?.map((day) => day[s] as number) ?? null,
      sum: sumOf(own),
    };
  };
  const all = order.map(rowOf);
  const rows = all.length <= limit + 1 ? all : all.slice(0, limit);
  const rest = all.slice(rows.length);
  if (rest.length > 0) {
    const folded = values.map((_, day) => sumOf(rest.map((row) => row.values[day] as number)));
    rows.push({
      series: null,
      count: rest.length,
      values: folded,
      observed: null,
      sum: sumOf(folded),
    });
  }
  const daySums = values.map(sumOf);
  return {
    rows,
    daySums,
    total: sumOf(daySums),
    largest: rows
      .flatMap((row) => (row.series === null ? [] : row.values))
      .reduce((a, b) => Math.max(a, Math.abs(b)), 0),
  };
}
