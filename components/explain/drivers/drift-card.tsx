'use client';
import { Card, Group, MultiSelect, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { driftHeat, driftHeight } from '@/components/charts/drift-heat';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart } from '@/lib/contracts/explain';
import { FidelityNote } from '../fidelity-note';
import { driftRows, THIN_WEEK } from './drift-rows';
import type { DriverWords } from './use-driver-words';

interface Row {
  readonly series: string;
  readonly week: string;
  readonly windows: number;
  readonly value: number;
}
const rowKey = (row: Row) => `${row.series} ${row.week}`;
const SHOWN = 10;
const MOST = 20;
const THIN_MARK = '*';

interface Props {
  readonly part: ExplanationPart;
  readonly words: DriverWords;
  readonly chosen: readonly string[];
  readonly onChoose: (series: string[]) => void;
  readonly relative: boolean;
  readonly onRelative: (relative: boolean) => void;
}

/** What drives predictions week by week: a driver that fades or grows asks for a new model or another plan. */
export function DriftCard({ part, words, chosen, onChoose, relative, onRelative }: Props) {
  const t = useTranslations('drivers.drift');
  const f = useFormats();
  const { weeks } = part.drift;
  const shown = useMemo(
    () => driftRows(part.drift, { chosen, limit: SHOWN, relative }),
    [part, chosen, relative],
  );
  const format = relative ? f.percent : words.size;
  const valueName = t(relative ? 'relativeValue' : 'value');
  const option = useMemo(
    () =>
      driftHeat({
        weeks: weeks.map(({ week, windows }) => ({
          label: f.shortDay(week),
          title: t('weekOf', { week: f.day(week), windows }),
          isThin: windows < THIN_WEEK,
        })),
        rows: shown.map(({ name, values }) => ({ label: words.series(name), values })),
        valueName,
        fromZero: !relative,
        thinMark: THIN_MARK,
        thinName: t('thin', { least: THIN_WEEK }),
        formatValue: format,
      }),
    [weeks, shown, words, f, t, valueName, relative, format],
  );
  const rows = useMemo(
    () =>
      shown.flatMap(({ name, values }) =>
        weeks.map(
          ({ week, windows }, i): Row => ({ series: name, week, windows, value: values[i] ?? 0 }),
        ),
      ),
    [shown, weeks],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'series', label: t('series'), value: (r) => words.series(r.series) },
      { key: 'week', label: t('week'), value: (r) => r.week, cell: (r) => f.day(r.week) },
      numberColumn('windows', t('windows'), (r) => r.windows, f.integer),
      numberColumn('value', valueName, (r) => r.value, format),
      {
        key: 'note',
        label: t('note'),
        value: (r) => (r.windows < THIN_WEEK ? t('thin', { least: THIN_WEEK }) : ''),
      },
    ],
    [t, f, words, valueName, format],
  );
  const target = t(`targets.${part.target}`);
  const title = t('title', { target });
  if (weeks.length === 0)
    return (
      <Card component="section" aria-label={title}>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" mt="xs">
          {t('none')}
        </Text>
      </Card>
    );
  const hasThin = weeks.some(({ windows }) => windows < THIN_WEEK);
  return (
    <Chart
      title={title}
      subtitle={`${t('subtitle')}${hasThin ? ` ${THIN_MARK} ${t('thin', { least: THIN_WEEK })}` : ''}`}
      above={
        <Stack gap={6}>
          <FidelityNote part={part} />
          <Group gap="sm" align="flex-end">
            <MultiSelect
              size="xs"
              w={{ base: '100%', sm: 420 }}
              label={t('choose')}
              placeholder={chosen.length === 0 ? t('strongest', { count: SHOWN }) : undefined}
              searchable
              clearable
              maxValues={MOST}
              data={part.drift.series.map(({ name }) => ({
                value: name,
                label: words.series(name),
              }))}
              value={chosen.filter((name) => part.drift.series.some((one) => one.name === name))}
              onChange={onChoose}
              clearButtonProps={{ 'aria-label': t('clear') }}
            />
            <Switch
              size="xs"
              pb={7}
              label={t('relative')}
              checked={relative}
              onChange={(event) => onRelative(event.currentTarget.checked)}
            />
          </Group>
        </Stack>
      }
      alt={t('alt', { target, weeks: weeks.length, series: shown.length })}
      height={driftHeight(shown.length)}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`drift-${part.target}`}
    />
  );
}
