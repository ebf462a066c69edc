import { toCsv } from '@/lib/client/csv';
import type { Column } from './table-column';

/** Rows as CSV: values, not their shown form, so that they can be read back. */
export const tableCsv = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  toCsv(
    columns.map((c) => c.label),
    rows.map((row) => columns.map((c) => c.value(row))),
  );
