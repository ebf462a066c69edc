'use client';
import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { DeliveriesCard } from './deliveries-card';
import { DeliverySection } from './delivery/delivery-section';
import { ScheduleSection } from './schedule/schedule-section';
import { useWebhookId, useWebhooks } from './use-webhooks';
import { WebhooksCard } from './webhooks-card';

/** What an administrator decides for a dataset. */
export function SettingsPage() {
  const t = useTranslations('settings');
  return (
    <VersionGate noVersion={{ title: t('emptyTitle'), hint: t('emptyHint') }}>
      {(chosen) => <DatasetSettings {...chosen} />}
    </VersionGate>
  );
}

function DatasetSettings({ version, dataset }: VersionChosen) {
  const t = useTranslations('settings');
  const list = useWebhooks(version.datasetId);
  const [id] = useWebhookId();
  const webhooks = list.data?.webhooks ?? [];
  const chosen = webhooks.find((one) => one.id === id) ?? webhooks[0];
  return (
    <Stack gap="md">
      <div>
        <Title order={1}>{t('title')}</Title>
        <Text c="dimmed" size="sm">
          {t('subtitle', { name: dataset?.name ?? '' })}
        </Text>
      </div>
      <ScheduleSection version={version} dataset={dataset} />
      <DeliverySection version={version} dataset={dataset} />
      <WebhooksCard datasetId={version.datasetId} list={list} chosen={chosen} />
      {chosen ? <DeliveriesCard webhook={chosen} /> : null}
    </Stack>
  );
}
