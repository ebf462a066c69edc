'use client';
import { Box, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { DifferenceDrawing, differenceHeight } from './difference-drawing';
import { useRoundWords } from './use-round-words';

export interface Difference {
  readonly key: string;
  readonly label: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}
const rowKey = ({ key }: Difference) => key;

interface Props {
  readonly title: string;
  readonly subtitle: string;
  readonly rows: readonly Difference[];
  readonly fileName: string;
}

const EXPORT_WIDTH = 880;
/** Room for the table's head and as many rows. */
const LEAST_HEIGHT = 148;

/** Contacted minus holdout, with 95 % intervals. */
export function DifferenceCard({ title, subtitle, rows, fileName }: Props) {
  const t = useTranslations('rounds');
  const f = useFormats();
  const words = useRoundWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const columns = useMemo((): Column<Difference>[] => {
    const format = (value: number) => words.points(value);
    return [
      { key: 'what', label: t('result.what'), value: (row) => row.label },
      numberColumn('difference', t('result.difference'), (row) => row.difference, format),
      numberColumn('low', t('result.low'), (row) => row.low, format),
      numberColumn('high', t('result.high'), (row) => row.high, format),
    ];
  }, [t, words]);
  const drawing = (w: number) => (
    <DifferenceDrawing
      rows={rows.map((row) => ({
        ...row,
        text: `${words.points(row.difference)} (${words.interval(row)})`,
      }))}
      width={w}
      scheme={scheme}
      formatTick={(value) => f.signedDecimal(value * 100)}
      sides={[t('result.less'), t('result.more')]}
    />
  );
  const drawn = differenceHeight(rows.length);
  const height = Math.max(LEAST_HEIGHT, drawn);
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={rows
        .map((row) => `${row.label}: ${words.points(row.difference)}, ${words.interval(row)}`)
        .join('; ')}
      height={height}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={fileName}
      image={(type) =>
        svgImage(
          drawing(EXPORT_WIDTH),
          { width: EXPORT_WIDTH, height: drawn },
          type,
          { title, subtitle },
          scheme,
        )
      }
    >
      <Box ref={ref} h={height}>
        {width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={width} height={drawn} style={{ display: 'block' }}>
            {drawing(width)}
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
