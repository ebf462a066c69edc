'use client';
import { Anchor, Card, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { LedgerRow } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { importanceOf, vifNumber } from './ledger-view';
import { useLedgerWords } from './use-ledger-words';
import { VerdictBadge } from './verdict-badge';

interface Props {
  readonly rows: readonly LedgerRow[];
  readonly target: Target;
  readonly onOpen: (feature: string) => void;
}

const rowKey = (row: LedgerRow) => row.feature;

/** One row a feature: what VIF and Boruta-SHAP say of it, and why. */
export function LedgerTable({ rows, target, onOpen }: Props) {
  const t = useTranslations('ledger');
  const words = useLedgerWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening a feature does the same whenever it was made
  const columns = useMemo(
    (): Column<LedgerRow>[] => [
      {
        key: 'feature',
        label: t('feature'),
        width: 210,
        value: (row) => words.feature(row.feature),
        cell: (row) => (
          <Anchor
            component="button"
            type="button"
            size="sm"
            fw={600}
            truncate
            maw="100%"
            display="block"
            title={words.feature(row.feature)}
            onClick={() => onOpen(row.feature)}
          >
            {words.feature(row.feature)}
          </Anchor>
        ),
      },
      {
        key: 'verdict',
        label: t('verdict'),
        width: 132,
        value: (row) => words.verdicts[row.boruta.verdict],
        cell: (row) => <VerdictBadge verdict={row.boruta.verdict} />,
      },
      { key: 'group', label: t('group'), width: 108, value: (row) => words.group(row.group) },
      numberColumn('vifBefore', t('vifBefore'), (row) => vifNumber(row.vif.before), words.vif),
      numberColumn('vifLast', t('vifLast'), (row) => vifNumber(row.vif.last), words.vif),
      {
        key: 'removedAs',
        label: t('removedAs'),
        width: 96,
        numeric: true,
        value: (row) => row.vif.removedAs,
        cell: (row) =>
          row.vif.removedAs === null
            ? t('fates.kept')
            : t('removedOrder', { order: row.vif.removedAs }),
      },
      {
        key: 'hits',
        label: t('hits'),
        width: 120,
        numeric: true,
        value: (row) => row.boruta.hits,
        cell: (row) => t('hitsOf', { hits: row.boruta.hits, trials: row.boruta.trials }),
      },
      numberColumn('p', t('adjustedP'), (row) => row.boruta.adjustedP, words.p),
      { key: 'reason', label: t('reason'), width: 540, value: words.reason },
      numberColumn(
        'importance',
        t('importance'),
        (row) => importanceOf(row)?.median ?? null,
        words.importance,
      ),
      {
        key: 'trials',
        label: t('trials'),
        width: 72,
        numeric: true,
        value: (row) => row.boruta.trials,
      },
      { key: 'column', label: t('column'), width: 170, value: (row) => row.feature },
    ],
    [t, words],
  );
  return (
    <Card component="section" aria-label={t('tableTitle')} miw={0}>
      <Title order={2}>{t('tableTitle')}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('tableHint')}
      </Text>
      <DataTable
        label={t('tableTitle')}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        fileName={`feature-ledger-${target}`}
        height={440}
        onOpen={(row) => onOpen(row.feature)}
      />
    </Card>
  );
}
