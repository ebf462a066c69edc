'use client';
import { Card, Group, ScrollArea, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ErrorState, LoadingState } from '@/components/ui/states';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { ActionList } from './action-list';
import { LogActionButton } from './log-action-button';
import type { useActions } from './use-actions';

interface Props {
  readonly query: ReturnType<typeof useActions>;
  readonly snapshot: Pick<SnapshotSummary, 'id' | 'asOf'>;
  readonly celeb: { readonly id: string };
}

/** What was done about one celeb. */
export function ActionsCard({ query, snapshot, celeb }: Props) {
  const t = useTranslations('actions');
  const rows = query.data?.rows ?? [];
  return (
    <Card
      component="section"
      aria-label={t('title')}
      className={query.isPlaceholderData ? 'stale' : undefined}
      miw={0}
    >
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text size="xs" c="dimmed">
            {t('hint')}
          </Text>
        </div>
        <LogActionButton
          snapshot={snapshot}
          celebIds={[celeb.id]}
          button={{ variant: 'default', size: 'xs' }}
        />
      </Group>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <LoadingState height={200} />
      ) : rows.length === 0 ? (
        <Text c="dimmed" size="sm" py="md">
          {t('none')}
        </Text>
      ) : (
        <ScrollArea.Autosize mah={380} type="auto">
          <ActionList actions={rows} />
        </ScrollArea.Autosize>
      )}
    </Card>
  );
}
