export type Order = 'asc' | 'desc';

/** A text column as numbers: `values[codes[row]]`; -1 = none. */
export interface CodedColumn {
  readonly values: readonly string[];
  readonly codes: Int32Array;
}

/**
 * Codes a text column. Values are in code-unit order, so codes sort as values do.
 * @example codeColumn(['b', null, 'a']) // { values: ['a', 'b'], codes: [1, -1, 0] }
 */
export function codeColumn(texts: readonly (string | null)[]): CodedColumn {
  const values = [...new Set(texts.filter((text) => text !== null))].sort();
  const places = new Map(values.map((value, code) => [value, code]));
  return {
    values,
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : (places.get(text) ?? -1))),
  };
}

/**
 * Rows by a number each; NaN (none) comes last in both orders, and equal numbers keep the order of the rows.
 * Cost: n log n comparisons.
 */
export function orderByNumbers(values: Float64Array, order: Order): Uint32Array {
  const sign = order === 'asc' ? 1 : -1;
  const some: number[] = [];
  const none: number[] = [];
  for (let row = 0; row < values.length; row++) (Number.isNaN(values[row]) ? none : some).push(row);
  some.sort((a, b) => sign * ((values[a] ?? 0) - (values[b] ?? 0)) || a - b);
  return Uint32Array.from([...some, ...none]);
}

/** Rows by a text each, by code units; equal texts keep the order of the rows. */
export function orderByTexts(values: readonly string[], order: Order): Uint32Array {
  const sign = order === 'asc' ? 1 : -1;
  const rows = values.map((_, row) => row);
  rows.sort((a, b) => {
    const [x, y] = [values[a] ?? '', values[b] ?? ''];
    return x === y ? a - b : x < y ? -sign : sign;
  });
  return Uint32Array.from(rows);
}

/** Rows by a small code each, in one pass; -1 (none) comes last in both orders, equal codes keep the order of the rows. */
export function orderByCodes(codes: Int32Array, count: number, order: Order): Uint32Array {
  const place = (code: number) => (code < 0 ? count : order === 'asc' ? code : count - 1 - code);
  const starts = new Uint32Array(count + 2);
  for (const code of codes) starts[place(code) + 1] = (starts[place(code) + 1] ?? 0) + 1;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const rows = new Uint32Array(codes.length);
  codes.forEach((code, row) => {
    const at = starts[place(code)] ?? 0;
    rows[at] = row;
    starts[place(code)] = at + 1;
  });
  return rows;
}
