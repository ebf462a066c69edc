'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { trialHistory } from '@/components/charts/trial-history';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { SearchDetail } from '@/lib/contracts/search';
import { SEARCH_DIRECTION, searchTrialOf } from '@/lib/contracts/search-space';
import { type HistoryPoint, searchHistory } from '@/lib/domain/search/history';
import { useSearchWords, useTrialWords } from './use-search-words';

export interface SearchChartProps {
  readonly search: SearchDetail;
  /** Number of the highlighted trial. */
  readonly chosen: number | null;
  /** A trial's number, as text. */
  readonly onPick: (key: string) => void;
}

const pointKey = (point: HistoryPoint) => String(point.number);

/** Each trial with its value, and the best so far. */
export function HistoryChart({ search, chosen, onPick }: SearchChartProps) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const trialWords = useTrialWords(search.trials);
  const { trials } = search;
  const total = search.settings.trials;
  const points = useMemo(
    () => searchHistory(trials.map(searchTrialOf), SEARCH_DIRECTION),
    [trials],
  );
  const option = useMemo(
    () =>
      trialHistory({
        points,
        total,
        chosen,
        words: trialWords,
        trialName: t('trial'),
        bestName: t('bestSoFar'),
      }),
    [points, total, chosen, trialWords, t],
  );
  const columns = useMemo(
    (): Column<HistoryPoint>[] => [
      { key: 'trial', label: t('trial'), value: (p) => p.number + 1, numeric: true },
      { key: 'status', label: t('status'), value: (p) => words.status(p.state) },
      numberColumn('value', trialWords.valueName, (p) => p.value, words.score),
      numberColumn('best', t('bestSoFar'), (p) => p.best, words.score),
    ],
    [t, words, trialWords.valueName],
  );
  return (
    <Chart
      title={t('history.title')}
      subtitle={t('history.hint')}
      alt={t('history.alt', {
        ended: points.filter((point) => point.state !== 'running').length,
        best: words.score(search.best?.value ?? null),
      })}
      height={340}
      option={option}
      rows={points}
      columns={columns}
      rowKey={pointKey}
      fileName="search-history"
      onPick={onPick}
      keepView
    />
  );
}
