'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import {
  selectedCelebs,
  selectWindows,
  TAIL_SHARE,
  type WindowSelection,
} from '@/lib/domain/explain/window-selection';
import type { DriverWords } from './use-driver-words';
import type { DriverPoints } from './use-points';

/** The windows that the address selects, whose they are, and what was asked for in words. */
export function useSelection(
  selection: WindowSelection | null,
  points: DriverPoints | undefined,
  words: DriverWords,
) {
  const t = useTranslations('drivers.selection');
  const f = useFormats();
  return useMemo(() => {
    if (!selection || !points) return null;
    const windows = selectWindows(selection, points.columnOf);
    const range = ([low, high]: readonly [number, number], format: (value: number) => string) => ({
      low: format(low),
      high: format(high),
    });
    const meaning = () => {
      switch (selection.by) {
        case 'shap': {
          const [first = '', ...more] = selection.features.map(words.feature);
          const ends = range([selection.low, selection.high], words.shap);
          return t('byShap', { feature: first, more: more.length, ...ends });
        }
        case 'tail':
          return t(selection.end === 'high' ? 'byHighest' : 'byLowest', {
            feature: words.feature(selection.feature),
            share: f.percent(TAIL_SHARE),
          });
        case 'box': {
          const shap = range(selection.shap, words.shap);
          return t('byBox', {
            feature: words.feature(selection.feature),
            ...range(selection.values, f.decimal),
            shapLow: shap.low,
            shapHigh: shap.high,
          });
        }
      }
    };
    return { windows, celebs: selectedCelebs(windows, points.windows), meaning: meaning() };
  }, [selection, points, words, t, f]);
}
