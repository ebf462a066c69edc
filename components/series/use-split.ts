'use client';
import {
  createParser,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
  useQueryState,
  useQueryStates,
} from 'nuqs';
import {
  DEFAULT_METHOD,
  DEFAULT_PERIOD,
  MAX_PERIOD,
  MIN_PERIOD,
} from '@/lib/domain/series/analyse';
import { ANOMALY_DIRECTIONS, ANOMALY_THRESHOLD } from '@/lib/domain/series/anomalies';
import { DECOMPOSITION_METHODS } from '@/lib/domain/series/decompose';

export const SERIES_VIEWS = ['overview', 'decomposition', 'compare', 'celebs'] as const;
export type SeriesView = (typeof SERIES_VIEWS)[number];

export const MIN_THRESHOLD = 0.5;
export const MAX_THRESHOLD = 50;

/** What is out of range in an address counts as not given. */
const inRange = (min: number, max: number, whole: boolean) =>
  createParser({
    parse: (text) => {
      const value = Number(text);
      return value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : null;
    },
    serialize: String,
  });

export const useSeriesView = () =>
  useQueryState(
    'view',
    parseAsStringLiteral(SERIES_VIEWS).withDefault('overview').withOptions({ history: 'push' }),
  );

// The maps below stand outside their hooks: a default made anew at each render would be another value each time.
const PUSH = { history: 'push' } as const;

const splitParsers = {
  method: parseAsStringLiteral(DECOMPOSITION_METHODS).withDefault(DEFAULT_METHOD),
  period: inRange(MIN_PERIOD, MAX_PERIOD, true).withDefault(DEFAULT_PERIOD),
  threshold: inRange(MIN_THRESHOLD, MAX_THRESHOLD, false).withDefault(ANOMALY_THRESHOLD),
  direction: parseAsStringLiteral(ANOMALY_DIRECTIONS).withDefault('both'),
};

/** How series are split and what counts as unusual; in the address like every choice. */
export const useSplit = () => useQueryStates(splitParsers, PUSH);
export type SplitState = ReturnType<typeof useSplit>[0];

const dayParser = createParser({
  parse: (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null,
  serialize: String,
})
  .withDefault('')
  .withOptions(PUSH);

/** The day whose carriers are open. */
export const useOpenDay = () => useQueryState('day', dayParser);

const comparisonParsers = {
  by: parseAsStringLiteral(['groups', 'celebs'] as const).withDefault('groups'),
  groupBy: parseAsString.withDefault(''),
  groups: parseAsArrayOf(parseAsString).withDefault([]),
  celebs: parseAsArrayOf(parseAsString).withDefault([]),
  unit: parseAsStringLiteral(['index', 'raw'] as const).withDefault('index'),
};

/** What is compared. */
export const useComparison = () => useQueryStates(comparisonParsers, PUSH);
export type ComparisonState = ReturnType<typeof useComparison>[0];
export type SetComparison = ReturnType<typeof useComparison>[1];
