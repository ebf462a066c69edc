'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { trialSlices } from '@/components/charts/trial-slices';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { searchTrialOf } from '@/lib/contracts/search-space';
import { type SlicePoint, sliceData } from '@/lib/domain/search/history';
import type { SearchSpace } from '@/lib/domain/search/space';
import type { SearchChartProps } from './history-chart';
import { useSearchWords, useTrialWords } from './use-search-words';

interface Row {
  readonly parameter: string;
  readonly point: SlicePoint;
}
const rowKey = ({ parameter, point }: Row) => `${parameter} ${point.number}`;
const HEIGHT = 620;

/** The micro-AP against each parameter that varies. */
export function SlicesChart({
  search,
  chosen,
  onPick,
  space,
}: SearchChartProps & { space: SearchSpace }) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const trialWords = useTrialWords(search.trials);
  const { trials } = search;
  const slices = useMemo(() => sliceData(space, trials.map(searchTrialOf)), [space, trials]);
  const height = space.length > 4 ? HEIGHT : HEIGHT / 2;
  const option = useMemo(
    () =>
      trialSlices({
        slices,
        chosen,
        words: trialWords,
        nameOf: words.axisName,
        formatTick: words.axisTick,
        height,
      }),
    [slices, chosen, trialWords, words, height],
  );
  const rows = useMemo(
    () =>
      slices.flatMap(({ axis, points }) =>
        points.map((point): Row => ({ parameter: axis.name ?? '', point })),
      ),
    [slices],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'parameter', label: t('parameter'), value: (r) => words.parameter(r.parameter) },
      { key: 'trial', label: t('trial'), value: (r) => r.point.number + 1, numeric: true },
      { key: 'status', label: t('status'), value: (r) => words.status(r.point.state) },
      {
        key: 'setting',
        label: t('setting'),
        value: (r) =>
          typeof r.point.parameterValue === 'number'
            ? r.point.parameterValue
            : words.value(r.parameter, r.point.parameterValue),
        cell: (r) => words.value(r.parameter, r.point.parameterValue),
        numeric: true,
      },
      numberColumn('value', trialWords.valueName, (r) => r.point.value, words.score),
    ],
    [t, words, trialWords.valueName],
  );
  if (space.length === 0) return null;
  return (
    <Chart
      title={t('slices.title')}
      subtitle={t('slices.hint')}
      alt={t('slices.alt', {
        parameters: space.map(({ name }) => words.parameter(name)).join(', '),
      })}
      height={height}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName="search-slices"
      onPick={onPick}
      keepView
    />
  );
}
