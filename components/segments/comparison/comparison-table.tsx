'use client';
import { Button, Card, Group, Text, Title } from '@mantine/core';
import { IconDownload, IconEqual } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { download } from '@/components/ui/download';
import { StatusBadge } from '@/components/ui/status-badge';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { toCsv } from '@/lib/client/csv';
import type { ComparedVariable } from '@/lib/contracts/segments';
import { useSegmentWords } from '../use-segment-words';
import { csvTable } from './comparison-view';

export interface ComparedGroups {
  readonly a: string;
  readonly b: string;
}

interface Props {
  /** Those that the filters let pass, the largest |g| first. */
  readonly rows: readonly ComparedVariable[];
  readonly all: readonly ComparedVariable[];
  readonly names: ComparedGroups;
  readonly asOf: string;
}

const rowKey = (row: ComparedVariable) => row.name;
const EQUAL = { color: 'gray', icon: IconEqual } as const;

/** The test table of method §9. */
export function ComparisonTable({ rows, all, names, asOf }: Props) {
  const t = useTranslations('segments.table');
  const f = useFormats();
  const words = useSegmentWords();
  const columns = useMemo((): Column<ComparedVariable>[] => {
    const { number, signed, chance } = words;
    const { integer, hundredths, signedHundredths, decimal } = f;
    return [
      {
        key: 'name',
        label: t('variable'),
        width: 250,
        value: ({ name }) => words.variable(name),
      },
      numberColumn('hedgesG', t('g'), (row) => row.hedgesG, signedHundredths),
      {
        key: 'gInterval',
        label: t('gInterval'),
        numeric: true,
        width: 146,
        value: ({ gLow }) => gLow,
        cell: ({ gLow, gHigh }) => words.interval(gLow, gHigh, signedHundredths),
      },
      numberColumn('q', t('q'), (row) => row.q, chance),
      {
        key: 'equal',
        label: t('verdict'),
        width: 148,
        value: ({ isPracticallyEqual }) => (isPracticallyEqual ? t('equal') : ''),
        cell: ({ isPracticallyEqual }) =>
          isPracticallyEqual ? <StatusBadge look={EQUAL} text={t('equal')} /> : null,
      },
      numberColumn('meanA', t('meanA'), (row) => row.meanA, number),
      numberColumn('meanB', t('meanB'), (row) => row.meanB, number),
      numberColumn('difference', t('difference'), (row) => row.difference, signed),
      {
        key: 'interval',
        label: t('interval'),
        numeric: true,
        width: 160,
        value: ({ low }) => low,
        cell: ({ low, high }) => words.interval(low, high, signed),
      },
      numberColumn('t', t('t'), (row) => row.t, signedHundredths),
      numberColumn('df', t('df'), (row) => row.degreesOfFreedom, decimal),
      numberColumn('p', t('p'), (row) => row.p, chance),
      numberColumn('u', t('u'), (row) => row.u, decimal),
      numberColumn('uP', t('uP'), (row) => row.uP, chance),
      numberColumn('superiority', t('superiority'), (row) => row.superiority, hundredths),
      numberColumn('nA', t('nA'), (row) => row.nA, integer),
      numberColumn('nB', t('nB'), (row) => row.nB, integer),
    ];
  }, [t, f, words]);
  const save = () => {
    const { header, cells } = csvTable(all);
    download(`priority-comparison-${asOf}.csv`, toCsv(header, cells));
  };
  return (
    <Card component="section" aria-label={t('title')} miw={0}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text size="xs" c="dimmed" maw={760}>
            {t('hint', { ...names })}
          </Text>
        </div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.7} aria-hidden />}
          onClick={save}
        >
          {t('saveAll', { count: all.length })}
        </Button>
      </Group>
      <DataTable
        label={t('title')}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        fileName={`priority-comparison-shown-${asOf}`}
        height={520}
      />
    </Card>
  );
}
