'use client';
import { Card, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { driverBars, driverBarsHeight } from '@/components/charts/driver-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart, SeriesImportance } from '@/lib/contracts/explain';
import { SERIES_GROUPS } from '@/lib/domain/explain/series-group';
import { FidelityNote } from '../fidelity-note';
import type { DriverWords } from './use-driver-words';
import type { Measure } from './use-drivers-filter';

interface Props {
  readonly part: ExplanationPart;
  readonly measure: Measure;
  /** How many bars are drawn; the table has all. */
  readonly bars: number;
  readonly words: DriverWords;
  /** The series whose dependence is shown. */
  readonly chosen: string;
  readonly onChoose: (series: string) => void;
}

const rowKey = (row: SeriesImportance) => row.name;

/** Series by how much a target's model heeds them. */
export function ImportanceCard({ part, measure, bars, words, chosen, onChoose }: Props) {
  const t = useTranslations('drivers.importance');
  const f = useFormats();
  const format = measure === 'gain' ? f.percent : words.size;
  const rows = useMemo(
    () => part.series.toSorted((a, b) => b[measure] - a[measure]),
    [part, measure],
  );
  const shown = useMemo(() => rows.slice(0, bars), [rows, bars]);
  const option = useMemo(
    () =>
      driverBars({
        bars: shown.map((row) => ({
          key: row.name,
          label: words.series(row.name),
          group: SERIES_GROUPS.indexOf(row.group),
          value: row[measure],
          deviation: measure === 'permutation' ? row.permutationDeviation : null,
          mark: words.direction(row.direction),
        })),
        groups: SERIES_GROUPS.map(words.group),
        valueName: t(`measures.${measure}`),
        deviationName: t('deviation'),
        formatValue: format,
        chosen,
      }),
    [shown, measure, words, t, format, chosen],
  );
  const columns = useMemo(
    (): Column<SeriesImportance>[] => [
      { key: 'series', label: t('series'), value: (r) => words.series(r.name) },
      { key: 'group', label: t('group'), value: (r) => words.group(r.group) },
      numberColumn('shap', t('measures.shap'), (r) => r.shap, words.size),
      numberColumn('gain', t('measures.gain'), (r) => r.gain, f.percent),
      numberColumn('permutation', t('measures.permutation'), (r) => r.permutation, words.size),
      numberColumn('deviation', t('deviation'), (r) => r.permutationDeviation, words.size),
      numberColumn('correlation', t('correlation'), (r) => r.correlation, f.hundredths),
      { key: 'direction', label: t('direction'), value: (r) => words.direction(r.direction) },
    ],
    [t, f, words],
  );
  const title = t('title', { target: t(`targets.${part.target}`) });
  const [most] = rows;
  if (part.isConstant || !most)
    return (
      <Card component="section" aria-label={title}>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" mt="xs">
          {t('constant')}
        </Text>
      </Card>
    );
  return (
    <Chart
      title={title}
      subtitle={t(`hints.${measure}`)}
      // Permutation asks the champion itself.
      above={measure === 'permutation' ? undefined : <FidelityNote part={part} />}
      alt={t('alt', {
        series: words.series(most.name),
        value: format(most[measure]),
        direction: words.direction(most.direction),
      })}
      height={driverBarsHeight(shown.length)}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`importance-${part.target}-${measure}`}
      onPick={onChoose}
    />
  );
}
