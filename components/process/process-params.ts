import type { CaseFilter } from './use-process-filter';

/** What the server is asked: only what rule and scope look at, so a choice kept for another one does not ask again. */
export function askedOf(filter: CaseFilter) {
  const { rule, gap, column, side, scope, attribute, value, celeb, from, to, variant } = filter;
  return {
    rule,
    ...(rule === 'visit' ? { gap: String(gap) } : {}),
    ...(rule === 'column' ? { column } : {}),
    side,
    scope,
    ...(scope === 'group' ? { attribute, value } : {}),
    ...(scope === 'celeb' ? { celeb } : {}),
    from,
    to,
    variant,
  };
}

/** The same without what is empty, as the JSON text of a compared group. */
export const groupText = (filter: CaseFilter): string =>
  JSON.stringify(Object.fromEntries(Object.entries(askedOf(filter)).filter(([, v]) => v !== '')));

/**
 * What is still to be chosen before anything can be asked; undefined: nothing.
 * @param columns further columns of the events; undefined while they are not known
 */
export function missingChoice(
  { rule, column, scope, attribute, value, celeb }: CaseFilter,
  columns: readonly string[] | undefined,
): 'celeb' | 'group' | 'column' | 'noColumns' | undefined {
  if (rule === 'column' && columns?.length === 0) return 'noColumns';
  if (rule === 'column' && column === '') return 'column';
  if (scope === 'celeb' && celeb === '') return 'celeb';
  if (scope === 'group' && (attribute === '' || value === '')) return 'group';
  return undefined;
}

/** A variant in the address as words; what is no list of names is shown as it is. */
export function variantName(variant: string): string {
  try {
    const events: unknown = JSON.parse(variant);
    return Array.isArray(events) ? events.join(' → ') : variant;
  } catch {
    return variant;
  }
}
