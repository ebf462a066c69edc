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
import type { DistributionView } from '@/lib/contracts/segments';
import type { SegmentProps } from '../props';
import { useSegmentWords } from '../use-segment-words';
import { HistogramDrawing } from './histogram-drawing';

interface Props extends Pick<SegmentProps, 'scores' | 'snapshot'> {
  readonly scale: 'raw' | 'log10';
  /** A score; null: nothing is cut off. */
  readonly threshold: number | null;
}

type Bin = DistributionView['bins'][number];
const rowKey = (bin: Bin) => String(bin.from);
const HEIGHT = 300;
const EXPORT_WIDTH = 880;

/** How the scores lie, as they are or as logarithms, and where the threshold cuts them. */
export function HistogramCard({ scores, snapshot, scale, threshold }: Props) {
  const t = useTranslations('segments.histogram');
  const f = useFormats();
  const words = useSegmentWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const { bins, skewness } = scores[scale];
  const isLog = scale === 'log10';
  const columns = useMemo(
    (): Column<Bin>[] => [
      numberColumn('from', t(isLog ? 'fromLog' : 'from'), (bin) => bin.from, words.number),
      numberColumn('to', t(isLog ? 'toLog' : 'to'), (bin) => bin.to, words.number),
      numberColumn('count', t('count'), (bin) => bin.count, f.integer),
    ],
    [t, f, words, isLog],
  );
  const title = t(isLog ? 'logTitle' : 'title');
  const facts = [
    skewness === null ? t('noSkewness') : t('skewness', { value: f.hundredths(skewness) }),
    ...(isLog && scores.zeros > 0 ? [t('zeros', { count: scores.zeros })] : []),
  ];
  const subtitle = facts.join(' · ');
  // A score of 0 has no place on the axis of logarithms.
  const cut = threshold === null || (isLog && threshold === 0) ? null : threshold;
  const at = cut === null ? null : isLog ? Math.log10(cut) : cut;
  const draw = (size: number, of: Scheme) => (
    <HistogramDrawing
      bins={bins}
      threshold={at}
      thresholdName={cut === null ? '' : t('line', { value: words.number(cut) })}
      width={size}
      height={HEIGHT}
      scheme={of}
      formatCount={f.integer}
      formatTick={words.number}
      axisName={t(isLog ? 'logAxis' : 'axis')}
      barText={(bin) =>
        t('bar', { from: words.number(bin.from), to: words.number(bin.to), count: bin.count })
      }
    />
  );
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={t('alt', { title, facts: subtitle, celebs: scores.celebs })}
      height={HEIGHT}
      rows={bins}
      columns={columns}
      rowKey={rowKey}
      fileName={`priority-scores-${scale}-${snapshot.asOf}`}
      image={(type) =>
        svgImage(
          draw(EXPORT_WIDTH, scheme),
          { width: EXPORT_WIDTH, height: HEIGHT },
          type,
          { title, subtitle },
          scheme,
        )
      }
    >
      <Box ref={ref} h={HEIGHT}>
        {bins.length === 0 ? (
          <Center h={HEIGHT}>
            <Text size="sm" c="dimmed">
              {t(scores.celebs === 0 ? 'nobody' : 'onlyZeros')}
            </Text>
          </Center>
        ) : width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={width} height={HEIGHT} style={{ display: 'block' }}>
            {draw(width, scheme)}
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
