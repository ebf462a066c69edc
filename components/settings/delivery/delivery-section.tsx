'use client';
import { Card, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { VersionChosen } from '@/components/shell/version-gate';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { DeliveryLog } from './delivery-log';
import { MailServerPart } from './mail-server-part';
import { RecipientsPart } from './recipients-part';
import { ShareCard } from './share-card';
import { useDeliverySettings } from './use-delivery';

/** Where briefs are sent, what became of each, and links for readers without an account. */
export function DeliverySection({ version }: VersionChosen) {
  const t = useTranslations('delivery');
  const query = useDeliverySettings(version.datasetId);
  return (
    <>
      <Card component="section" aria-label={t('title')}>
        <Title order={2}>{t('title')}</Title>
        <Text size="sm" c="dimmed" maw={760} mb="sm">
          {t('about')}
        </Text>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : !query.data ? (
          <LoadingState height={320} />
        ) : (
          <Stack gap="lg" className={query.isPlaceholderData ? 'stale' : undefined}>
            <MailServerPart server={query.data.mailServer} />
            <RecipientsPart datasetId={version.datasetId} recipients={query.data.recipients} />
            <DeliveryLog deliveries={query.data.deliveries} total={query.data.total} />
          </Stack>
        )}
      </Card>
      <ShareCard datasetId={version.datasetId} />
    </>
  );
}
