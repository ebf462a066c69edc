'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { decompositionPanels, PANELS_HEIGHT } from '@/components/charts/decomposition-panels';
import type { Column } from '@/components/ui/data-table';
import { useFormats } from '@/components/ui/use-formats';
import type { Series } from '@/lib/contracts/series';
import type { Analysis } from '@/lib/domain/series/analyse';
import { useChartWords } from '../use-chart-words';
import type { SplitState } from '../use-split';
import { useSplitWords } from './use-split-words';

interface Row {
  readonly day: string;
  readonly observed: number | null;
  readonly trend: number | null;
  readonly seasonal: number | null;
  readonly residual: number | null;
  /** Robust z of an unusual day. */
  readonly z: number | null;
}

const rowKey = (row: Row) => row.day;
const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

interface Props {
  readonly series: Series;
  readonly found: Extract<Analysis, { kind: 'parts' }>;
  readonly split: SplitState;
  readonly scopeName: string;
  readonly fileName: string;
}

/** Observed, trend, season and residual under one time axis, unusual days marked. */
export function PanelsCard({ series, found, split, scopeName, fileName }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const chartWords = useChartWords(series.metric);
  const { factor } = useSplitWords(split.period);
  const { days, missingDays } = series;
  const { parts, anomalies } = found;
  const ratio = parts.method === 'multiplicative';
  const names = useMemo(
    () => ({
      trend: t('trend'),
      seasonal: t(ratio ? 'seasonalFactor' : 'seasonal'),
      residual: t(ratio ? 'residualFactor' : 'residual'),
      rise: t('rise'),
      drop: t('drop'),
      expected: t('expected'),
      z: t('z'),
    }),
    [t, ratio],
  );
  const option = useMemo(
    () =>
      decompositionPanels({
        ...chartWords,
        days,
        components: parts,
        ratio,
        anomalies,
        missing: missingDays,
        names,
        formatFactor: factor,
      }),
    [chartWords, days, parts, ratio, anomalies, missingDays, names, factor],
  );
  const rows = useMemo((): Row[] => {
    const marked = new Map(anomalies.map(({ index, z }) => [index, z]));
    return days.map((day, i) => ({
      day,
      observed: known(parts.observed[i]),
      trend: known(parts.trend[i]),
      seasonal: known(parts.seasonal[i]),
      residual: known(parts.residual[i]),
      z: marked.get(i) ?? null,
    }));
  }, [days, parts, anomalies]);
  const columns = useMemo((): Column<Row>[] => {
    const numeric = (
      key: 'observed' | 'trend' | 'seasonal' | 'residual' | 'z',
      label: string,
      format: (value: number) => string,
      unknown = '–',
    ): Column<Row> => ({
      key,
      label,
      value: (row) => row[key],
      cell: (row) => {
        const value = row[key];
        return value === null ? unknown : format(value);
      },
      numeric: true,
    });
    const part = ratio ? factor : f.decimal;
    return [
      { key: 'day', label: chartWords.dayName, value: (row) => row.day },
      numeric('observed', chartWords.valueName, f.decimal, chartWords.missingName),
      numeric('trend', names.trend, f.decimal),
      numeric('seasonal', names.seasonal, part),
      numeric('residual', names.residual, part),
      numeric('z', names.z, f.decimal, ''),
    ];
  }, [chartWords, names, ratio, factor, f]);
  return (
    <Chart
      title={t('panels', { metric: chartWords.valueName })}
      subtitle={t('panelsSubtitle', {
        scope: scopeName,
        span: f.dayRange(days[0] ?? '', days.at(-1) ?? ''),
        method: t(`methods.${split.method}`),
        period: split.period,
      })}
      alt={t('panelsAlt', {
        metric: chartWords.valueName,
        trend: f.hundredths(parts.trendStrength),
        seasonal: f.hundredths(parts.seasonalStrength),
        count: anomalies.length,
      })}
      height={PANELS_HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`${fileName}-decomposition`}
    />
  );
}
