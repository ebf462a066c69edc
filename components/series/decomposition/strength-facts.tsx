'use client';
import { Card, SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import { trendChange } from '@/lib/domain/series/analyse';
import type { Decomposition } from '@/lib/domain/series/decompose';
import type { CycleProfile } from '@/lib/domain/series/profile';
import { Fact } from '../series-facts';
import { useSplitWords } from './use-split-words';

interface Props {
  readonly parts: Decomposition;
  readonly profile: CycleProfile;
  readonly period: number;
}

/** Positions of the highest and the lowest value; null when none is known. */
export function extremes(
  values: readonly (number | null)[],
): { readonly high: number; readonly low: number } | null {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const [first] = known;
  if (!first) return null;
  const high = known.reduce((best, x) => (x.value > best.value ? x : best), first);
  const low = known.reduce((best, x) => (x.value < best.value ? x : best), first);
  return { high: high.at, low: low.at };
}

/** How strong trend and season are, where the trend goes, and when the cycle is highest. */
export function StrengthFacts({ parts, profile, period }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const words = useSplitWords(period);
  const strength = (value: number) => ({
    level: words.level(value),
    share: f.percent(value),
  });
  const change = trendChange(parts.trend);
  const ends = extremes(profile.seasonal);
  return (
    <Card padding={0} component="section" aria-label={t('facts')}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing={0}>
        <Fact
          label={t('trendStrength')}
          value={f.hundredths(parts.trendStrength)}
          note={t('trendMeaning', strength(parts.trendStrength))}
        />
        <Fact
          label={t('seasonalStrength')}
          value={f.hundredths(parts.seasonalStrength)}
          note={t('seasonalMeaning', strength(parts.seasonalStrength))}
        />
        <Fact
          label={t('change')}
          value={change?.change == null ? '–' : f.signedPercent(change.change)}
          note={
            change === null
              ? t('changeShort')
              : change.change === null
                ? t('changeNothing')
                : t('changeMeaning', {
                    now: f.decimal(change.now),
                    before: f.decimal(change.before),
                  })
          }
        />
        <Fact
          label={t('peak')}
          value={ends ? words.longPosition(ends.high) : '–'}
          note={ends ? t('peakMeaning', { low: words.longPosition(ends.low) }) : ''}
        />
      </SimpleGrid>
    </Card>
  );
}
