import type { SeriesOptions } from '@/lib/contracts/series';
import type { Pointed } from './behind-drawer';
import type { missingChoice } from './process-params';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

/** What every view of the page gets. */
export interface TabProps {
  readonly version: string;
  readonly filter: ProcessFilterState;
  readonly setFilter: SetProcessFilter;
  /** The page's filter as a query string, version included. */
  readonly params: string;
  readonly missing: ReturnType<typeof missingChoice>;
  readonly onReset: () => void;
  readonly onPoint: (pointed: Pointed) => void;
}

/** What a view with filter bars of its own gets as well. */
export interface FilterChoices {
  readonly options: SeriesOptions;
  readonly columns: readonly string[];
}
