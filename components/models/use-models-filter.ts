'use client';
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { TARGETS } from '@/lib/contracts/models';

export const MODELS_TABS = ['runs', 'grid', 'search'] as const;
export const GRID_METRICS = ['microAveragePrecision', 'accuracy', 'rocAuc', 'logLoss'] as const;

/** As many lines as a chart can tell apart. */
export const MOST_COMPARED = 6;

/** The page's state; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useModelsFilter() {
  return useQueryStates(
    {
      tab: parseAsStringLiteral(MODELS_TABS).withDefault('runs'),
      target: parseAsStringLiteral(TARGETS).withDefault('churn'),
      /** Runs that are marked for comparison. */
      runs: parseAsArrayOf(parseAsString).withDefault([]),
      compare: parseAsBoolean.withDefault(false),
      metric: parseAsStringLiteral(GRID_METRICS).withDefault('microAveragePrecision'),
      /** The job whose grid is shown; the newest when empty. */
      grid: parseAsString.withDefault(''),
      /** The search that is shown; the newest when empty. */
      search: parseAsString.withDefault(''),
      /** Its highlighted trial, counted from 1 as on screen. */
      trial: parseAsInteger,
    },
    { history: 'push' },
  );
}
