import type { ReactNode } from 'react';
import type { CellContext } from './cells';
import type { RowKeys } from './use-row-keys';
import type { RowList } from './use-row-list';
import type { Selection } from './use-selection';

/** What both forms of the list, table and cards, are given. */
export interface RowsProps {
  readonly list: RowList;
  readonly selection: Selection;
  readonly keys: RowKeys;
  readonly context: CellContext;
  /** Selects or deselects a row, or all from where the range started. Keeps its identity. */
  readonly onToggle: (index: number, isRange: boolean) => void;
  /** Shown when the filter leaves nobody. */
  readonly empty: ReactNode;
}
