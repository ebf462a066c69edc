'use client';
import { Box, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import classes from './data-table.module.css';
import { download } from './download';
import { type Column, columnWidths } from './table-column';
import { tableCsv } from './table-csv';
import { TableTools } from './table-tools';
import { useTableModel } from './use-table-model';

export type { Column } from './table-column';

interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Keep their identity while they stay the same: sorting and filtering start over when it changes. */
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly fileName: string;
  /** Largest height of the rows' window in pixels, column heads included. */
  readonly height?: number;
  /** Called for a row that is clicked, or on which Enter is pressed. Its first cell should hold a button that does the same. */
  readonly onOpen?: (row: Row) => void;
}

const ROW_HEIGHT = 33;

/**
 * A table that stays quick with 100,000 rows: only those in view are in the page. Sorting by column head, text filter,
 * column choice, CSV of what is shown; arrow, page, Home and End keys move from row to row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, fileName, height = 360, onOpen } = props;
  const t = useTranslations('table');
  // The model wants object rows; a row may be anything here, so each is wrapped once.
  const wrapped = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const wrappedColumns = useMemo(
    () =>
      columns.map((c): Column<{ row: Row }> => {
        const { cell } = c;
        return { ...c, value: ({ row }) => c.value(row), cell: cell && (({ row }) => cell(row)) };
      }),
    [columns],
  );
  const model = useTableModel(wrapped, wrappedColumns);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model is the same object at every render
  useEffect(() => {
    model.setGlobalFilter(wanted);
  }, [wanted]);

  const shownRows = model.getRowModel().rows;
  const shownKeys = new Set(model.getVisibleLeafColumns().map((c) => c.id));
  const shown = columns.filter((c) => shownKeys.has(c.key));
  const widths = useMemo(() => columnWidths(columns, rows), [columns, rows]);
  const widthOf = (column: Column<Row>) => widths[columns.indexOf(column)] ?? 120;

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shownRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 12,
  });
  const { active, onKeyDown, setActive } = useRowKeys(scroller, shownRows.length, (index) =>
    virtual.scrollToIndex(index),
  );
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const space = (pixels: number) =>
    pixels > 0 ? (
      <tr aria-hidden>
        <td className={classes.space} colSpan={shown.length} style={{ height: pixels }} />
      </tr>
    ) : null;
  return (
    <Box>
      <TableTools
        text={text}
        onText={setText}
        shown={shownRows.length}
        total={rows.length}
        columns={columns.map((c) => ({
          key: c.key,
          label: c.label,
          visible: shownKeys.has(c.key),
          toggle: () => model.getColumn(c.key)?.toggleVisibility(),
        }))}
        onCsv={() =>
          download(
            `${fileName}.csv`,
            tableCsv(
              shown,
              shownRows.map((r) => r.original.row),
            ),
          )
        }
      />
      <Box
        ref={scroller}
        className={classes.scroller}
        style={{ maxHeight: height }}
        // A scrolling area must be reachable by keyboard.
        tabIndex={0}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        <table
          className={classes.table}
          style={{ minWidth: shown.reduce((sum, c) => sum + widthOf(c), 0) }}
          aria-rowcount={shownRows.length + 1}
        >
          <colgroup>
            {shown.map((c) => (
              <col key={c.key} style={{ width: widthOf(c) }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {shown.map((c) => {
                const sorted = model.getColumn(c.key)?.getIsSorted() || false;
                return (
                  <th
                    key={c.key}
                    scope="col"
                    className={c.numeric ? classes.numeric : undefined}
                    aria-sort={
                      sorted === false ? 'none' : sorted === 'desc' ? 'descending' : 'ascending'
                    }
                  >
                    <button
                      type="button"
                      className={classes.sort}
                      title={c.label}
                      onClick={() => model.getColumn(c.key)?.toggleSorting()}
                    >
                      <span>{c.label}</span>
                      {sorted === 'asc' ? <IconArrowUp size={14} aria-hidden /> : null}
                      {sorted === 'desc' ? <IconArrowDown size={14} aria-hidden /> : null}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {space(before)}
            {items.map((item) => {
              const row = shownRows[item.index]?.original.row;
              if (row === undefined) return null;
              return (
                <tr
                  key={rowKey(row)}
                  data-index={item.index}
                  aria-rowindex={item.index + 2}
                  tabIndex={item.index === active ? 0 : -1}
                  onFocus={() => setActive(item.index)}
                  className={onOpen ? classes.opens : undefined}
                  onClick={(event) => {
                    if (!isControl(event.target)) onOpen?.(row);
                  }}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && !isControl(event.target)) onOpen?.(row);
                  }}
                >
                  {shown.map((c) => {
                    const content = c.cell ? c.cell(row) : c.value(row);
                    return (
                      <td
                        key={c.key}
                        className={c.numeric ? classes.numeric : undefined}
                        title={typeof content === 'string' ? content : undefined}
                      >
                        {content}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
            {space(after)}
          </tbody>
        </table>
        {shownRows.length === 0 ? (
          <Text size="sm" c="dimmed" ta="center" py="lg">
            {t(rows.length === 0 ? 'empty' : 'nothingFits')}
          </Text>
        ) : null}
      </Box>
    </Box>
  );
}

/** Whether something within a row answers to clicks and keys by itself. */
const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a, input') !== null;

/** Moves the keyboard from row to row; a row that is not in the page yet is scrolled to first. */
function useRowKeys(
  scroller: { readonly current: HTMLElement | null },
  count: number,
  scrollTo: (index: number) => void,
) {
  const [active, setActive] = useState(-1);
  const wanted = useRef(-1);
  useEffect(() => {
    if (wanted.current < 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = -1;
    row.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const next = steps[event.key];
    if (next === undefined || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isControl(event.target)) return;
    event.preventDefault();
    wanted.current = Math.min(count - 1, Math.max(0, next));
    setActive(wanted.current);
    scrollTo(wanted.current);
  };
  return { active, setActive, onKeyDown };
}
