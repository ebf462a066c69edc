/** What the values of a column look like. */
export type FieldKind = 'timestamp' | 'date' | 'id' | 'text' | 'number';

const TIMESTAMP =
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?$/;
const DATE = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Epoch seconds or milliseconds between 2001 and 2286. */
const EPOCH = /^\d{10}(\d{3})?$/;

/** The narrowest kind that all non-empty values have; `text` when there is none. */
export function detectKind(values: readonly (string | null)[], name: string): FieldKind {
  const filled = values
    .filter((v): v is string => v !== null && v.trim() !== '')
    .map((v) => v.trim());
  if (filled.length === 0) return 'text';
  const all = (test: RegExp) => filled.every((v) => test.test(v));
  if (all(TIMESTAMP)) return 'timestamp';
  if (all(DATE)) return 'date';
  if (all(EPOCH) && /time|ts|date|일시|시간/i.test(name)) return 'timestamp';
  if (all(NUMBER)) return 'number';
  return /(^|[_\s])id$|id$|번호$/i.test(name) ? 'id' : 'text';
}
