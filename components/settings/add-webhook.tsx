'use client';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState, useErrorText } from '@/components/ui/states';
import { ApiError } from '@/lib/client/api';
import { webhookSecretSchema } from '@/lib/contracts/webhooks';
import { SecretShown } from './secret-shown';
import { useWebhookAction, useWebhookId } from './use-webhooks';

/** Asks where to, and shows the secret of the new webhook. */
export function AddWebhookButton({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations('settings');
  return (
    <DialogButton
      label={t('add')}
      title={t('addTitle')}
      closeLabel={t('close')}
      // A click beside it must not take the secret away.
      modal={{ closeOnClickOutside: false }}
    >
      {(close) => <AddForm datasetId={datasetId} onDone={close} />}
    </DialogButton>
  );
}

function AddForm({ datasetId, onDone }: { datasetId: string; onDone: () => void }) {
  const t = useTranslations('settings');
  const errorText = useErrorText();
  const [url, setUrl] = useState('');
  const [, setChosen] = useWebhookId();
  const add = useWebhookAction(webhookSecretSchema);
  if (add.data) return <SecretShown secret={add.data.secret} onDone={onDone} />;
  const refused =
    add.error instanceof ApiError && add.error.body.details.field === 'url'
      ? errorText(add.error.body)
      : null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(
          { path: '/webhooks', body: { dataset: datasetId, url } },
          // A new one is shown first of all; a link to another would hide it.
          { onSuccess: () => void setChosen(null) },
        );
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('addAbout')}
        </Text>
        <TextInput
          type="url"
          label={t('url')}
          placeholder="https://crm.example.com/hooks"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={refused}
          maxLength={2000}
          data-autofocus
        />
        {add.isError && refused === null ? <ErrorState error={add.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={add.isPending} disabled={url.trim() === ''}>
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
