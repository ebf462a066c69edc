'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { trialParallel } from '@/components/charts/trial-parallel';
import { searchTrialOf } from '@/lib/contracts/search-space';
import { parallelCoordinates } from '@/lib/domain/search/history';
import type { SearchSpace } from '@/lib/domain/search/space';
import type { SearchChartProps } from './history-chart';
import { trialKey, useTrialColumns } from './trial-columns';
import { useSearchWords, useTrialWords } from './use-search-words';

/** Every trial as one line through all parameters that vary. */
export function ParallelCard({
  search,
  chosen,
  onPick,
  space,
}: SearchChartProps & { space: SearchSpace }) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const trialWords = useTrialWords(search.trials);
  const columns = useTrialColumns();
  const { trials } = search;
  const data = useMemo(
    () => parallelCoordinates(space, trials.map(searchTrialOf)),
    [space, trials],
  );
  const option = useMemo(
    () =>
      trialParallel({
        data,
        chosen,
        words: trialWords,
        nameOf: words.axisName,
        formatTick: words.axisTick,
      }),
    [data, chosen, trialWords, words],
  );
  if (space.length === 0) return null;
  return (
    <Chart
      title={t('parallel.title')}
      subtitle={t('parallel.hint')}
      alt={t('parallel.alt', { count: data.lines.length })}
      height={480}
      option={option}
      rows={trials}
      columns={columns}
      rowKey={trialKey}
      fileName="search-parallel-coordinates"
      onPick={onPick}
      keepView
    />
  );
}
