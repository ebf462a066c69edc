'use client';
import { Button, Card, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { JobsPanel } from '@/components/jobs/jobs-panel';
import { useChampions } from '@/components/models/use-runs';
import { useJobs } from '@/components/shell/use-jobs';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { chooseRow } from '@/lib/client/choose';
import type { VersionView } from '@/lib/contracts/datasets';
import type { SnapshotList, SnapshotSummary } from '@/lib/contracts/snapshots';
import { ScoreButton } from './score-button';
import { useSnapshotId, useSnapshots } from './use-snapshots';

/** What a page about the scores of one day is given. */
export interface SnapshotChosen {
  readonly snapshot: SnapshotSummary;
  readonly list: SnapshotList;
  /** Other scores than asked for are still shown. */
  readonly isStale: boolean;
}

interface Props {
  readonly version: VersionView;
  readonly loading?: ReactNode;
  /** The page about one snapshot; called only when there is one. */
  readonly children: (chosen: SnapshotChosen) => ReactNode;
}

/** What every page about scores shows while there are none: an error, its place, or what to do next. */
export function SnapshotGate({ version, loading, children }: Props) {
  const t = useTranslations('snapshots');
  const [id, setId] = useSnapshotId();
  const list = useSnapshots(version.id);
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return loading ?? <LoadingState height={640} />;
  const { snapshots } = list.data;
  const snapshot = chooseRow(snapshots, id);
  if (snapshot) return children({ snapshot, list: list.data, isStale: list.isPlaceholderData });
  if (id === '') return <NoScores version={version} />;
  return (
    <Card>
      <EmptyState
        page
        title={t('unknownTitle')}
        action={<Button onClick={() => void setId(null)}>{t('newest')}</Button>}
      >
        {t('unknownHint')}
      </EmptyState>
    </Card>
  );
}

function NoScores({ version }: Pick<Props, 'version'>) {
  const t = useTranslations('snapshots');
  const champions = useChampions(version.datasetId);
  const { open } = useJobs();
  const scoring = open.some(({ type }) => type === 'score' || type === 'train');
  if (champions.isError)
    return <ErrorState error={champions.error} onRetry={() => void champions.refetch()} />;
  if (!champions.data) return <LoadingState height={320} />;
  const targets = new Set(champions.data.champions.map(({ target }) => target));
  const canScore = targets.size === 2;
  return (
    <Stack gap="md">
      <JobsPanel types={['score', 'train']} ended={1} />
      <Card>
        {canScore ? (
          <EmptyState page title={t('noneTitle')} action={<ScoreButton version={version} />}>
            {t(scoring ? 'noneYet' : 'noneHint')}
          </EmptyState>
        ) : (
          <EmptyState
            page
            title={t('noChampionTitle')}
            action={
              <LinkButton href={`/models?version=${version.id}`}>{t('openModels')}</LinkButton>
            }
          >
            {t('noChampionHint')}
          </EmptyState>
        )}
      </Card>
    </Stack>
  );
}
