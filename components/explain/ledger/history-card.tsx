'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type BorutaHistory, borutaHistory } from '@/components/charts/boruta-history';
import { Chart } from '@/components/charts/chart';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';
import type { LedgerChartProps } from './chart-props';
import { MOST_DRAWN, mostImportant } from './ledger-view';
import { type LedgerWords, useLedgerWords } from './use-ledger-words';

interface Point {
  readonly feature: string;
  readonly verdict: string;
  readonly trial: number;
  readonly importance: number | null;
  readonly shadowMax: number | null;
}
const pointKey = (point: Point) => `${point.feature} ${point.trial}`;

/** Every trial of every feature, as a table. */
const pointsOf = (
  rows: readonly LedgerRow[],
  { shadows }: FeatureLedger,
  words: LedgerWords,
): Point[] =>
  rows.flatMap((row) =>
    shadows.map(({ max }, i) => ({
      feature: words.feature(row.feature),
      verdict: words.verdicts[row.boruta.verdict],
      trial: i + 1,
      importance: row.history[i] ?? null,
      shadowMax: max,
    })),
  );

interface Props extends LedgerChartProps {
  readonly title?: string;
  readonly height?: number;
}

/** How the importance of features and shadows came out in each trial. */
export function HistoryCard({ ledger, rows, onPick, title, height = 440 }: Props) {
  const t = useTranslations('ledger.historyChart');
  const l = useTranslations('ledger');
  const words = useLedgerWords();
  const drawn = useMemo(() => mostImportant(rows, MOST_DRAWN), [rows]);
  const option = useMemo(() => {
    const lines: BorutaHistory['lines'] = drawn.map((row) => ({
      feature: row.feature,
      name: words.feature(row.feature),
      verdict: row.boruta.verdict,
      decidedAfter: row.boruta.decidedAfter,
      history: row.history,
    }));
    return borutaHistory({
      lines,
      shadows: ledger.shadows,
      names: words.verdicts,
      words: {
        trial: t('trial'),
        trialOf: (number) => t('trialOf', { number }),
        shadowMax: l('shadowMax'),
        shadowMean: l('shadowMean'),
      },
      formatValue: words.importance,
    });
  }, [drawn, ledger, words, t, l]);
  const points = useMemo(() => pointsOf(rows, ledger, words), [rows, ledger, words]);
  const columns = useMemo(
    (): Column<Point>[] => [
      { key: 'feature', label: l('feature'), value: (point) => point.feature },
      { key: 'verdict', label: l('verdict'), value: (point) => point.verdict },
      numberColumn('trial', t('trial'), (point) => point.trial, String),
      numberColumn('importance', l('importance'), (p) => p.importance, words.importance),
      numberColumn('shadow', l('shadowMax'), (p) => p.shadowMax, words.importance),
    ],
    [words, t, l],
  );
  return (
    <Chart
      title={title ?? t('title')}
      subtitle={
        rows.length > drawn.length
          ? t('some', { drawn: drawn.length, total: rows.length })
          : t('hint')
      }
      alt={t('alt', { features: drawn.length, trials: ledger.shadows.length })}
      height={height}
      option={option}
      rows={points}
      columns={columns}
      rowKey={pointKey}
      fileName={`boruta-history-${ledger.target}`}
      onPick={onPick}
    />
  );
}
