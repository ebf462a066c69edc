'use client';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ClockBar } from '@/components/clock/clock-bar';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { useSnapshots } from '@/components/snapshots/use-snapshots';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { PooledCard } from './pooled-card';
import { PriorityRoundButton } from './priority-round-button';
import { RoundPage } from './round-page';
import { RoundsCard } from './rounds-card';
import { useRoundId, useRounds } from './use-rounds';

/** Assignment rounds: who was contacted, who was set aside by chance, and whether contacting helped. */
export function RoundsPage() {
  const t = useTranslations('rounds');
  return (
    <VersionGate noVersion={{ title: t('noDataTitle'), hint: t('noDataHint') }}>
      {({ version }) => <VersionRounds version={version} />}
    </VersionGate>
  );
}

function VersionRounds({ version }: Pick<VersionChosen, 'version'>) {
  const t = useTranslations('rounds');
  const [round, setRound] = useRoundId();
  const snapshots = useSnapshots(version.id);
  const newest = snapshots.data?.snapshots[0];
  const start = newest ? (
    <PriorityRoundButton
      version={version}
      snapshot={newest}
      onDone={({ id }) => void setRound(id)}
    />
  ) : null;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        {start}
      </Group>
      <ClockBar version={version} />
      {round === '' ? (
        <AllRounds version={version} canStart={newest !== undefined} />
      ) : (
        <RoundPage id={round} version={version} />
      )}
    </Stack>
  );
}

interface AllProps extends Pick<VersionChosen, 'version'> {
  /** There are scores to start a round from. */
  readonly canStart: boolean;
}

function AllRounds({ version, canStart }: AllProps) {
  const t = useTranslations('rounds');
  const query = useRounds(version.datasetId);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={480} />;
  const { rounds, pooled } = query.data;
  if (rounds.length === 0)
    return (
      <Card>
        <EmptyState
          title={t('noneTitle')}
          action={<LinkButton href={`/celebs?version=${version.id}`}>{t('openCelebs')}</LinkButton>}
        >
          {t(canStart ? 'noneHint' : 'noScoresHint')}
        </EmptyState>
      </Card>
    );
  return (
    <Stack gap="md" className={query.isPlaceholderData ? 'stale' : undefined}>
      {pooled ? <PooledCard pooled={pooled} /> : null}
      <RoundsCard rounds={rounds} />
    </Stack>
  );
}
