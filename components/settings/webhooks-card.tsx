'use client';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import type { WebhookView } from '@/lib/contracts/webhooks';
import { AddWebhookButton } from './add-webhook';
import type { useWebhooks } from './use-webhooks';
import { WebhookRow } from './webhook-row';

interface Props {
  readonly datasetId: string;
  readonly list: ReturnType<typeof useWebhooks>;
  /** The one whose deliveries are shown. */
  readonly chosen: WebhookView | undefined;
}

/** Where changes to the work on celebs are sent. */
export function WebhooksCard({ datasetId, list, chosen }: Props) {
  const t = useTranslations('settings');
  const webhooks = list.data?.webhooks;
  return (
    <Card component="section" aria-label={t('webhooks')}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div>
          <Title order={2}>{t('webhooks')}</Title>
          <Text size="sm" c="dimmed" maw={760}>
            {t('about')}
          </Text>
        </div>
        <AddWebhookButton datasetId={datasetId} />
      </Group>
      {list.isError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !webhooks ? (
        <LoadingState height={120} />
      ) : webhooks.length === 0 ? (
        <EmptyState title={t('noneTitle')}>{t('noneHint')}</EmptyState>
      ) : (
        <Stack
          component="ul"
          gap="xs"
          p={0}
          m={0}
          className={list.isPlaceholderData ? 'stale' : undefined}
          style={{ listStyle: 'none' }}
        >
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} isChosen={webhook.id === chosen?.id} />
          ))}
        </Stack>
      )}
    </Card>
  );
}
