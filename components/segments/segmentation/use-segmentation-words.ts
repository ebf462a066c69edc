'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import {
  REST,
  type Segmentation,
  type SegmentationGroup,
  type SegmentationVariable,
} from '@/lib/contracts/segmentation';
import { RFM_SEGMENTS } from '@/lib/domain/segments/rfm';

export interface SegmentationWords {
  /** Of a group by its key, or of the rest. */
  readonly group: (key: string) => string;
  /** What sets a group apart, the farthest first. */
  readonly traits: (group: SegmentationGroup) => string;
  readonly variable: (name: SegmentationVariable) => string;
  readonly mean: (value: number) => string;
}

/** What readers call groups and variables. @param stickersAre money, or pieces where no amounts are known */
export function useSegmentationWords(stickersAre: Segmentation['stickersAre']): SegmentationWords {
  const t = useTranslations('segmentation');
  const f = useFormats();
  return useMemo(() => {
    const variable = (name: SegmentationVariable) =>
      name === 'stickerValue' ? t(`stickers.${stickersAre}`) : t(`variables.${name}`);
    return {
      group: (key) => {
        if (key === REST) return t('rest');
        const segment = RFM_SEGMENTS.find((name) => name === key);
        return segment ? t(`rfm.${segment}`) : t('numbered', { number: Number(key.slice(1)) });
      },
      traits: ({ profile }) => {
        const told = profile
          .toSorted((x, y) => Math.abs(y.z) - Math.abs(x.z))
          .flatMap(({ variable: name, level }) =>
            level === null ? [] : t(`traits.${name}.${level}`),
          );
        return told.length === 0 ? t('usual') : told.join(t('and'));
      },
      variable,
      mean: (value) => (value >= 100 ? f.integer(value) : f.decimal(value)),
    };
  }, [t, f, stickersAre]);
}
