'use client';
import { Anchor, Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import { IconBell, IconDots, IconGift, IconMessage } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import { type ActionView, removedSchema } from '@/lib/contracts/actions';
import { OutcomeBadge } from './outcome-badge';
import { ACTIONS_KEY } from './use-actions';

const KIND_LOOKS = {
  contacted: { color: 'blue', icon: IconMessage },
  offer: { color: 'orange', icon: IconGift },
  push: { color: 'teal', icon: IconBell },
  other: { color: 'gray', icon: IconDots },
} as const;

interface Props {
  /** The newest first. */
  readonly actions: readonly ActionView[];
  /** Address of a celeb; left out where all actions are about one. */
  readonly celebHref?: (id: string) => string;
}

/** What was done, by whom and when, and what became of it. */
export function ActionList({ actions, celebHref }: Props) {
  const t = useTranslations('actions');
  const f = useFormats();
  const timeOf = useTime();
  return (
    <Stack component="ul" gap={0} p={0} m={0} style={{ listStyle: 'none' }} aria-label={t('title')}>
      {actions.map((action) => (
        <Box
          component="li"
          key={action.id}
          py="sm"
          style={{ borderTop: '1px solid var(--sl-line)' }}
          data-action={action.id}
        >
          <Group justify="space-between" align="flex-start" gap="xs">
            <Group gap="xs">
              <StatusBadge look={KIND_LOOKS[action.kind]} text={t(`kinds.${action.kind}`)} />
              {celebHref ? (
                <Anchor component={Link} href={celebHref(action.celeb.id)} size="sm">
                  {action.celeb.name ?? action.celeb.id}
                </Anchor>
              ) : null}
              <OutcomeBadge outcome={action.outcome} />
              {action.round ? (
                <Badge variant="default" tt="none" fw={500}>
                  {t('round', { name: action.round.name })}
                </Badge>
              ) : null}
            </Group>
            {action.isRemovable ? <RemoveButton action={action} /> : null}
          </Group>
          {action.note === '' ? null : (
            <Text size="sm" mt={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {action.note}
            </Text>
          )}
          <Text size="xs" c="dimmed" mt={4}>
            {t('byWhen', {
              person: action.createdBy,
              time: timeOf(action.createdAt),
              day: f.day(action.asOf),
            })}
          </Text>
        </Box>
      ))}
    </Stack>
  );
}

function RemoveButton({ action }: { readonly action: ActionView }) {
  const t = useTranslations('actions');
  return (
    <DialogButton
      label={t('remove')}
      button={{ size: 'compact-xs', variant: 'subtle', color: 'gray' }}
      title={t('removeTitle')}
      closeLabel={t('close')}
    >
      {(close) => <Removal action={action} onClose={close} />}
    </DialogButton>
  );
}

function Removal({
  action,
  onClose,
}: {
  readonly action: ActionView;
  readonly onClose: () => void;
}) {
  const t = useTranslations('actions');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => sendJson('DELETE', `/actions/${action.id}`, undefined, removedSchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ACTIONS_KEY });
      onClose();
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">{t('removeHint', { kind: t(`kinds.${action.kind}`) })}</Text>
      {remove.isError ? <ErrorState error={remove.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('removeConfirm')}
        </Button>
      </Group>
    </Stack>
  );
}
