'use client';
import { Box, Button, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import {
  DayHeatDrawing,
  type DayHeatRow,
  dayHeatHeight,
} from '@/components/charts/day-heat-drawing';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { Attributions, ExplanationPart } from '@/lib/contracts/explain';
import { attributionRows } from '@/lib/domain/explain/attribution-rows';
import { useFeatureNames } from '../use-feature-names';
import { useWindowWords } from './use-window-words';

/** Series shown before the rest is asked for. */
const FEW = 10;
const EXPORT_WIDTH = 880;

interface CellRow {
  readonly series: string;
  readonly day: string;
  readonly observed: number | null;
  readonly value: number;
}

interface Props {
  readonly attributions: Attributions;
  readonly part: ExplanationPart;
  /** Names of the series in the order of rows. */
  readonly order: readonly string[];
  readonly title: string;
  readonly fileName: string;
}

/** Days across, series down: what each adds, with its count, all sums, and what they miss of the model's log-odds. */
export function DaysCard({ attributions, part, order, title, fileName }: Props) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const words = useWindowWords();
  const names = useFeatureNames();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const [all, setAll] = useState(false);
  const { values, observed, series, days, baseline, logit, completenessError } = attributions;
  const table = useMemo(
    () => attributionRows(values, observed, series, order, all ? series.length : FEW),
    [values, observed, series, order, all],
  );
  const rows = table.rows.map(
    (row): DayHeatRow => ({
      key: row.series ?? 'rest',
      label: row.series === null ? t('restSeries', { count: row.count }) : names.series(row.series),
      folded: row.series === null,
      values: row.values,
      notes: row.observed?.map(f.compact) ?? null,
      sum: row.sum,
    }),
  );
  const cells = useMemo(
    (): CellRow[] =>
      order.flatMap((name) => {
        const s = series.indexOf(name);
        return days.map((day, d) => ({
          series: names.series(name),
          day,
          observed: observed?.[d]?.[s] ?? null,
          value: values[d]?.[s] ?? 0,
        }));
      }),
    [order, series, days, observed, values, names],
  );
  const columns = useMemo(
    (): Column<CellRow>[] => [
      { key: 'series', label: t('series'), value: (row) => row.series },
      { key: 'day', label: t('day'), value: (row) => row.day, cell: (row) => f.longDay(row.day) },
      ...(observed
        ? [numberColumn<CellRow>('observed', t('observed'), (row) => row.observed, f.decimal)]
        : []),
      numberColumn('value', t('attribution'), (row) => row.value, f.signedScore),
    ],
    [t, f, observed],
  );
  const height = dayHeatHeight(rows.length, width);
  const subtitle = t('daysSubtitle', {
    baseline: f.hundredths(baseline),
    sum: f.signedHundredths(table.total),
    logit: words.total(logit),
  });
  const drawing = (width: number) => (
    <DayHeatDrawing
      rows={rows}
      days={days.map((day) => [f.weekday(day), f.shortDay(day)])}
      daySums={table.daySums}
      total={table.total}
      largest={table.largest}
      sumLabel={t('sum')}
      format={f.signedHundredths}
      tell={(row, day) =>
        t(row.notes ? 'cellCounted' : 'cell', {
          series: row.label,
          day: f.longDay(days[day] ?? ''),
          value: f.signedScore(row.values[day] ?? 0),
          count: row.notes?.[day] ?? '',
        })
      }
      width={width}
      scheme={scheme}
    />
  );
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={t('daysAlt', { title, first: rows[0]?.label ?? '' })}
      height={height}
      rows={cells}
      columns={columns}
      rowKey={(row) => `${row.series} ${row.day}`}
      fileName={fileName}
      note={
        <Completeness
          error={completenessError}
          mean={part.attributions?.meanError ?? 0}
          more={series.length > FEW + 1}
          all={all}
          onAll={() => setAll(!all)}
        />
      }
      image={(type) =>
        svgImage(
          drawing(EXPORT_WIDTH),
          { width: EXPORT_WIDTH, height: dayHeatHeight(rows.length, EXPORT_WIDTH) },
          type,
          { title, subtitle },
          scheme,
        )
      }
    >
      <Box ref={ref} h={height}>
        {width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={width} height={height} style={{ display: 'block' }}>
            {drawing(width)}
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}

function Completeness({
  error,
  mean,
  more,
  all,
  onAll,
}: {
  readonly error: number;
  readonly mean: number;
  readonly more: boolean;
  readonly all: boolean;
  readonly onAll: () => void;
}) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  return (
    <>
      <Text size="xs" c="dimmed" className="tabular" data-completeness={error}>
        {t('completeness', { error: f.signedScore(error), mean: f.score(mean) })}
      </Text>
      {more ? (
        <Button variant="subtle" size="compact-sm" px={0} mt={4} onClick={onAll}>
          {t(all ? 'fewSeries' : 'allSeries')}
        </Button>
      ) : null}
    </>
  );
}
