import { expect, test } from 'vitest';
import { type Column, cellText, columnWidths } from './table-column';
import { tableCsv } from './table-csv';

interface Row {
  readonly name: string | null;
  readonly n: number;
}
const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', value: (r) => r.name },
  { key: 'n', label: 'n', value: (r) => r.n, cell: (r) => `${r.n} 회`, numeric: true },
  { key: 'fixed', label: 'Fixed', value: () => 'x'.repeat(99), width: 90 },
];
const row: Row = { name: null, n: 5 };

test('a cell says its shown text, else its value', () => {
  expect(columns.map((c) => cellText(c, row).slice(0, 5))).toEqual(['', '5 회', 'xxxxx']);
  const element: Column<Row> = { key: 'e', label: 'e', value: (r) => r.n, cell: () => null };
  expect(cellText(element, row)).toBe('5');
});

test('widths follow the longest text within limits, a given width stays', () => {
  expect(columnWidths(columns, [row])).toEqual([72, 72, 90]);
  expect(columnWidths(columns, [{ name: '가'.repeat(10), n: 5 }])[0]).toBe(173);
  expect(columnWidths(columns, [{ name: 'x'.repeat(500), n: 5 }])[0]).toBe(420);
  expect(columnWidths(columns, [])).toEqual([72, 72, 90]);
});

test('the CSV holds values, not their shown form', () => {
  expect(tableCsv(columns.slice(0, 2), [row, { name: 'a,b', n: 0.25 }])).toBe(
    '\uFEFFName,n\r\n,5\r\n"a,b",0.25\r\n',
  );
});
