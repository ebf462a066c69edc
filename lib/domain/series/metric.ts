import { columnEvent } from '../windows/columns';

/** Where a metric's numbers come from (method §3). */
export type MetricSource =
  /** `event` null: all of them. */
  | { readonly kind: 'events'; readonly own: boolean; readonly event: string | null }
  | { readonly kind: 'stickers'; readonly column: 'quantity' | 'amount' }
  /** Counts of distinct people: they do not add up over celebs or hours. */
  | { readonly kind: 'distinct' };

/** @throws RangeError when there is no metric of this name */
export function metricSource(metric: string): MetricSource {
  switch (metric) {
    case 'active_celebs':
    case 'fan_unique':
    case 'sticker_senders':
      return { kind: 'distinct' };
    case 'own_total':
    case 'fan_total':
      return { kind: 'events', own: metric === 'own_total', event: null };
    case 'sticker_count':
      return { kind: 'stickers', column: 'quantity' };
    case 'sticker_amount':
      return { kind: 'stickers', column: 'amount' };
  }
  const name = columnEvent(metric);
  if (!name) throw new RangeError(`"${metric}" is not a metric's name`);
  return { kind: 'events', own: name.side === 'own', event: name.event };
}
