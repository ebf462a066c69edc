'use client';
import { useTranslations } from 'next-intl';
import { FIXED_METRICS } from '@/lib/contracts/series';

/** A metric's name for readers: fixed metrics are translated, event names keep theirs behind "own" or "fan". */
export function useMetricLabel(): (metric: string) => string {
  const t = useTranslations('metrics');
  return (metric) => {
    const fixed = FIXED_METRICS.find((m) => m === metric);
    if (fixed) return t(fixed);
    const [, side, event = metric] = /^(own|fan)_(.+)$/.exec(metric) ?? [];
    return side ? t(side === 'own' ? 'own' : 'fan', { event: event.replaceAll('_', ' ') }) : metric;
  };
}
