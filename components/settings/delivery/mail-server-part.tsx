'use client';
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import {
  type MailServerView,
  mailServerSchema,
  type NewMailServer,
} from '@/lib/contracts/delivery';
import { useDeliveryAction } from './use-delivery';

interface Props {
  /** Null until one is set; there is one for all datasets. */
  readonly server: MailServerView | null;
}

/** The mail server that mails are handed to. */
export function MailServerPart({ server }: Props) {
  const t = useTranslations('delivery.server');
  return (
    <Stack gap={4} component="section" aria-label={t('title')}>
      <Group justify="space-between" gap="sm">
        <Title order={3}>{t('title')}</Title>
        <DialogButton
          label={t(server ? 'edit' : 'set')}
          button={{ variant: 'default', size: 'xs' }}
          title={t(server ? 'edit' : 'set')}
          closeLabel={t('cancel')}
        >
          {(close) => <ServerForm server={server} onDone={close} />}
        </DialogButton>
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {server
          ? t('shown', {
              from: server.from,
              host: server.host,
              port: server.port,
              user: server.user ?? 'none',
            })
          : t('none')}
      </Text>
    </Stack>
  );
}

const EMPTY: Omit<NewMailServer, 'password'> = {
  host: '',
  port: 587,
  secure: false,
  user: null,
  from: '',
};

function ServerForm({ server, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations('delivery.server');
  const [form, setForm] = useState(server ?? EMPTY);
  const [password, setPassword] = useState('');
  const save = useDeliveryAction(mailServerSchema);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const { host, port, secure, user, from } = form;
  const submit = () => {
    const body: NewMailServer = {
      host,
      port,
      secure,
      from,
      user: user?.trim() ? user : null,
      ...(password === '' ? {} : { password }),
    };
    save.mutate({ path: '/deliveries/server', body }, { onSuccess: onDone });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <TextInput
            label={t('host')}
            placeholder="smtp.example.com"
            value={host}
            onChange={(event) => set({ host: event.currentTarget.value })}
            style={{ flex: 1 }}
            data-autofocus
          />
          <NumberInput
            label={t('port')}
            w={110}
            value={port}
            min={1}
            max={65_535}
            allowDecimal={false}
            onChange={(value) => set({ port: Number(value) || 0 })}
          />
        </Group>
        <Checkbox
          label={t('secure')}
          description={t('secureHint')}
          checked={secure}
          onChange={(event) => set({ secure: event.currentTarget.checked })}
        />
        <TextInput
          label={t('from')}
          placeholder="Stagelight <brief@example.com>"
          value={from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          label={t('user')}
          description={t('userHint')}
          autoComplete="off"
          value={user ?? ''}
          onChange={(event) => set({ user: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('password')}
          description={t(server?.hasPassword ? 'passwordKept' : 'passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {save.isError ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={host.trim() === '' || from.trim() === '' || port < 1}
          >
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
