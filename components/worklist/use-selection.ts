'use client';
import { useRef, useState } from 'react';
import type { WorklistRow } from '@/lib/contracts/worklist';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Selects or deselects one row; a range starts from it. */
  readonly toggle: (index: number) => void;
  /** A range starts from this row, unless one has started. */
  readonly startRange: (index: number) => void;
  /** Selects all rows from where the range started. */
  readonly extendTo: (index: number) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /** The rows are in another order: a range starts anew. */
  readonly forgetRange: () => void;
  /** Ids of the rows are being asked for. */
  readonly isBusy: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Which celebs are selected. Rows are known by their number; of rows that are not loaded the ids are asked for.
 * @param allIds of all rows, in order
 */
export function useSelection(
  rowAt: (index: number) => WorklistRow | undefined,
  allIds: () => Promise<readonly string[]>,
  onError: (error: unknown) => void,
): Selection {
  const [ids, setIds] = useState(NONE);
  const [isBusy, setBusy] = useState(false);
  /** Where a range starts, and what was selected besides it. */
  const range = useRef<{ anchor: number | null; besides: typeof NONE }>({
    anchor: null,
    besides: NONE,
  });
  /** What was asked for last; an earlier answer that comes late is not wanted any more. */
  const newest = useRef(0);

  const change = (next: ReadonlySet<string>) => {
    newest.current++;
    setBusy(false);
    setIds(next);
  };
  const ask = (use: (all: readonly string[]) => ReadonlySet<string>) => {
    const turn = ++newest.current;
    setBusy(true);
    allIds()
      .then((all) => {
        if (turn === newest.current) setIds(use(all));
      })
      .catch(onError)
      .finally(() => {
        if (turn === newest.current) setBusy(false);
      });
  };
  const startRange = (index: number) => {
    if (range.current.anchor === null) range.current = { anchor: index, besides: ids };
  };
  return {
    ids,
    isBusy,
    toggle: (index) => {
      const id = rowAt(index)?.celebId;
      if (id === undefined) return;
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      range.current = { anchor: index, besides: next };
      change(next);
    },
    startRange,
    extendTo: (index) => {
      startRange(index);
      const { besides } = range.current;
      const anchor = range.current.anchor ?? index;
      const [from, to] = [Math.min(anchor, index), Math.max(anchor, index)];
      const within: string[] = [];
      for (let at = from; at <= to; at++) {
        const id = rowAt(at)?.celebId;
        if (id === undefined)
          return ask((all) => new Set([...besides, ...all.slice(from, to + 1)]));
        within.push(id);
      }
      change(new Set([...besides, ...within]));
    },
    selectAll: () => ask((all) => new Set(all)),
    clear: () => {
      range.current = { anchor: null, besides: NONE };
      change(NONE);
    },
    forgetRange: () => {
      range.current = { anchor: null, besides: NONE };
    },
  };
}
