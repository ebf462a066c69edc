'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { type LoadedRows, useWorklistRows, type WorklistParams } from './use-worklist';

/** Rows whose place is held until the first answer tells how many there are. */
const UNKNOWN = 12;

/**
 * A long list of rows of one height, of which only those in view are on the page and fetched. Another filter or order
 * starts at the top again.
 * @param rowHeight in pixels
 * @param headHeight of what covers the top of the rows
 */
export function useRowList(params: WorklistParams, rowHeight: number, headHeight: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [count, setCount] = useState(UNKNOWN);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headHeight,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const rows: LoadedRows = useWorklistRows(params, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  if (rows.total !== undefined && rows.total !== count) setCount(rows.total);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are the reason to start at the top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [params]);
  return { scroller, virtual, items, rows, count };
}
export type RowList = ReturnType<typeof useRowList>;
