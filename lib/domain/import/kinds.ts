/** What the values of a column look like. */
export type FieldKind = 'timestamp' | 'date' | 'id' | 'text' | 'number';

const TIMESTAMP =
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?$/;
const DATE = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Epoch seconds or milliseconds between 2001 and 2286. */
const EPOCH = /^\d{10}(\d{3})?$/;

/** A few broken values do not change what a column is; its rows are set aside by the import, not its guess. */
const ENOUGH = 0.9;

/** The narrowest kind that at least nine of ten non-empty values have; `text` when there is none. */
export function detectKind(values: readonly (string | null)[], name: string): FieldKind {
  const filled = values
    .filter((v): v is string => v !== null && v.trim() !== '')
    .map((v) => v.trim());
  if (filled.length === 0) return 'text';
  const most = (...tests: RegExp[]) =>
    filled.filter((v) => tests.some((test) => test.test(v))).length >= filled.length * ENOUGH;
  if (most(DATE)) return 'date';
  if (most(TIMESTAMP, DATE)) return 'timestamp';
  if (most(EPOCH) && /time|ts|date|일시|시간/i.test(name)) return 'timestamp';
  if (most(NUMBER)) return 'number';
  return /(^|[_\s])id$|id$|번호$/i.test(name) ? 'id' : 'text';
}
