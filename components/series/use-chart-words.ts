'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { useMetricLabel } from './metric-label';

/** All words and formats that the charts of one metric need; the same object until metric or language change. */
export function useChartWords(metric: string) {
  const t = useTranslations('series');
  const f = useFormats();
  const label = useMetricLabel();
  return useMemo(
    () => ({
      valueName: label(metric),
      meanName: t('weeklyMean'),
      missingName: t('missing'),
      dayName: t('day'),
      // 1 January 2024 was a Monday.
      weekdays: Array.from({ length: 7 }, (_, i) => f.weekday(`2024-01-0${i + 1}`)),
      formatValue: f.decimal,
      formatTick: f.compact,
      formatDay: f.longDay,
      formatShortDay: f.shortDay,
      formatMonth: f.month,
      formatHour: (hour: number) => t('hourOf', { hour }),
    }),
    [metric, t, f, label],
  );
}

export type ChartWords = ReturnType<typeof useChartWords>;
