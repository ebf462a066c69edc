'use client';
import { useTranslations } from 'next-intl';
import type { DraftProblem } from '@/lib/contracts/import-draft';

/** The sentence for what a draft lacks. */
export function useProblemText(): (problem: DraftProblem) => string {
  const t = useTranslations('data');
  return (problem) => {
    const field =
      'table' in problem
        ? t(`fields.${problem.table}.${problem.field}.label`)
        : 'field' in problem
          ? t(`windowFields.${problem.field}`)
          : '';
    return t(`problems.${problem.kind}`, {
      file: 'file' in problem ? problem.file : '',
      field,
    });
  };
}
