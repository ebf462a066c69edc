import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** What sorting and the CSV use, and what the filter looks through. */
  readonly value: (row: Row) => string | number | null;
  /** What the cell shows; the value when left out. Text shown here is filtered as well. */
  readonly cell?: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Pixels; guessed from the text when left out. */
  readonly width?: number;
}

/** A column of numbers in one format; a dash where there is none. */
export const numberColumn = <Row>(
  key: string,
  label: string,
  value: (row: Row) => number | null,
  format: (value: number) => string,
): Column<Row> => ({
  key,
  label,
  value,
  cell: (row) => {
    const number = value(row);
    return number === null ? '–' : format(number);
  },
  numeric: true,
});

/** Rows whose text is looked at when a width is guessed; the longest of them decides. */
const SAMPLE = 400;
const PX_PER_CHARACTER = 7.6;
/** Padding, sort mark, and a little air. */
const PX_AROUND = 40;
/** A longer label is cut off rather than widen a column of short values; it stands in full in its tooltip. */
const MAX_LABEL = 16;

/** Hangul, Kana and Han take about twice the width of a Latin letter. */
const characters = (text: string): number => {
  let n = 0;
  for (const letter of text) n += letter > '\u1100' ? 1.75 : 1;
  return n;
};

/** What a cell says as text: its shown text if it is text, else its value. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const shown = column.cell?.(row);
  if (typeof shown === 'string' || typeof shown === 'number') return String(shown);
  return String(column.value(row) ?? '');
}

/** Widths in pixels that do not depend on which rows are on screen, so that no column moves while scrolling. */
export function columnWidths<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): number[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  return columns.map((column) => {
    if (column.width !== undefined) return column.width;
    let longest = Math.min(MAX_LABEL, characters(column.label));
    for (let i = 0; i < rows.length; i += step) {
      const row = rows[i];
      if (row !== undefined) longest = Math.max(longest, characters(cellText(column, row)));
    }
    return Math.round(Math.min(420, Math.max(72, longest * PX_PER_CHARACTER + PX_AROUND)));
  });
}
