'use client';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { RowList } from './use-row-list';
import type { Selection } from './use-selection';

interface Options {
  readonly list: RowList;
  readonly selection: Selection;
  readonly rowHeight: number;
  readonly onOpen: (celebId: string) => void;
}

/** Whether something within a row answers to clicks and keys by itself. */
export const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('button, a, input, label') !== null;

/**
 * Moves the keyboard from row to row (arrows, Page Up and Down, Home, End), with Shift selects on the way; Space selects
 * one, Ctrl+A all, Enter opens. A row that is not on the page yet is scrolled to first.
 */
export function useRowKeys({ list, selection, rowHeight, onOpen }: Options) {
  const { scroller, virtual, rows, count } = list;
  const [active, setActive] = useState(0);
  const wanted = useRef(-1);
  useEffect(() => {
    if (wanted.current < 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = -1;
    row.focus({ preventScroll: true });
  });
  const move = (to: number, isRange: boolean) => {
    const next = Math.min(count - 1, Math.max(0, to));
    if (isRange) {
      selection.startRange(active);
      selection.extendTo(next);
    }
    wanted.current = next;
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (count === 0 || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      return selection.selectAll();
    }
    if (isCommand || isControl(event.target)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      return move(step, event.shiftKey);
    }
    if (event.key === ' ') {
      event.preventDefault();
      return event.shiftKey ? selection.extendTo(active) : selection.toggle(active);
    }
    const row = rows.rowAt(active);
    if (event.key === 'Enter' && row) onOpen(row.celebId);
  };
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, onKeyDown };
}
export type RowKeys = ReturnType<typeof useRowKeys>;
