'use client';
import { Button, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { z } from 'zod';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import {
  briefDeliverySchema,
  CHANNELS,
  channelSchema,
  localeSchema,
  type RecipientView,
  recipientSchema,
} from '@/lib/contracts/delivery';
import { LOCALES } from '@/lib/domain/format/locales';
import { useDeliveryAction } from './use-delivery';

interface Props {
  readonly datasetId: string;
  readonly recipients: readonly RecipientView[];
}

/** Who is sent each brief. */
export function RecipientsPart({ datasetId, recipients }: Props) {
  const t = useTranslations('delivery.recipients');
  const remove = useDeliveryAction(z.object({}));
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Group justify="space-between" gap="sm">
        <Title order={3}>{t('title')}</Title>
        <DialogButton
          label={t('add')}
          button={{ variant: 'default', size: 'xs' }}
          title={t('add')}
          closeLabel={t('cancel')}
        >
          {(close) => <RecipientForm datasetId={datasetId} onDone={close} />}
        </DialogButton>
      </Group>
      {remove.isError ? <ErrorState error={remove.error} /> : null}
      {recipients.length === 0 ? (
        <Text size="sm">{t('none')}</Text>
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
          {recipients.map((recipient) => (
            <RecipientRow
              key={recipient.id}
              recipient={recipient}
              onRemove={() =>
                remove.mutate({ method: 'DELETE', path: `/deliveries/recipients/${recipient.id}` })
              }
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function RecipientRow({
  recipient: { address, channel, locale, createdAt, createdBy },
  onRemove,
}: {
  readonly recipient: RecipientView;
  readonly onRemove: () => void;
}) {
  const t = useTranslations('delivery');
  const timeOf = useTime();
  return (
    <Paper component="li" withBorder px="sm" py={8} aria-label={address}>
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {address}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`channel.${channel}`)} · {t(`locale.${locale}`)} ·{' '}
            {t('recipients.added', { time: timeOf(createdAt), who: createdBy })}
          </Text>
        </div>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('recipients.removeOf', { address })}
          onClick={onRemove}
        >
          {t('recipients.remove')}
        </Button>
      </Group>
    </Paper>
  );
}

function RecipientForm({ datasetId, onDone }: Pick<Props, 'datasetId'> & { onDone: () => void }) {
  const t = useTranslations('delivery');
  const [channel, setChannel] = useState<RecipientView['channel']>('email');
  const [locale, setLocale] = useState<RecipientView['locale']>('ko');
  const [address, setAddress] = useState('');
  const add = useDeliveryAction(recipientSchema);
  const test = useDeliveryAction(briefDeliverySchema);
  const body = { dataset: datasetId, channel, address, locale };
  const isEmpty = address.trim() === '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        test.reset();
        add.mutate({ path: '/deliveries/recipients', body }, { onSuccess: onDone });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('recipients.addAbout')}
        </Text>
        <Select
          label={t('recipients.channel')}
          value={channel}
          allowDeselect={false}
          data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(value) => setChannel(channelSchema.parse(value))}
        />
        <TextInput
          type={channel === 'email' ? 'email' : 'url'}
          label={t(channel === 'email' ? 'recipients.address' : 'recipients.slackAddress')}
          placeholder={
            channel === 'email' ? 'ara@example.com' : 'https://hooks.slack.com/services/...'
          }
          value={address}
          maxLength={2000}
          onChange={(event) => setAddress(event.currentTarget.value)}
          data-autofocus
        />
        <Select
          label={t('recipients.locale')}
          value={locale}
          allowDeselect={false}
          data={LOCALES.map((value) => ({ value, label: t(`locale.${value}`) }))}
          onChange={(value) => setLocale(localeSchema.parse(value))}
        />
        {test.isSuccess ? (
          <Text size="sm" role="status">
            {t('recipients.testSent')}
          </Text>
        ) : null}
        {add.isError ? <ErrorState error={add.error} /> : null}
        {test.isError ? <ErrorState error={test.error} /> : null}
        <Group justify="space-between">
          <Button
            variant="default"
            disabled={isEmpty}
            loading={test.isPending}
            onClick={() => {
              add.reset();
              test.mutate({ path: '/deliveries/test', body });
            }}
          >
            {t('recipients.test')}
          </Button>
          <Button type="submit" disabled={isEmpty} loading={add.isPending}>
            {t('recipients.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
