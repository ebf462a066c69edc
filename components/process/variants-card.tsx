'use client';
import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ProcessVariants } from '@/lib/contracts/process';
import { variantsCovering } from '@/lib/domain/process/variants';
import type { Pointed } from './behind-drawer';
import { coverageLine } from './coverage-line';

type Row = ProcessVariants['rows'][number];
type CurveRow = ProcessVariants['curve'][number];
const curveKey = (row: CurveRow) => String(row.variants);
const variantKey = (row: Row) => JSON.stringify(row.events);

interface Props {
  readonly variants: ProcessVariants;
  /** Show one on the map. */
  readonly onChoose: (variant: string) => void;
  readonly onPoint: (pointed: Pointed) => void;
}

/** The sequences of events that cases take, and how many cases they cover. */
export function VariantsCard({ variants, onChoose, onPoint }: Props) {
  const t = useTranslations('process');
  const f = useFormats();
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'variant',
        label: t('variant'),
        value: (r) => r.events.join(' → '),
        cell: (r) => (
          <Anchor
            component="button"
            size="sm"
            onClick={() => onChoose(variantKey(r))}
            title={r.events.join(' → ')}
          >
            {r.events.join(' → ')}
          </Anchor>
        ),
      },
      { key: 'steps', label: t('steps'), value: (r) => r.events.length, numeric: true },
      {
        key: 'cases',
        label: t('cases'),
        value: (r) => r.cases,
        cell: (r) => (
          <Anchor
            component="button"
            size="sm"
            aria-label={t('openVariant', { count: r.cases, variant: r.events.join(' → ') })}
            onClick={() =>
              onPoint({
                title: r.events.join(' → '),
                selector: { kind: 'variant', events: r.events },
              })
            }
          >
            {f.integer(r.cases)}
          </Anchor>
        ),
        numeric: true,
      },
      numberColumn('share', t('share'), (r) => r.share, f.percent),
      numberColumn('cumulative', t('cumulative'), (r) => r.cumulativeShare, f.percent),
      numberColumn('duration', t('duration'), (r) => r.medianSeconds, f.decimal),
    ],
    [t, f, onChoose, onPoint],
  );
  const { curve } = variants;
  const covering = variantsCovering(curve, 0.8);
  const curveColumns = useMemo(
    (): Column<CurveRow>[] => [
      numberColumn('variants', t('curveVariants'), (r) => r.variants, f.integer),
      numberColumn('variantShare', t('variantShare'), (r) => r.variantShare, f.percent),
      numberColumn('cases', t('cases'), (r) => r.cases, f.integer),
      numberColumn('caseShare', t('curve'), (r) => r.caseShare, f.percent),
    ],
    [t, f],
  );
  const option = useMemo(
    () =>
      coverageLine({
        curve,
        covering,
        xName: t('curveVariants'),
        yName: t('curve'),
        coveringName: t('covering', { covering }),
        formatCount: f.integer,
        formatTick: f.compact,
        formatShare: f.percent,
      }),
    [curve, covering, t, f],
  );
  const facts = t('variantsFacts', { total: variants.total, covering });
  return (
    <Stack gap="md">
      <Chart
        title={t('curve')}
        subtitle={facts}
        alt={t('curveAlt', { covering: f.integer(covering) })}
        height={240}
        option={option}
        rows={curve}
        columns={curveColumns}
        rowKey={curveKey}
        fileName="process-variants-curve"
      />
      <Card component="section" aria-label={t('variants')}>
        <Stack gap="sm">
          <div>
            <Title order={2}>{t('variants')}</Title>
            <Text size="xs" c="dimmed">
              {variants.truncated
                ? t('some', { shown: variants.rows.length, total: variants.total })
                : facts}
            </Text>
          </div>
          <DataTable
            label={t('variants')}
            rows={variants.rows}
            columns={columns}
            rowKey={variantKey}
            fileName="process-variants"
            height={480}
          />
        </Stack>
      </Card>
    </Stack>
  );
}
