'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { PointTooltip } from '@/components/charts/point-canvas';
import { useFormats } from '@/components/ui/use-formats';
import type { WindowColumn } from '@/lib/domain/explain/window-selection';
import type { DriverWords } from './use-driver-words';
import type { Windows } from './use-points';

type Named = WindowColumn & { readonly name: string };

/** What a tooltip says of a window: whose it is, its probability, and values and SHAP values of features. */
export function useWindowTooltip(windows: Windows, words: DriverWords) {
  const t = useTranslations('drivers.point');
  const f = useFormats();
  return useCallback(
    (window: number, [feature, colour]: readonly Named[]): PointTooltip => {
      const celeb = windows.celebs[windows.celeb[window] ?? -1];
      const anchor = windows.anchors[windows.anchor[window] ?? -1];
      return {
        heading: `${celeb?.name ?? celeb?.id ?? ''} · ${anchor ? t('anchor', { day: f.day(anchor) }) : ''}`,
        lines: [
          ...(feature
            ? [
                {
                  label: words.feature(feature.name),
                  value: words.value(feature.values[window] ?? 0),
                },
                { label: t('shap'), value: words.shap(feature.shap[window] ?? 0) },
              ]
            : []),
          ...(colour
            ? [
                {
                  label: words.feature(colour.name),
                  value: words.value(colour.values[window] ?? 0),
                },
              ]
            : []),
          { label: t('probability'), value: f.percent(windows.probability[window] ?? 0) },
        ],
      };
    },
    [windows, words, t, f],
  );
}
