'use client';
import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import type { DatasetView, VersionView } from '@/lib/contracts/datasets';
import { useVersion } from './use-version';

/** What a page about one version is given. */
export interface VersionChosen {
  readonly version: VersionView;
  readonly dataset: DatasetView | undefined;
}

interface Props {
  /** Holds the page's place until the datasets are known. */
  readonly loading?: ReactNode;
  /** Said while there are no data at all, where a page has more to say than that it would show them. */
  readonly noVersion?: { readonly title: string; readonly hint: string };
  /** The page about one version; called only when there is one. */
  readonly children: (chosen: VersionChosen) => ReactNode;
}

/** What every page about a dataset version shows while there is none: an error, its place, or what to do next. */
export function VersionGate({ loading, noVersion, children }: Props) {
  const t = useTranslations('shell');
  const { query, dataset, version, unknown, setVersion } = useVersion();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return loading ?? <LoadingState height={700} />;
  if (unknown)
    return (
      <EmptyState
        page
        title={t('unknownVersion')}
        action={<Button onClick={() => void setVersion(null)}>{t('newestVersion')}</Button>}
      >
        {t('unknownVersionHint')}
      </EmptyState>
    );
  if (!version)
    return (
      <EmptyState
        page
        title={noVersion?.title ?? t('noVersion')}
        action={<LinkButton href="/data">{t('noVersionAction')}</LinkButton>}
      >
        {noVersion?.hint ?? t('noVersionHint')}
      </EmptyState>
    );
  return children({ version, dataset });
}
