import type { ProcessFilterState } from './use-process-filter';

/** What the server is asked: only what rule and scope look at, so a choice kept for another one does not ask again. */
export function askedOf(filter: ProcessFilterState, version: string | undefined) {
  const { rule, gap, column, side, scope, attribute, value, celeb, from, to, variant } = filter;
  return {
    version,
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

/** A variant in the address as words; what is no list of names is shown as it is. */
export function variantName(variant: string): string {
  try {
    const events: unknown = JSON.parse(variant);
    return Array.isArray(events) ? events.join(' → ') : variant;
  } catch {
    return variant;
  }
}
