'use client';
import { Box, Center, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import type { Scheme } from '@/components/ui/colours';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ComparedVariable } from '@/lib/contracts/segments';
import { EQUIVALENCE_MARGIN } from '@/lib/domain/segments/compare-groups';
import { useSegmentWords } from '../use-segment-words';
import type { ComparedGroups } from './comparison-table';
import { ForestDrawing, type ForestRow, forestHeight } from './forest-drawing';

interface Props {
  /** The largest |g| first. */
  readonly rows: readonly ComparedVariable[];
  readonly names: ComparedGroups;
  readonly asOf: string;
}

const ROWS_DRAWN = 30;
const EXPORT_WIDTH = 960;
const rowKey = (row: ForestRow) => row.key;

/** The largest effects with their intervals, to be seen at once. */
export function ForestCard({ rows, names, asOf }: Props) {
  const t = useTranslations('segments.forest');
  const f = useFormats();
  const words = useSegmentWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const effects = useMemo(
    () =>
      rows.flatMap(({ name, hedgesG: g, gLow: low, gHigh: high, isPracticallyEqual: isEqual }) => {
        if (g === null || low === null || high === null) return [];
        const { signedHundredths: format } = f;
        const texts = { amount: format(g), interval: words.interval(low, high, format) };
        return [{ key: name, label: words.variable(name), g, low, high, isEqual, ...texts }];
      }),
    [rows, f, words],
  );
  const drawn = effects.slice(0, ROWS_DRAWN);
  const columns = useMemo(
    (): Column<ForestRow>[] => [
      { key: 'name', label: t('variable'), width: 320, value: ({ label }) => label },
      numberColumn('g', t('g'), ({ g }) => g, f.signedHundredths),
      numberColumn('low', t('low'), ({ low }) => low, f.signedHundredths),
      numberColumn('high', t('high'), ({ high }) => high, f.signedHundredths),
    ],
    [t, f],
  );
  const title = t('title');
  const subtitle = t(effects.length > drawn.length ? 'some' : 'all', {
    drawn: drawn.length,
    total: effects.length,
    margin: f.decimal(EQUIVALENCE_MARGIN),
  });
  const draw = (size: number, of: Scheme) => (
    <ForestDrawing
      rows={drawn}
      width={size}
      scheme={of}
      margin={EQUIVALENCE_MARGIN}
      formatTick={f.decimal}
      sides={[t('left', { ...names }), t('right', { ...names })]}
    />
  );
  // Names above their lines take more height; until the width is known, as much as they may take.
  const height = forestHeight(drawn.length, width > 0 ? width : EXPORT_WIDTH);
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={t('alt', { ...names, total: drawn.length, first: drawn[0]?.label ?? '' })}
      height={height}
      rows={effects}
      columns={columns}
      rowKey={rowKey}
      fileName={`priority-forest-${asOf}`}
      image={(type) =>
        svgImage(
          draw(EXPORT_WIDTH, scheme),
          { width: EXPORT_WIDTH, height: forestHeight(drawn.length, EXPORT_WIDTH) },
          type,
          { title, subtitle },
          scheme,
        )
      }
    >
      <Box ref={ref} h={height}>
        {drawn.length === 0 ? (
          <Center h={height}>
            <Text size="sm" c="dimmed">
              {t('none')}
            </Text>
          </Center>
        ) : width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={width} height={height} style={{ display: 'block' }}>
            {draw(width, scheme)}
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
