import { BYTE_ORDER_MARK, type CsvCell, csvLine } from '@/lib/domain/csv/csv-line';

/** Rows as CSV (RFC 4180) with a byte-order mark, which spreadsheets need for Korean text. */
export const toCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK + [header, ...rows].map(csvLine).join('');
