'use client';
import { ActionIcon, Box, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { LABEL_WIDTH, ROW_HEIGHT } from './swarm-layout';
import classes from './swarm-rows.module.css';
import type { DriverWords } from './use-driver-words';

interface Props {
  readonly names: readonly string[];
  readonly words: DriverWords;
  readonly isNarrow: boolean;
  readonly width: number;
  /** The feature whose dependence is shown. */
  readonly chosen: string;
  readonly onChoose: (feature: string) => void;
  readonly onTail: (feature: string, end: 'high' | 'low') => void;
  /** Left and right arrows walk along the points of a row; null when the keyboard leaves. */
  readonly onWalk: (row: number | null, step: number) => void;
}

/**
 * Names of a beeswarm's bands. One of them is in the tab order; up, down, Home and End move from band to band, left and
 * right along its points.
 */
export function SwarmRows(props: Props) {
  const { names, words, isNarrow, width, chosen, onChoose, onTail, onWalk } = props;
  const t = useTranslations('drivers.swarm');
  const holder = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const current = Math.min(active, names.length - 1);
  const onKeyDown = (event: KeyboardEvent, row: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows: Record<string, number> = {
      ArrowDown: Math.min(names.length - 1, row + 1),
      ArrowUp: Math.max(0, row - 1),
      Home: 0,
      End: names.length - 1,
    };
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const [next, step] = [rows[event.key], steps[event.key]];
    if (next === undefined && step === undefined) return;
    event.preventDefault();
    if (step !== undefined) return onWalk(row, step);
    onWalk(null, 0);
    holder.current?.querySelectorAll<HTMLElement>('button[data-row]')[next ?? 0]?.focus();
  };
  return (
    <Box
      ref={holder}
      role="group"
      aria-label={t('rows')}
      className={isNarrow ? classes.narrow : ''}
    >
      {names.map((name, row) => {
        const label = words.feature(name);
        return (
          <div
            key={name}
            className={classes.row}
            style={{
              top: row * ROW_HEIGHT + (isNarrow ? 1 : 0),
              height: isNarrow ? 18 : ROW_HEIGHT,
              width: isNarrow ? width : LABEL_WIDTH,
            }}
          >
            <button
              type="button"
              data-row={row}
              className={classes.name}
              aria-pressed={name === chosen}
              tabIndex={row === current ? 0 : -1}
              title={label}
              onFocus={() => setActive(row)}
              onBlur={() => onWalk(null, 0)}
              onClick={() => onChoose(name)}
              onKeyDown={(event) => onKeyDown(event, row)}
            >
              <span>{label}</span>
            </button>
            <Menu position="bottom-start" withinPortal>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={isNarrow ? 18 : 24}
                  tabIndex={row === current ? 0 : -1}
                  aria-label={t('actions', { feature: label })}
                >
                  <IconDotsVertical size={15} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => onChoose(name)}>{t('showDependence')}</Menu.Item>
                <Menu.Item onClick={() => onTail(name, 'high')}>{t('selectHighest')}</Menu.Item>
                <Menu.Item onClick={() => onTail(name, 'low')}>{t('selectLowest')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </div>
        );
      })}
    </Box>
  );
}
