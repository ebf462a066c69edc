/** Who did it: the celeb in the own room, or somebody else there. */
export type Side = 'own' | 'fan';

/** An event name of the daily table. */
export interface EventName {
  readonly side: Side;
  readonly event: string;
}

/** Columns of the daily table that begin with a side and are no event's: method §3. */
const TAKEN: Readonly<Record<Side, readonly string[]>> = {
  own: ['total'],
  fan: ['total', 'unique'],
};

/** Always escaped: the escape itself, and what neither a column name nor PostgreSQL's text carries. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ALWAYS = /[%\u0000-\u001f\u007f]/g;
const CAPITAL = /[A-Z]/g;
const FIRST = /^[^%]/;

/**
 * Names the daily table's columns: `own_<event>` and `fan_<event>`, in the order of the names.
 *
 * Columns must differ even when upper and lower case count as equal, as SQL has it, and must not be one of the totals.
 * Where plain names would meet, their capitals are written as `%` and two hexadecimal digits (`Chat` beside `chat`
 * becomes `own_%43hat`), and an event called like a total has its first character written so (`total` becomes
 * `own_%74otal`). `%` and control characters are always written so. `columnEvent` reads every name back.
 * @param names each at most once
 * @throws RangeError when a name is given twice
 */
export function eventColumns(names: readonly EventName[]): string[] {
  const plain = names.map(({ side, event }) => `${side}_${event.replace(ALWAYS, escaped)}`);
  const uses = new Map<string, number>();
  for (const name of plain) uses.set(lower(name), (uses.get(lower(name)) ?? 0) + 1);
  const columns = names.map(({ side }, i) => {
    const name = plain[i] ?? '';
    const rest = name.slice(side.length + 1);
    const taken = TAKEN[side].includes(lower(rest));
    if (!taken && uses.get(lower(name)) === 1) return name;
    const first = taken ? rest.replace(FIRST, escaped) : rest;
    return `${side}_${escapeCapitals(first)}`;
  });
  if (new Set(columns).size < columns.length) {
    throw new RangeError(`event names must differ, got ${names.map((n) => n.event).join(', ')}`);
  }
  return columns;
}

/** The event that a column of the daily table counts; undefined for totals and any other column. */
export function columnEvent(column: string): EventName | undefined {
  const side = column.startsWith('own_') ? 'own' : column.startsWith('fan_') ? 'fan' : undefined;
  if (!side) return undefined;
  const rest = column.slice(4);
  if (rest === '' || TAKEN[side].includes(rest)) return undefined;
  const event = rest.replace(/%([0-9A-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return { side, event };
}

/** Case folding of A to Z only, which is how DuckDB compares column names. */
const lower = (text: string) => text.replace(CAPITAL, (c) => c.toLowerCase());

const escaped = (char: string) =>
  `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Capitals outside of an escape; those in `%7F` are digits. */
const escapeCapitals = (text: string) =>
  text.replace(/%[0-9A-F]{2}|[A-Z]/g, (part) => (part.length === 1 ? escaped(part) : part));
