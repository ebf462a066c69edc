'use client';
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import type { WorklistRow } from '@/lib/contracts/worklist';
import { Cell, type CellContext } from './cells';
import {
  ATTRIBUTE_WIDTH,
  COLUMN_WIDTH,
  isNumeric,
  isSortable,
  SELECT_WIDTH,
  type TableColumn,
} from './columns';
import type { RowsProps } from './rows-props';
import { isControl } from './use-row-keys';
import classes from './worklist.module.css';

/** Pixels of a row, its line included, and of the column heads. */
export const ROW_HEIGHT = 65;
export const HEAD_HEIGHT = 41;

const widthOf = (column: TableColumn) =>
  column.attribute === undefined ? COLUMN_WIDTH[column.key] : ATTRIBUTE_WIDTH;
const isRight = (column: TableColumn) => column.attribute === undefined && isNumeric(column.key);

interface Props extends RowsProps {
  readonly columns: readonly TableColumn[];
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly onSort: (key: string) => void;
}

/** The worklist as a grid. Only the rows in view are on the page. */
export function RowTable(props: Props) {
  const { list, selection, keys, context, columns, sort, order, onSort } = props;
  const { t } = context;
  const { scroller, virtual, items, rows, count } = list;
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const space = (pixels: number) =>
    pixels > 0 ? (
      <tr aria-hidden>
        <td className={classes.space} colSpan={columns.length + 1} style={{ height: pixels }} />
      </tr>
    ) : null;
  const isAll = count > 0 && selection.ids.size >= count;
  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are moved between and selected
        role="grid"
        className={rows.isStale ? `${classes.table} stale` : classes.table}
        style={{ minWidth: SELECT_WIDTH + columns.reduce((sum, c) => sum + widthOf(c), 0) }}
        aria-label={t('list')}
        aria-rowcount={count + 1}
        aria-multiselectable
        aria-busy={rows.total === undefined}
        onKeyDown={keys.onKeyDown}
      >
        <colgroup>
          <col style={{ width: SELECT_WIDTH }} />
          {columns.map((column) => (
            <col
              key={column.key}
              style={column.key === 'reasons' ? undefined : { width: widthOf(column) }}
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={classes.select}>
              <Checkbox
                size="xs"
                aria-label={t('selectAll', { count })}
                checked={isAll}
                indeterminate={!isAll && selection.ids.size > 0}
                disabled={selection.isBusy}
                onChange={() => (isAll ? selection.clear() : selection.selectAll())}
              />
            </th>
            {columns.map((column) => (
              <Head
                key={column.key}
                column={column}
                context={context}
                sorted={sort === column.key ? order : undefined}
                onSort={onSort}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {space(before)}
          {items.map(({ index }) => (
            <Row
              key={index}
              index={index}
              row={rows.rowAt(index)}
              columns={columns}
              context={context}
              isActive={index === keys.active}
              isSelected={selection.ids.has(rows.rowAt(index)?.celebId ?? '')}
              onFocus={keys.setActive}
              onToggle={props.onToggle}
            />
          ))}
          {space(after)}
        </tbody>
      </table>
      {rows.total === 0 ? props.empty : null}
    </div>
  );
}

function Head({
  column,
  context: { t },
  sorted,
  onSort,
}: {
  readonly column: TableColumn;
  readonly context: CellContext;
  readonly sorted: 'asc' | 'desc' | undefined;
  readonly onSort: (key: string) => void;
}) {
  const label = column.attribute ?? t(`columns.${column.key}`);
  const hint = column.attribute === undefined ? t(`hints.${column.key}`) : label;
  const canSort = column.attribute !== undefined || isSortable(column.key);
  const sort =
    sorted === undefined ? 'none' : sorted === 'desc' ? ('descending' as const) : 'ascending';
  return (
    <th
      scope="col"
      className={[
        column.key === 'name' ? classes.first : '',
        isRight(column) ? classes.numeric : '',
      ].join(' ')}
      aria-sort={canSort ? sort : undefined}
    >
      {canSort ? (
        <button
          type="button"
          className={classes.sort}
          title={hint}
          onClick={() => onSort(column.key)}
        >
          <span>{label}</span>
          {sorted === 'asc' ? <IconArrowUp size={14} aria-hidden /> : null}
          {sorted === 'desc' ? <IconArrowDown size={14} aria-hidden /> : null}
        </button>
      ) : (
        <span className={classes.unsorted} title={hint}>
          {label}
        </span>
      )}
    </th>
  );
}

interface RowProps {
  readonly index: number;
  /** Undefined while it is on its way. */
  readonly row: WorklistRow | undefined;
  readonly columns: readonly TableColumn[];
  readonly context: CellContext;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onFocus: (index: number) => void;
  readonly onToggle: (index: number, isRange: boolean) => void;
}

const Row = memo(function Row(props: RowProps) {
  const { index, row, columns, context, isActive, isSelected, onFocus, onToggle } = props;
  const tabIndex = isActive ? 0 : -1;
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined || undefined}
      tabIndex={tabIndex}
      onFocus={() => onFocus(index)}
      onClick={(event) => {
        if (event.shiftKey && !isControl(event.target)) onToggle(index, true);
      }}
    >
      <td className={classes.select}>
        {row ? (
          <Checkbox
            size="xs"
            aria-label={context.t('select', { name: row.name ?? row.celebId })}
            checked={isSelected}
            tabIndex={tabIndex}
            onChange={(event) =>
              onToggle(index, (event.nativeEvent as unknown as MouseEvent).shiftKey)
            }
          />
        ) : null}
      </td>
      {columns.map((column) => (
        <td
          key={column.key}
          className={[
            column.key === 'name' ? classes.first : '',
            isRight(column) ? classes.numeric : '',
          ].join(' ')}
        >
          {row === undefined ? (
            <span className={classes.skeleton} />
          ) : column.attribute === undefined ? (
            <Cell column={column.key} row={row} context={context} tabIndex={tabIndex} />
          ) : (
            (row.attributes[column.attribute] ?? '–')
          )}
        </td>
      ))}
    </tr>
  );
});
