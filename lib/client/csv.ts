/** Rows as CSV (RFC 4180) with a byte-order mark, which spreadsheets need for Korean text. */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cell = (value: string | number | null) => {
    // A leading = + - @ would be run as a formula by a spreadsheet.
    const text =
      value === null
        ? ''
        : typeof value === 'string'
          ? value.replace(/^[=+\-@\t\r]/, "'$&")
          : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
