'use client';
import { Card, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { importanceBars } from '@/components/charts/importance-bars';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { SearchDetail } from '@/lib/contracts/search';
import { LEAST_TRIALS_FOR_IMPORTANCE } from '@/lib/domain/search/importance';
import type { SearchSpace } from '@/lib/domain/search/space';
import { useSearchWords } from './use-search-words';

interface Row {
  readonly name: string;
  readonly importance: number;
}
const rowKey = (row: Row) => row.name;
const HEIGHT = 260;

/** Which parameters made the micro-AP what it was, or why that cannot be said yet. */
export function ImportanceCard({ search, space }: { search: SearchDetail; space: SearchSpace }) {
  const t = useTranslations('searches');
  const f = useFormats();
  const words = useSearchWords();
  const { importance } = search;
  const rows = useMemo(
    () => (importance ?? []).filter(({ name }) => space.some((one) => one.name === name)),
    [importance, space],
  );
  const option = useMemo(
    () =>
      importanceBars({
        bars: rows.map((row) => ({ name: words.parameter(row.name), share: row.importance })),
        formatShare: f.percent,
      }),
    [rows, words, f],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'parameter', label: t('parameter'), value: (row) => words.parameter(row.name) },
      numberColumn('importance', t('importance.share'), (row) => row.importance, f.percent),
    ],
    [t, words, f],
  );
  const [most] = rows;
  if (!most || most.importance === 0)
    return (
      <Card component="section" aria-label={t('importance.title')} mih={HEIGHT}>
        <Title order={2}>{t('importance.title')}</Title>
        <Text size="sm" c="dimmed" mt="xs">
          {most || search.importance
            ? t('importance.nothingVaries')
            : t('importance.tooFew', {
                least: LEAST_TRIALS_FOR_IMPORTANCE,
                finished: search.finished,
              })}
        </Text>
      </Card>
    );
  return (
    <Chart
      title={t('importance.title')}
      subtitle={t('importance.hint')}
      alt={t('importance.alt', {
        name: words.parameter(most.name),
        share: f.percent(most.importance),
      })}
      height={HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName="search-importance"
    />
  );
}
