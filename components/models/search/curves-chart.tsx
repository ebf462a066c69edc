'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import { trialCurves, trialOfLine } from '@/components/charts/trial-curves';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import type { TrialView } from '@/lib/contracts/search';
import type { SearchChartProps } from './history-chart';
import { useSearchWords, useTrialWords } from './use-search-words';

interface Epoch {
  readonly trial: TrialView;
  readonly epoch: number;
  readonly value: number | null;
}
const epochKey = ({ trial, epoch }: Epoch) => `${trial.number} ${epoch}`;

/** The micro-AP of every trial after each of its epochs. */
export function CurvesChart({ search, chosen, onPick }: SearchChartProps) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const trialWords = useTrialWords(search.trials);
  const { trials } = search;
  const { epochs } = search.settings;
  const best = search.best?.number ?? null;
  const option = useMemo(
    () =>
      trialCurves({
        trials: trials.map(({ number, status, intermediate }) => ({
          number,
          state: status,
          intermediate,
        })),
        best,
        chosen,
        epochs,
        words: trialWords,
        epochName: t('epoch'),
        bestName: t('bestTrial'),
        chosenName: t('chosenTrial'),
      }),
    [trials, best, chosen, epochs, trialWords, t],
  );
  const rows = useMemo(
    () =>
      trials.flatMap((trial) =>
        trial.intermediate.map((value, i): Epoch => ({ trial, epoch: i + 1, value })),
      ),
    [trials],
  );
  const columns = useMemo(
    (): Column<Epoch>[] => [
      { key: 'trial', label: t('trial'), value: (e) => e.trial.number + 1, numeric: true },
      { key: 'status', label: t('status'), value: (e) => words.status(e.trial.status) },
      { key: 'epoch', label: t('epoch'), value: (e) => e.epoch, numeric: true },
      numberColumn('value', trialWords.valueName, (e) => e.value, words.score),
    ],
    [t, words, trialWords.valueName],
  );
  const onLine = useCallback(
    (id: string) => {
      const number = trialOfLine(id);
      if (number !== undefined) onPick(number);
    },
    [onPick],
  );
  return (
    <Chart
      title={t('curves.title')}
      subtitle={t('curves.hint')}
      alt={t('curves.alt', { count: trials.length })}
      height={340}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={epochKey}
      fileName="search-learning-curves"
      onPick={onLine}
      keepView
    />
  );
}
