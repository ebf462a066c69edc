'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { vifBars } from '@/components/charts/vif-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { LedgerRow } from '@/lib/contracts/explain';
import type { LedgerChartProps } from './chart-props';
import { barsHeight, isRemoved, MOST_DRAWN, mostCollinear, vifNumber } from './ledger-view';
import { useLedgerWords } from './use-ledger-words';

const rowKey = (row: LedgerRow) => row.feature;

/** How well the others tell each feature, before and after the removal. */
export function VifCard({ ledger, rows, onPick }: LedgerChartProps) {
  const t = useTranslations('ledger.vifChart');
  const l = useTranslations('ledger');
  const words = useLedgerWords();
  const { vifLimit } = ledger.settings;
  const drawn = useMemo(() => mostCollinear(rows, MOST_DRAWN), [rows]);
  const option = useMemo(
    () =>
      vifBars({
        bars: drawn.map((row) => ({
          feature: row.feature,
          name: words.feature(row.feature),
          before: vifNumber(row.vif.before),
          last: vifNumber(row.vif.last),
          removed: isRemoved(row),
        })),
        limit: vifLimit,
        words: {
          before: l('vifBefore'),
          kept: t('kept'),
          removed: t('removed'),
          limit: t('limit', { limit: vifLimit }),
          none: t('none'),
        },
        formatVif: words.vif,
      }),
    [drawn, vifLimit, words, t, l],
  );
  const columns = useMemo(
    (): Column<LedgerRow>[] => [
      { key: 'feature', label: l('feature'), value: (row) => words.feature(row.feature) },
      numberColumn('before', l('vifBefore'), (row) => vifNumber(row.vif.before), words.vif),
      numberColumn('last', l('vifLast'), (row) => vifNumber(row.vif.last), words.vif),
      numberColumn('order', l('removedAs'), (row) => row.vif.removedAs, String),
      { key: 'reason', label: l('reason'), value: words.vifReason },
    ],
    [words, l],
  );
  const removed = rows.filter(isRemoved).length;
  return (
    <Chart
      title={t('title')}
      subtitle={
        rows.length > drawn.length
          ? t('some', { drawn: drawn.length, total: rows.length })
          : t('hint')
      }
      alt={t('alt', { total: rows.length, removed, limit: vifLimit })}
      height={barsHeight(drawn.length)}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`vif-${ledger.target}`}
      onPick={onPick}
    />
  );
}
