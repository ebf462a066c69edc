'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import type { PlannedRound } from '@/lib/domain/segments/round-power';
import { roundPower } from '@/lib/domain/segments/round-power';

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Differences of shares and what a round can tell, in words. */
export function useRoundWords() {
  const t = useTranslations('rounds');
  const f = useFormats();
  return useMemo(() => {
    /** A difference of two shares in percentage points, with its sign. */
    const points = (difference: number) =>
      t('points', { value: f.signedDecimal(difference * 100) });
    const interval = ({ low, high }: Interval) =>
      t('interval', { low: points(low), high: points(high) });
    /** How likely a round would see the hoped fall of churn, and how many celebs that needs. */
    const power = (planned: PlannedRound) => {
      const { contacted, holdout, hoped, power: seen, neededCelebs } = roundPower(planned);
      if (seen === null) return t('powerNone');
      return t('power', {
        contacted,
        holdout,
        from: f.percent(planned.baseline),
        to: f.percent(hoped),
        power: f.percent(Math.round(seen * 100) / 100),
        isEnough: neededCelebs !== null && contacted + holdout >= neededCelebs ? 'yes' : 'no',
        needed: neededCelebs ?? 0,
      });
    };
    return { points, interval, power };
  }, [t, f]);
}
