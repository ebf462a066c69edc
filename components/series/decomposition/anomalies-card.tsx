'use client';
import { Anchor, Box, Card, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { type Anomaly, anomalyDecomposition } from '@/lib/domain/series/anomalies';
import type { SplitState } from '../use-split';

interface Row extends Anomaly {
  readonly day: string;
}
const rowKey = (row: Row) => row.day;

interface Props {
  readonly days: readonly string[];
  readonly anomalies: readonly Anomaly[];
  readonly split: SplitState;
  /** Of the list. */
  readonly height: number;
  readonly fileName: string;
  readonly onOpen: (day: string) => void;
}

/** The days that trend and season do not explain; each opens the celebs and events that carry it. */
export function AnomaliesCard({ days, anomalies, split, height, fileName, onOpen }: Props) {
  const t = useTranslations('decomposition');
  const s = useTranslations('series');
  const f = useFormats();
  const rows = useMemo(
    (): Row[] => anomalies.map((a) => ({ ...a, day: days[a.index] ?? '' })),
    [anomalies, days],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'day',
        label: s('day'),
        value: (row) => row.day,
        cell: (row) => (
          <Anchor
            component="button"
            size="sm"
            onClick={() => onOpen(row.day)}
            aria-label={t('openOf', { day: f.longDay(row.day) })}
          >
            {f.longDay(row.day)}
          </Anchor>
        ),
        width: 154,
      },
      {
        key: 'z',
        label: t('z'),
        value: (row) => row.z,
        cell: (row) => `${row.z > 0 ? '▲' : '▼'} ${f.signedDecimal(row.z)}`,
        numeric: true,
        width: 94,
      },
      {
        key: 'observed',
        label: t('observed'),
        value: (row) => row.observed,
        cell: (row) => f.decimal(row.observed),
        numeric: true,
        width: 98,
      },
      {
        key: 'expected',
        label: t('expected'),
        value: (row) => row.expected,
        cell: (row) => f.decimal(row.expected),
        numeric: true,
        width: 98,
      },
      {
        key: 'gap',
        label: t('gap'),
        value: (row) => row.observed - row.expected,
        cell: (row) => f.signedDecimal(row.observed - row.expected),
        numeric: true,
        width: 98,
      },
      {
        key: 'direction',
        label: t('kind'),
        value: (row) => (row.z > 0 ? t('rise') : t('drop')),
        width: 80,
      },
    ],
    [t, s, f, onOpen],
  );
  return (
    <Card component="section" aria-label={t('anomalies')} miw={0} h="100%">
      <Title order={2}>
        {t('anomalies')}{' '}
        <Text span size="sm" c="dimmed" fw={400} className="tabular">
          {t('anomalyCount', { count: rows.length })}
        </Text>
      </Title>
      <Text size="xs" c="dimmed">
        {t('anomaliesSubtitle', { threshold: f.decimal(split.threshold) })}
      </Text>
      <Text size="xs" c="dimmed" mb="sm">
        {t('anomaliesBasis', { trend: anomalyDecomposition(split.period).stl?.trend ?? 0 })}
      </Text>
      <Box mih={height}>
        {rows.length === 0 ? (
          <EmptyState title={t('anomaliesNone')}>{t('anomaliesNoneHint')}</EmptyState>
        ) : (
          <DataTable
            label={t('anomalies')}
            rows={rows}
            columns={columns}
            rowKey={rowKey}
            fileName={`${fileName}-anomalies`}
            height={height - 40}
          />
        )}
      </Box>
    </Card>
  );
}
