'use client';
import { Anchor, Card } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import type { missingChoice } from './process-params';
import type { CaseFilter } from './use-process-filter';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  /** What is still to be chosen before anything is asked. */
  readonly missing: ReturnType<typeof missingChoice>;
  /** Title and hint where the answer has nothing to show. */
  readonly empty: (data: T) => { readonly title: string; readonly hint: string } | undefined;
  readonly onReset: () => void;
  readonly children: (data: T) => ReactNode;
}

/** An answer, or what stands in its place: what to choose, an error, its height, why there is nothing. */
export function Answer<T>({ query, missing, empty, onReset, children }: Props<T>) {
  const t = useTranslations('process');
  if (missing)
    return (
      <Card>
        <EmptyState title={t(`missing.${missing}`)}>{t(`missing.${missing}Hint`)}</EmptyState>
      </Card>
    );
  if (query.isError)
    return (
      <ErrorState
        error={query.error}
        onRetry={() => void query.refetch()}
        action={
          <Anchor component="button" size="sm" onClick={onReset}>
            {t('resetFilter')}
          </Anchor>
        }
      />
    );
  if (!query.data) return <LoadingState height={640} />;
  const nothing = empty(query.data);
  return (
    <div
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      {nothing ? (
        <Card>
          <EmptyState title={nothing.title}>{nothing.hint}</EmptyState>
        </Card>
      ) : (
        children(query.data)
      )}
    </div>
  );
}

/** For answers about the cases of one filter. */
export function useNothing(scope: CaseFilter['scope']) {
  const t = useTranslations('process');
  return ({ cases }: { readonly cases: number }) =>
    cases > 0
      ? undefined
      : {
          title: t('emptyTitle'),
          hint: t(scope === 'churned' || scope === 'retained' ? 'emptyOutcomeHint' : 'emptyHint'),
        };
}
