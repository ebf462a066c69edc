'use client';
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { ON_SEQUENTIAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import type { Cohort, CohortCell } from '@/lib/domain/cohorts/triangle';
import { cellStep, type TriangleWords } from './triangle-look';
import classes from './triangle-table.module.css';
import type { CohortMeasure } from './use-cohort-filter';

export const HEAD_WIDTH = 96;
const CELL_WIDTH = { min: 46, max: 68 } as const;
/** Pixels with the space around them. */
export const ROW_HEIGHT = 40;
const HEAD_HEIGHT = 34;
const BEFORE_GAP = 8;

export const triangleHeight = (cohorts: readonly Cohort[]): number =>
  HEAD_HEIGHT +
  cohorts.length * ROW_HEIGHT +
  (cohorts.some((c) => c.cohort === null) ? BEFORE_GAP : 0);

interface Look {
  readonly measure: CohortMeasure;
  readonly borders: readonly number[];
  readonly scheme: Scheme;
  readonly words: TriangleWords;
  readonly onOpen: (cohort: string | null, week: string) => void;
}

interface Props extends Look {
  readonly label: string;
  readonly cohorts: readonly Cohort[];
  readonly weeks: number;
  /** The cell whose celebs are open. */
  readonly open: { readonly cohort: string | null; readonly week: string } | null;
}

/** Where the arrow and edge keys lead from a cell; undefined: not a key of the grid. */
function step(key: string, row: number, column: number, lengths: readonly number[]) {
  const inRow = (r: number, c: number) => {
    const length = lengths[r] ?? 0;
    return length > 0 ? { row: r, column: Math.min(c, length - 1) } : { row, column };
  };
  if (key === 'ArrowRight') return inRow(row, column + 1);
  if (key === 'ArrowLeft') return inRow(row, Math.max(0, column - 1));
  if (key === 'ArrowDown') return inRow(Math.min(row + 1, lengths.length - 1), column);
  if (key === 'ArrowUp') return inRow(Math.max(row - 1, 0), column);
  if (key === 'Home') return inRow(row, 0);
  if (key === 'End') return inRow(row, lengths[row] ?? 0);
  return undefined;
}

/** The triangle as a grid: one stop for Tab, arrow keys from cell to cell, Enter opens the celebs. */
export function TriangleTable({ label, cohorts, weeks, open, ...look }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const { scheme, words } = look;
  // Another filter may have fewer cells than the one that was active.
  const row = Math.min(active.row, cohorts.length - 1);
  const column = Math.min(active.column, (cohorts[row]?.cells.length ?? 1) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const lengths = cohorts.map((c) => c.cells.length);
    const to = step(event.key, row, column, lengths);
    if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-cell="${to.row}-${to.column}"]`)?.focus();
  };
  return (
    <table
      ref={table}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are pressed
      role="grid"
      aria-label={label}
      className={classes.table}
      style={{
        minWidth: HEAD_WIDTH + weeks * CELL_WIDTH.min,
        width: `min(100%, ${HEAD_WIDTH + weeks * CELL_WIDTH.max}px)`,
        ...Object.fromEntries(
          SEQUENTIAL[scheme].flatMap((colour, i) => [
            [`--step-${i}`, colour],
            [`--on-step-${i}`, ON_SEQUENTIAL[scheme][i]],
          ]),
        ),
      }}
      onKeyDown={onKeyDown}
    >
      <colgroup>
        <col style={{ width: HEAD_WIDTH }} />
        {Array.from({ length: weeks }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week's place is its name
          <col key={i} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{words.joinWeek}</th>
          {Array.from({ length: weeks }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week's place is its name
            <th key={i} scope="col">
              {words.week(i)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cohorts.map((cohort, r) => (
          <Row
            key={cohort.cohort ?? ''}
            cohort={cohort}
            row={r}
            weeks={weeks}
            active={r === row ? column : -1}
            openWeek={open?.cohort === cohort.cohort ? open.week : null}
            onActive={setActive}
            {...look}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps extends Look {
  readonly cohort: Cohort;
  readonly row: number;
  readonly weeks: number;
  /** Column of the cell that Tab reaches; -1: in another row. */
  readonly active: number;
  readonly openWeek: string | null;
  readonly onActive: (at: { row: number; column: number }) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { cohort, row, weeks, active, openWeek, onActive, measure, borders, words, onOpen } = props;
  const button = (cell: CohortCell, column: number) => {
    const step = cellStep(cohort, cell, measure, borders);
    const label = words.cell(cohort, cell);
    return (
      <button
        type="button"
        className={classes.cell}
        data-cell={`${row}-${column}`}
        data-cut={cell.complete ? undefined : true}
        data-open={cell.week === openWeek || undefined}
        tabIndex={column === active ? 0 : -1}
        aria-label={label}
        title={label}
        style={
          step === null
            ? undefined
            : { background: `var(--step-${step})`, color: `var(--on-step-${step})` }
        }
        onFocus={() => onActive({ row, column })}
        onClick={() => onOpen(cohort.cohort, cell.week)}
      >
        {words.main(cell)}
        <small>{words.other(cell)}</small>
      </button>
    );
  };
  return (
    <tr className={cohort.cohort === null ? classes.before : undefined}>
      <th scope="row">
        {words.cohort(cohort.cohort)}
        <span className={classes.size}>{words.size(cohort.celebs)}</span>
      </th>
      {cohort.cells.map((cell, column) => (
        <td key={cell.week}>{button(cell, column)}</td>
      ))}
      {cohort.cells.length < weeks ? <td colSpan={weeks - cohort.cells.length} /> : null}
    </tr>
  );
});
