'use client';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPlayerStop } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { StatusBadge } from '@/components/ui/status-badge';
import { useTime } from '@/components/ui/use-formats';
import {
  deliverySchema,
  type WebhookView,
  webhookSchema,
  webhookSecretSchema,
} from '@/lib/contracts/webhooks';
import { SecretShown } from './secret-shown';
import { useWebhookAction, useWebhookId } from './use-webhooks';

const ON = { color: 'teal', icon: IconCircleCheck };
const ENDED = { color: 'gray', icon: IconPlayerStop };

interface Props {
  readonly webhook: WebhookView;
  /** Its deliveries are shown below. */
  readonly isChosen: boolean;
}

/** One webhook: where to, how it goes, and what can be done about it. */
export function WebhookRow({ webhook, isChosen }: Props) {
  const t = useTranslations('settings');
  const timeOf = useTime();
  const [, setChosen] = useWebhookId();
  const test = useWebhookAction(deliverySchema);
  const { id, url, endedAt, waiting, failed, lastDeliveredAt, createdAt, createdBy } = webhook;
  const show = () => {
    // Choosing what is chosen must not leave a step in the history.
    if (!isChosen) void setChosen(id);
  };
  return (
    <Paper component="li" withBorder p="sm" aria-label={url}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2} miw={0} flex="1 1 320px">
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <StatusBadge look={endedAt ? ENDED : ON} text={t(endedAt ? 'ended' : 'on')} />
            <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
              {url}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" className="tabular">
            {endedAt
              ? t('endedLine', { time: timeOf(endedAt) })
              : t('addedLine', { time: timeOf(createdAt), who: createdBy })}
            {' · '}
            {lastDeliveredAt ? t('lastLine', { time: timeOf(lastDeliveredAt) }) : t('neverLine')}
            {waiting > 0 ? ` · ${t('waitingLine', { count: waiting })}` : ''}
            {failed > 0 ? ` · ${t('failedLine', { count: failed })}` : ''}
          </Text>
        </Stack>
        <Group gap="xs">
          {endedAt ? null : (
            <Button
              size="xs"
              loading={test.isPending}
              onClick={() => {
                test.mutate({ path: `/webhooks/${id}/test` });
                show();
              }}
            >
              {t('test')}
            </Button>
          )}
          <Button
            size="xs"
            variant={isChosen ? 'light' : 'default'}
            aria-pressed={isChosen}
            onClick={show}
          >
            {t('deliveries')}
          </Button>
          {endedAt ? null : (
            <>
              <RotateButton webhook={webhook} />
              <EndButton webhook={webhook} />
            </>
          )}
        </Group>
      </Group>
      {test.isError ? <ErrorState error={test.error} /> : null}
    </Paper>
  );
}

function RotateButton({ webhook }: Pick<Props, 'webhook'>) {
  const t = useTranslations('settings');
  return (
    <DialogButton
      label={t('rotate')}
      button={{ size: 'xs', variant: 'default' }}
      title={t('rotateTitle')}
      closeLabel={t('close')}
      // A click beside it must not take the secret away.
      modal={{ closeOnClickOutside: false }}
    >
      {(close) => <RotateForm webhook={webhook} onDone={close} />}
    </DialogButton>
  );
}

interface FormProps extends Pick<Props, 'webhook'> {
  readonly onDone: () => void;
}

function RotateForm({ webhook, onDone }: FormProps) {
  const t = useTranslations('settings');
  const rotate = useWebhookAction(webhookSecretSchema);
  if (rotate.data) return <SecretShown secret={rotate.data.secret} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text size="sm">{t('rotateAbout')}</Text>
      {rotate.isError ? <ErrorState error={rotate.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button
          loading={rotate.isPending}
          onClick={() => rotate.mutate({ path: `/webhooks/${webhook.id}/secret` })}
        >
          {t('rotateConfirm')}
        </Button>
      </Group>
    </Stack>
  );
}

function EndButton({ webhook }: Pick<Props, 'webhook'>) {
  const t = useTranslations('settings');
  return (
    <DialogButton
      label={t('end')}
      button={{ size: 'xs', variant: 'default', c: 'red' }}
      title={t('endTitle')}
      closeLabel={t('close')}
    >
      {(close) => <EndForm webhook={webhook} onDone={close} />}
    </DialogButton>
  );
}

function EndForm({ webhook: { id, url, waiting }, onDone }: FormProps) {
  const t = useTranslations('settings');
  const end = useWebhookAction(webhookSchema);
  return (
    <Stack gap="md">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('endAbout', { url, count: waiting })}
      </Text>
      {end.isError ? <ErrorState error={end.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button
          color="red"
          loading={end.isPending}
          onClick={() => end.mutate({ path: `/webhooks/${id}/end` }, { onSuccess: onDone })}
        >
          {t('endConfirm')}
        </Button>
      </Group>
    </Stack>
  );
}
