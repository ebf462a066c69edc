'use client';
import {
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { CASE_KINDS, PROCESS_SCOPES } from '@/lib/contracts/process';
import { PROCESS_SIDES } from '@/lib/domain/process/cases';
import { SANKEY_DIRECTIONS } from '@/lib/domain/process/sankey';

export const PROCESS_TABS = ['map', 'variants', 'sankey', 'compare'] as const;

const cases = {
  rule: parseAsStringLiteral(CASE_KINDS),
  gap: parseAsInteger,
  column: parseAsString,
  side: parseAsStringLiteral(PROCESS_SIDES),
  scope: parseAsStringLiteral(PROCESS_SCOPES),
  attribute: parseAsString,
  value: parseAsString,
  celeb: parseAsString,
  from: parseAsString,
  to: parseAsString,
};

/** The page's filter; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useProcessFilter() {
  return useQueryStates(
    {
      tab: parseAsStringLiteral(PROCESS_TABS).withDefault('map'),
      rule: cases.rule.withDefault('visit'),
      gap: cases.gap.withDefault(30),
      column: cases.column.withDefault(''),
      side: cases.side.withDefault('both'),
      scope: cases.scope.withDefault('platform'),
      attribute: cases.attribute.withDefault(''),
      value: cases.value.withDefault(''),
      celeb: cases.celeb.withDefault(''),
      from: cases.from.withDefault(''),
      to: cases.to.withDefault(''),
      /** A JSON array of event names. */
      variant: parseAsString.withDefault(''),
      label: parseAsStringLiteral(['count', 'wait'] as const).withDefault('count'),
      /** Shares of the map's sliders; left out: what suits the graph. */
      activities: parseAsFloat,
      paths: parseAsFloat,
      /** Sankey: where it starts; empty = at the first (or last) event of each case. */
      event: parseAsString.withDefault(''),
      direction: parseAsStringLiteral(SANKEY_DIRECTIONS).withDefault('after'),
      steps: parseAsInteger.withDefault(5),
      share: parseAsFloat.withDefault(0.05),
    },
    { history: 'push' },
  );
}

export type ProcessFilterState = ReturnType<typeof useProcessFilter>[0];
export type SetProcessFilter = ReturnType<typeof useProcessFilter>[1];

/** Which events, and how they are cut into cases: what the filter bar asks. */
export type CaseFilter = Pick<ProcessFilterState, keyof typeof cases | 'variant'>;
/** null takes a choice back. */
export type SetCaseFilter = (
  part: {
    readonly [K in keyof CaseFilter]?: CaseFilter[K] | null;
  },
) => void;

const keysOf = (prefix: string) =>
  Object.fromEntries(Object.keys(cases).map((key) => [key, `${prefix}_${key}`]));
const GROUPS = {
  a: { scope: 'churned', urlKeys: keysOf('a') },
  b: { scope: 'retained', urlKeys: keysOf('b') },
} as const;

/**
 * The filter of one compared group, in the address as `a_…` or `b_…`. What it leaves open is as in the page's filter, so
 * both groups follow it; only whose events differ from the start.
 */
export function useGroupFilter(group: keyof typeof GROUPS, page: CaseFilter) {
  const { scope, urlKeys } = GROUPS[group];
  const [own, setOwn] = useQueryStates(cases, { history: 'push', urlKeys });
  const filter: CaseFilter = {
    rule: own.rule ?? page.rule,
    gap: own.gap ?? page.gap,
    column: own.column ?? page.column,
    side: own.side ?? page.side,
    scope: own.scope ?? scope,
    attribute: own.attribute ?? '',
    value: own.value ?? '',
    celeb: own.celeb ?? '',
    from: own.from ?? page.from,
    to: own.to ?? page.to,
    variant: '',
  };
  const set: SetCaseFilter = ({ variant: _, ...part }) => void setOwn(part);
  const chosen = Object.values(own).some((value) => value !== null);
  return { filter, set, reset: chosen ? () => void setOwn(null) : undefined };
}
