'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { correlationHeat, correlationHeight } from '@/components/charts/correlation-heat';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { LedgerChartProps } from './chart-props';
import { correlationOf, MOST_CORRELATED, mostImportant } from './ledger-view';
import { useLedgerWords } from './use-ledger-words';

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly value: number | null;
}
const pairKey = (pair: Pair) => `${pair.a} ${pair.b}`;

/** Which features go together; neighbours in the picture are neighbours of a cluster. */
export function CorrelationCard({ ledger, rows }: LedgerChartProps) {
  const t = useTranslations('ledger.correlationChart');
  const words = useLedgerWords();
  const shown = useMemo(
    () =>
      correlationOf(
        ledger,
        new Set(mostImportant(rows, MOST_CORRELATED).map((row) => row.feature)),
      ),
    [ledger, rows],
  );
  const option = useMemo(
    () =>
      correlationHeat({
        names: shown.features.map(words.feature),
        values: shown.values,
        valueName: t('value'),
        noneName: t('none'),
        formatValue: words.correlation,
      }),
    [shown, words, t],
  );
  const pairs = useMemo((): Pair[] => {
    const { features, values } = correlationOf(ledger, new Set(rows.map((row) => row.feature)));
    return features
      .flatMap((a, i) =>
        features.slice(i + 1).map((b, k) => ({
          a: words.feature(a),
          b: words.feature(b),
          value: values[i]?.[i + 1 + k] ?? null,
        })),
      )
      .sort((x, y) => Math.abs(y.value ?? 0) - Math.abs(x.value ?? 0));
  }, [ledger, rows, words]);
  const columns = useMemo(
    (): Column<Pair>[] => [
      { key: 'a', label: t('one'), value: (pair) => pair.a },
      { key: 'b', label: t('other'), value: (pair) => pair.b },
      numberColumn('value', t('value'), (pair) => pair.value, words.correlation),
    ],
    [words, t],
  );
  return (
    <Chart
      title={t('title')}
      subtitle={
        rows.length > shown.features.length
          ? t('some', { drawn: shown.features.length, total: rows.length })
          : t('hint')
      }
      alt={t('alt', { features: shown.features.length })}
      height={correlationHeight(shown.features.length)}
      option={option}
      rows={pairs}
      columns={columns}
      rowKey={pairKey}
      fileName={`correlation-${ledger.target}`}
    />
  );
}
