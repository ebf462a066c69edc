'use client';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import type { TriangleWords } from './triangle-look';
import type { CohortMeasure } from './use-cohort-filter';

/** Shares from 10 % on as whole percents: a week's newcomers are too few for more, and a cell is narrow. */
const round = (share: number) => (share < 0.1 ? share : Math.round(share * 100) / 100);

/** Texts of the triangle; the same object until measure or language change. */
export function useCohortWords(measure: CohortMeasure): TriangleWords {
  const t = useTranslations('cohorts');
  const f = useFormats();
  return useMemo(() => {
    const share = (value: number) => f.percent(round(value));
    return {
      joinWeek: t('joinWeek'),
      cohort: (cohort) => (cohort === null ? t('before') : f.day(cohort)),
      size: (celebs) => t('size', { count: celebs }),
      week: (offset) => t('weekShort', { offset }),
      main: (cell) => (measure === 'share' ? share(cell.share) : f.integer(cell.active)),
      other: (cell) => (measure === 'share' ? f.integer(cell.active) : share(cell.share)),
      cell: ({ cohort, celebs }, { week, offset, active, share, complete }) =>
        t(complete ? 'cell' : 'cellCut', {
          cohort: cohort === null ? t('beforeLong') : t('weekOf', { day: f.day(cohort) }),
          week: t('weekOf', { day: f.day(week) }),
          offset,
          celebs,
          active,
          share: f.percent(share),
        }),
      scale: (value) => (measure === 'share' ? f.percent(value) : f.integer(value)),
    };
  }, [measure, t, f]);
}
