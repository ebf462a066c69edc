'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { borutaBoxes } from '@/components/charts/boruta-boxes';
import { Chart } from '@/components/charts/chart';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';
import { type FiveNumbers, fiveNumbers } from '@/lib/domain/stats/five-numbers';
import type { LedgerChartProps } from './chart-props';
import { barsHeight, countRows, importanceOf, MOST_DRAWN, mostImportant } from './ledger-view';
import { useLedgerWords } from './use-ledger-words';

interface Box {
  readonly feature: string;
  readonly name: string;
  /** null: the largest shadow. */
  readonly verdict: BorutaVerdict | null;
  readonly numbers: FiveNumbers;
}
const boxKey = (box: Box) => box.feature;
const NUMBERS = ['low', 'q1', 'median', 'q3', 'high'] as const;

/** The importance of each feature over all trials, beside the best that chance reached. */
export function BoxCard({ ledger, rows, onPick }: LedgerChartProps) {
  const t = useTranslations('ledger.boxChart');
  const l = useTranslations('ledger');
  const words = useLedgerWords();
  const { shadows } = ledger;
  const shadow = useMemo(() => fiveNumbers(shadows.map(({ max }) => max)), [shadows]);
  const boxes = useMemo(
    () =>
      mostImportant(rows, rows.length).flatMap((row) => {
        const numbers = importanceOf(row);
        const name = words.feature(row.feature);
        return numbers
          ? [{ feature: row.feature, name, verdict: row.boruta.verdict, numbers }]
          : [];
      }),
    [rows, words],
  );
  const drawn = Math.min(MOST_DRAWN, boxes.length);
  const option = useMemo(
    () =>
      borutaBoxes({
        boxes: boxes.slice(0, drawn),
        shadow: shadow ?? { low: 0, q1: 0, median: 0, q3: 0, high: 0 },
        names: words.verdicts,
        shadowName: l('shadowMax'),
        words: { low: t('low'), median: t('median'), high: t('high') },
        formatValue: words.importance,
      }),
    [boxes, drawn, shadow, words, t, l],
  );
  const table = useMemo(
    (): Box[] => [
      ...boxes,
      ...(shadow ? [{ feature: '', name: l('shadowMax'), verdict: null, numbers: shadow }] : []),
    ],
    [boxes, shadow, l],
  );
  const columns = useMemo(
    (): Column<Box>[] => [
      { key: 'feature', label: l('feature'), value: (box) => box.name },
      {
        key: 'verdict',
        label: l('verdict'),
        value: (box) => (box.verdict === null ? '' : words.verdicts[box.verdict]),
      },
      ...NUMBERS.map((name) =>
        numberColumn<Box>(name, t(name), (box) => box.numbers[name], words.importance),
      ),
    ],
    [words, t, l],
  );
  return (
    <Chart
      title={t('title')}
      subtitle={boxes.length > drawn ? t('some', { drawn, total: boxes.length }) : t('hint')}
      alt={t('alt', { ...countRows(rows), trials: shadows.length })}
      height={barsHeight(drawn)}
      option={option}
      rows={table}
      columns={columns}
      rowKey={boxKey}
      fileName={`boruta-importance-${ledger.target}`}
      onPick={onPick}
    />
  );
}
