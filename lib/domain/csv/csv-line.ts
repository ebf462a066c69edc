export type CsvCell = string | number | null;

/** Spreadsheets need it before Korean text. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * One line of a CSV file (RFC 4180) with its end. Null is empty; a text that a spreadsheet would run as a formula begins
 * with an apostrophe.
 * @example csvLine(['a,b', 1.5, null, '=1+1']) // '"a,b",1.5,,\'=1+1\r\n'
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(value: CsvCell): string {
  const text =
    value === null
      ? ''
      : typeof value === 'string'
        ? value.replace(/^[=+\-@\t\r]/, "'$&")
        : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
