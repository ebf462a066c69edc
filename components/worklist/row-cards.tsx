'use client';
import { Checkbox, Group } from '@mantine/core';
import { memo } from 'react';
import { StatusBadge } from '@/components/ui/status-badge';
import type { WorklistRow } from '@/lib/contracts/worklist';
import { Cell, type CellContext, NameCell } from './cells';
import { GROUP_LOOK, STATUS_LOOK } from './looks';
import type { RowsProps } from './rows-props';
import classes from './worklist.module.css';

/** Pixels of a card, the gap below included. */
export const CARD_HEIGHT = 236;

/** The worklist on a phone: a card for each celeb, one below the other. */
export function RowCards({ list, selection, context, onToggle, empty }: RowsProps) {
  const { scroller, virtual, items, rows, count } = list;
  return (
    <div ref={scroller} className={classes.cards}>
      <ul
        className={rows.isStale ? 'stale' : undefined}
        style={{ height: rows.total === 0 ? 0 : virtual.getTotalSize() }}
        aria-label={context.t('list')}
        aria-busy={rows.total === undefined}
      >
        {items.map(({ index, start }) => (
          <Card
            key={index}
            index={index}
            top={start}
            count={count}
            row={rows.rowAt(index)}
            context={context}
            isSelected={selection.ids.has(rows.rowAt(index)?.celebId ?? '')}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {rows.total === 0 ? empty : null}
    </div>
  );
}

interface CardProps {
  readonly index: number;
  readonly top: number;
  readonly count: number;
  readonly row: WorklistRow | undefined;
  readonly context: CellContext;
  readonly isSelected: boolean;
  readonly onToggle: (index: number, isRange: boolean) => void;
}

const FIGURES = [
  ['score', 'churn', 'sticker', 'change'],
  ['ownWeeks', 'lastOwnDay', 'lastStickerDay', 'owner'],
] as const;

const Card = memo(function Card(props: CardProps) {
  const { index, top, count, row, context, isSelected, onToggle } = props;
  const { t } = context;
  return (
    <li
      className={classes.card}
      data-index={index}
      data-selected={isSelected || undefined}
      style={{ transform: `translateY(${top}px)`, height: CARD_HEIGHT - 10 }}
      aria-setsize={count}
      aria-posinset={index + 1}
    >
      {row === undefined ? (
        <span className={classes.skeleton} />
      ) : (
        <>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Group gap={10} wrap="nowrap" miw={0}>
              <Checkbox
                size="sm"
                aria-label={t('select', { name: row.name ?? row.celebId })}
                checked={isSelected}
                onChange={() => onToggle(index, false)}
              />
              <div className={classes.cardName}>
                <NameCell row={row} context={context} tabIndex={0} />
              </div>
            </Group>
            <Group gap={4} justify="flex-end">
              <StatusBadge look={GROUP_LOOK[row.group]} text={t(`groups.${row.group}`)} />
              <StatusBadge look={STATUS_LOOK[row.status]} text={t(`statuses.${row.status}`)} />
            </Group>
          </Group>
          {FIGURES.map((figures) => (
            <dl key={figures[0]} className={classes.figures}>
              {figures.map((column) => (
                <div key={column}>
                  <dt>{t(`columns.${column}`)}</dt>
                  <dd>
                    <Cell column={column} row={row} context={context} tabIndex={0} />
                  </dd>
                </div>
              ))}
            </dl>
          ))}
          <Cell column="reasons" row={row} context={context} tabIndex={0} />
        </>
      )}
    </li>
  );
});
