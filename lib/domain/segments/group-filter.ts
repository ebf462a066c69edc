import { PRIORITY_GROUPS, priorityGroup } from './groups';

/** Groups that have a name: those of method §9, and everybody without priority. */
export const NAMED_GROUPS = [...PRIORITY_GROUPS, 'rest'] as const;
export type NamedGroup = (typeof NAMED_GROUPS)[number];

export const FILTER_MEASURES = ['churn', 'sticker', 'score'] as const;
export type FilterMeasure = (typeof FILTER_MEASURES)[number];

export type GroupCondition =
  | { readonly by: 'group'; readonly group: NamedGroup }
  | {
      readonly by: 'measure';
      readonly measure: FilterMeasure;
      readonly side: 'from' | 'below';
      readonly value: number;
    }
  | { readonly by: 'attribute'; readonly name: string; readonly value: string };

/** All of them must hold. */
export type GroupFilter = readonly GroupCondition[];

export const MAX_CONDITIONS = 2;

const SIDES = { from: '>=', below: '<' } as const;
const MEASURE = /^(churn|sticker|score)(>=|<)([0-9.e-]+)$/;

/**
 * A filter as text for addresses: conditions joined by commas, each `priority`, `churn>=0.5`, `score<0.1` or
 * `@tier=large` with name and value percent-encoded.
 */
export const filterText = (filter: GroupFilter): string =>
  filter
    .map((condition) => {
      if (condition.by === 'group') return condition.group;
      if (condition.by === 'measure')
        return `${condition.measure}${SIDES[condition.side]}${condition.value}`;
      return `@${encodeURIComponent(condition.name)}=${encodeURIComponent(condition.value)}`;
    })
    .join(',');

/** @returns undefined for text that `filterText` does not write */
export function parseFilter(text: string): GroupFilter | undefined {
  const conditions = text.split(',').map(parseCondition);
  if (conditions.length > MAX_CONDITIONS) return undefined;
  const known = conditions.filter((condition) => condition !== undefined);
  return known.length === conditions.length ? known : undefined;
}

function parseCondition(text: string): GroupCondition | undefined {
  const group = NAMED_GROUPS.find((name) => name === text);
  if (group) return { by: 'group', group };
  if (text.startsWith('@')) return parseAttribute(text.slice(1));
  const [, name, sign, number] = MEASURE.exec(text) ?? [];
  const measure = FILTER_MEASURES.find((known) => known === name);
  const value = Number(number);
  if (!measure || !(value >= 0 && value <= 1)) return undefined;
  return { by: 'measure', measure, side: sign === SIDES.from ? 'from' : 'below', value };
}

function parseAttribute(text: string): GroupCondition | undefined {
  const [name, value, ...more] = text.split('=').map(decoded);
  if (!name || value === undefined || more.length > 0) return undefined;
  return { by: 'attribute', name, value };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A celeb, as far as a filter looks at it. */
export interface FilteredCeleb {
  readonly churn: number;
  readonly sticker: number;
  readonly score: number;
  /** Whether an attribute has this value. */
  readonly has: (name: string, value: string) => boolean;
}

/** Whether a celeb belongs to a group. @param threshold null: nobody has priority */
export function fitsFilter(
  filter: GroupFilter,
  celeb: FilteredCeleb,
  threshold: number | null,
): boolean {
  return filter.every((condition) => {
    if (condition.by === 'attribute') return celeb.has(condition.name, condition.value);
    if (condition.by === 'measure') {
      const isFrom = celeb[condition.measure] >= condition.value;
      return condition.side === 'from' ? isFrom : !isFrom;
    }
    const group = priorityGroup(celeb, threshold);
    return condition.group === 'rest' ? group !== 'priority' : group === condition.group;
  });
}
