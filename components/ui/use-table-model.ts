'use client';
import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { type Column, cellText } from './table-column';

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  columnVisibilityFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

/** Numbers inside text sort by size up to this many rows; beyond, the engine's quick comparison is what keeps up. */
const NATURAL_ROWS = 10_000;

/**
 * Sorting, text filter and column choice of a table. Empty values come last in either direction; text sorts as the
 * reader's language does.
 */
export function useTableModel<Row extends object>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
) {
  const locale = useLocale();
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    const collator = new Intl.Collator(locale, { numeric: rows.length <= NATURAL_ROWS });
    const compare = (a: unknown, b: unknown) =>
      typeof a === 'number' && typeof b === 'number'
        ? a - b
        : collator.compare(String(a), String(b));
    return columns.map((column) =>
      helper.accessor((row: Row): unknown => column.value(row) ?? undefined, {
        id: column.key,
        header: column.label,
        sortDescFirst: column.numeric === true,
        sortUndefined: 'last',
        sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
      }),
    );
  }, [columns, rows.length, locale]);

  // The filter looks through all columns of a row at once; the text is put together when a filter is first typed.
  const haystack = useMemo(() => {
    const texts = new Array<string | undefined>(rows.length);
    return (row: Row, index: number): string => {
      const known = texts[index];
      if (known !== undefined) return known;
      const text = columns
        .map((c) => `${c.value(row) ?? ''}\n${c.cell ? cellText(c, row) : ''}`)
        .join('\n')
        .toLowerCase();
      texts[index] = text;
      return text;
    };
  }, [columns, rows]);

  const first = columns[0]?.key;
  return useTable({
    features,
    columns: defs,
    data: rows,
    getColumnCanGlobalFilter: (column) => column.id === first,
    globalFilterFn: (row, _id, wanted: string) =>
      haystack(row.original, row.index).includes(wanted),
  });
}
