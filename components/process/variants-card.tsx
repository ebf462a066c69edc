'use client';
import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { useFormats } from '@/components/ui/use-formats';
import type { ProcessVariants } from '@/lib/contracts/process';
import { variantsCovering } from '@/lib/domain/process/variants';

type Row = ProcessVariants['rows'][number];
const variantKey = (row: Row) => JSON.stringify(row.events);

interface Props {
  readonly variants: ProcessVariants;
  readonly onChoose: (variant: string) => void;
}

/** The sequences of events that cases take, and how many cases they cover. */
export function VariantsCard({ variants, onChoose }: Props) {
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
        cell: (r) => f.integer(r.cases),
        numeric: true,
      },
      {
        key: 'share',
        label: t('share'),
        value: (r) => r.share,
        cell: (r) => f.percent(r.share),
        numeric: true,
      },
      {
        key: 'cumulative',
        label: t('cumulative'),
        value: (r) => r.cumulativeShare,
        cell: (r) => f.percent(r.cumulativeShare),
        numeric: true,
      },
      {
        key: 'duration',
        label: t('duration'),
        value: (r) => r.medianSeconds,
        cell: (r) => f.decimal(r.medianSeconds),
        numeric: true,
      },
    ],
    [t, f, onChoose],
  );
  const covering = variantsCovering(variants.curve, 0.8);
  const line = variants.curve
    .map((p, i) => `${i === 0 ? 'M' : 'L'}${p.variantShare * 100},${100 - p.caseShare * 100}`)
    .join(' ');
  return (
    <Card component="section" aria-label={t('variants')}>
      <Stack gap="sm">
        <div>
          <Title order={2}>{t('variants')}</Title>
          <Text size="sm" c="dimmed">
            {t('variantsFacts', { total: variants.total, covering })}
          </Text>
          {variants.truncated ? (
            <Text size="xs" c="dimmed">
              {t('some', { shown: variants.rows.length, total: variants.total })}
            </Text>
          ) : null}
        </div>
        <div>
          <Text size="sm" fw={500}>
            {t('curve')}
          </Text>
          <svg
            role="img"
            aria-label={t('curveAlt', { covering: f.integer(covering) })}
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            width="100%"
            height={140}
          >
            <path
              d="M0,100 H100 M0,20 H100"
              fill="none"
              stroke="var(--mantine-color-default-border)"
              vectorEffect="non-scaling-stroke"
            />
            <path
              d={line}
              fill="none"
              stroke="var(--mantine-primary-color-filled)"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        </div>
        <DataTable
          label={t('variants')}
          rows={variants.rows}
          columns={columns}
          rowKey={variantKey}
          fileName="process-variants"
          height={420}
        />
      </Stack>
    </Card>
  );
}
