'use client';
import { Button, CopyButton, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconDownload, IconLink } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { ApiError } from '@/lib/client/api';
import type { VersionView } from '@/lib/contracts/datasets';
import type { RoundDetail } from '@/lib/contracts/rounds';
import { StateBadge, VerdictBadge } from './badges';
import { MembersCard } from './members-card';
import { ResultCard } from './result-card';
import { useRound, useRoundId } from './use-rounds';

/** One round: how it was drawn, what it says, who takes part. */
export function RoundPage({ id, version }: { readonly id: string; readonly version: VersionView }) {
  const t = useTranslations('rounds');
  const [, setRound] = useRoundId();
  const query = useRound(id);
  const toList = (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={() => void setRound(null)}
      style={{ alignSelf: 'flex-start' }}
    >
      {t('all')}
    </Button>
  );
  if (query.isError) {
    const isGone = query.error instanceof ApiError && query.error.body.code === 'not_found';
    return isGone ? (
      <EmptyState
        title={t('unknownTitle')}
        action={<Button onClick={() => void setRound(null)}>{t('all')}</Button>}
      >
        {t('unknownHint')}
      </EmptyState>
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  if (!query.data) return <LoadingState height={640} />;
  return (
    <Stack gap="md" className={query.isPlaceholderData ? 'stale' : undefined}>
      {toList}
      <Head round={query.data} />
      <ResultCard round={query.data} />
      <MembersCard round={query.data} version={version} />
    </Stack>
  );
}

function Head({ round }: { readonly round: RoundDetail }) {
  const t = useTranslations('rounds');
  const f = useFormats();
  const timeOf = useTime();
  const csv = (members: string) => `/api/v1/rounds/${round.id}/csv?members=${members}`;
  return (
    <Group justify="space-between" align="flex-start" gap="sm">
      <Stack gap={4} miw={0}>
        <Group gap="xs">
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {round.name}
          </Title>
          <StateBadge isClosed={round.isClosed} />
          {round.verdict ? <VerdictBadge verdict={round.verdict} /> : null}
        </Group>
        <Text size="sm" c="dimmed" className="tabular">
          {t('facts', {
            day: f.day(round.asOf),
            range: f.dayRange(round.asOf, round.outcomeEnd),
            contacted: round.contacted,
            holdout: round.holdout,
            share: f.percent(round.holdoutShare),
          })}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t('made', {
            by: round.createdBy,
            time: timeOf(round.createdAt),
            owner: round.owner ?? '–',
            seed: String(round.seed),
          })}
        </Text>
      </Stack>
      <Group gap="xs">
        <CopyButton value={typeof window === 'undefined' ? '' : window.location.href}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              leftSection={
                copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />
              }
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('csv')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component="a" href={csv('contacted')} download>
              {t('csvContacted', { count: round.contacted })}
            </Menu.Item>
            <Menu.Item component="a" href={csv('all')} download>
              {t('csvAll', { count: round.contacted + round.holdout })}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}
