'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';

/** Words and formats for strengths and positions in a cycle. */
export function useSplitWords(period: number) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  return useMemo(
    () => ({
      /** 0 = Monday when the cycle is a week, else its first day. */
      position: (at: number) =>
        // 1 January 2024 was a Monday.
        period === 7 ? f.weekday(`2024-01-0${at + 1}`) : t('positionOf', { position: at + 1 }),
      longPosition: (at: number) =>
        period === 7 ? f.longWeekday(`2024-01-0${at + 1}`) : t('positionOf', { position: at + 1 }),
      /** A reading aid; the number stands beside it. */
      level: (strength: number) =>
        t(`levels.${strength >= 0.6 ? 'strong' : strength >= 0.3 ? 'medium' : 'weak'}`),
      factor: (value: number) => t('factorOf', { factor: f.hundredths(value) }),
    }),
    [t, f, period],
  );
}
