'use client';
import { Anchor, Box, Card, Title } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { DASHES } from '@/components/charts/trend-lines';
import { CATEGORICAL, type Scheme } from '@/components/ui/colours';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { trendChange } from '@/lib/domain/series/analyse';
import { summariseSeries } from '@/lib/domain/series/summary';
import { extremes } from '../decomposition/strength-facts';
import { useSplitWords } from '../decomposition/use-split-words';
import type { Compared } from './use-compared';

export interface CompareRow {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  /** Of its line; -1: it has none. */
  readonly line: number;
  readonly compared: Compared | undefined;
}
const rowKey = (row: CompareRow) => row.key;

const partsOf = ({ compared }: CompareRow) =>
  compared?.found.kind === 'parts' ? compared.found : undefined;

/** What a reader must know about a row's figures, or why it has none. */
function notesOf({ compared }: CompareRow) {
  if (compared === undefined) return ['error'] as const;
  return compared.found.kind === 'parts' ? compared.found.caveats : [compared.found.kind];
}

/** The figures of what is compared, one row each; who cannot be split says why. */
export function CompareTable({
  rows,
  period,
  scheme,
  fileName,
}: {
  rows: readonly CompareRow[];
  period: number;
  scheme: Scheme;
  fileName: string;
}) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const { position } = useSplitWords(period);
  const noted = rows.some((row) => notesOf(row).length > 0);
  const columns = useMemo((): Column<CompareRow>[] => {
    return [
      {
        key: 'name',
        label: t('name'),
        value: (row) => row.name,
        cell: (row) => (
          <>
            <Sample line={row.line} scheme={scheme} />
            <Anchor component={Link} size="sm" href={row.href}>
              {row.name}
            </Anchor>
          </>
        ),
        width: 200,
      },
      numberColumn<CompareRow>(
        'celebs',
        t('celebCount'),
        (r) => r.compared?.series.celebs ?? null,
        f.integer,
      ),
      numberColumn<CompareRow>(
        'mean',
        t('mean'),
        (r) => (r.compared ? summariseSeries(r.compared.series.values).mean : null),
        f.decimal,
      ),
      numberColumn<CompareRow>(
        'trendStrength',
        t('trendStrength'),
        (r) => partsOf(r)?.parts.trendStrength ?? null,
        f.hundredths,
      ),
      numberColumn<CompareRow>(
        'seasonalStrength',
        t('seasonalStrength'),
        (r) => partsOf(r)?.parts.seasonalStrength ?? null,
        f.hundredths,
      ),
      numberColumn<CompareRow>(
        'change',
        t('change'),
        (r) => {
          const found = partsOf(r);
          return found ? (trendChange(found.parts.trend)?.change ?? null) : null;
        },
        f.signedPercent,
      ),
      {
        key: 'peak',
        label: t('peak'),
        value: (r) => {
          const found = partsOf(r);
          const ends = found ? extremes(found.profile.seasonal) : null;
          return ends ? position(ends.high) : null;
        },
      },
      numberColumn<CompareRow>(
        'anomalies',
        t('anomalyDays'),
        (r) => partsOf(r)?.anomalies.length ?? null,
        f.integer,
      ),
      ...(noted
        ? [
            {
              key: 'note',
              label: t('note'),
              value: (row: CompareRow) =>
                notesOf(row)
                  .map((reason) => t(`noteOf.${reason}`))
                  .join(', '),
            },
          ]
        : []),
    ];
  }, [t, f, position, scheme, noted]);
  return (
    <Card component="section" aria-label={t('compareTable')} miw={0}>
      <Title order={2} mb="sm">
        {t('compareTable')}
      </Title>
      <DataTable
        label={t('compareTable')}
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        fileName={fileName}
      />
    </Card>
  );
}

/** Colour and dash of a line in the chart above. */
function Sample({ line, scheme }: { line: number; scheme: Scheme }) {
  if (line < 0) return <Box component="span" display="inline-block" w={34} mr={8} />;
  return (
    <svg width={34} height={10} aria-hidden style={{ marginRight: 8, verticalAlign: 'middle' }}>
      <line
        x1={0}
        x2={34}
        y1={5}
        y2={5}
        strokeWidth={2.2}
        stroke={CATEGORICAL[scheme][line % CATEGORICAL[scheme].length]}
        strokeDasharray={DASHES[line % DASHES.length]?.join(' ')}
      />
    </svg>
  );
}
