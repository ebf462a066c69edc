'use client';
import { useTranslations } from 'next-intl';
import type { Interval } from '@/lib/domain/metrics/bootstrap';
import { IntervalBar } from './interval-bar';
import { Term } from './term';

/** A metric with its interval, or a dash that says why there is none. */
export function MetricCell(props: {
  interval: Interval;
  low: number;
  high: number;
  ceiling: number | null;
}) {
  const t = useTranslations('models');
  if (props.interval.value === null) return <Term help={t('undefinedMetric')}>–</Term>;
  return <IntervalBar {...props} />;
}
