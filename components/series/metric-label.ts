'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { FIXED_METRICS } from '@/lib/contracts/series';
import { columnEvent } from '@/lib/domain/windows/columns';

/** A metric's name for readers: fixed metrics are translated, event names keep theirs behind "own" or "fan". */
export function useMetricLabel(): (metric: string) => string {
  const t = useTranslations('metrics');
  return useCallback(
    (metric) => {
      const fixed = FIXED_METRICS.find((m) => m === metric);
      if (fixed) return t(fixed);
      const name = columnEvent(metric);
      return name ? t(name.side, { event: name.event.replaceAll('_', ' ') }) : metric;
    },
    [t],
  );
}
