'use client';
import {
  Alert,
  Button,
  Group,
  Input,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { ApiError, sendJson } from '@/lib/client/api';
import { LONGEST_NOTE, loggedSchema } from '@/lib/contracts/actions';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { ACTION_KINDS, type ActionKind } from '@/lib/contracts/work';
import { type HeldOut, heldOutOf } from './held-out';
import { ACTIONS_KEY } from './use-actions';

interface Props {
  readonly snapshot: Pick<SnapshotSummary, 'id' | 'asOf'>;
  readonly celebIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Sent {
  readonly celebIds: readonly string[];
  readonly force: boolean;
}

/** What was done and a note; asks again when a round has set some of the celebs aside. */
export function LogActionForm({ snapshot, celebIds, onClose, onDone }: Props) {
  const t = useTranslations('actions');
  const f = useFormats();
  const client = useQueryClient();
  const [kind, setKind] = useState<ActionKind>('contacted');
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: ({ celebIds, force }: Sent) =>
      sendJson(
        'POST',
        '/actions',
        { snapshot: snapshot.id, celebIds, kind, note, force },
        loggedSchema,
      ),
    onSuccess: async ({ logged }) => {
      await client.invalidateQueries({ queryKey: ACTIONS_KEY });
      notifications.show({ color: 'green', message: t('logged', { count: logged }) });
      onDone();
    },
  });
  const heldOut = send.error instanceof ApiError ? heldOutOf(send.error.body) : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ celebIds, force: false });
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('about', { day: f.longDay(snapshot.asOf) })}
        </Text>
        <Input.Wrapper label={t('kind')} labelElement="div">
          <SegmentedControl
            fullWidth
            aria-label={t('kind')}
            value={kind}
            onChange={(value) => setKind(ACTION_KINDS.find((x) => x === value) ?? 'other')}
            data={ACTION_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
        </Input.Wrapper>
        <Textarea
          label={t('note')}
          description={t('noteHint')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={LONGEST_NOTE}
          autosize
          minRows={3}
          maxRows={8}
          data-autofocus
        />
        {heldOut ? (
          <SetAside
            heldOut={heldOut}
            others={celebIds.filter((id) => !heldOut.celebs.includes(id))}
            isPending={send.isPending}
            onLog={(celebIds, force) => send.mutate({ celebIds, force })}
            all={celebIds}
          />
        ) : send.isError ? (
          <ErrorState error={send.error} />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          {heldOut ? null : (
            <Button type="submit" loading={send.isPending}>
              {t('save')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Names told before the rest is only counted. */
const NAMED = 12;

/** Who is not to be contacted, why, and the two ways on. */
function SetAside({
  heldOut,
  others,
  all,
  isPending,
  onLog,
}: {
  readonly heldOut: HeldOut;
  /** Those whom no round has set aside. */
  readonly others: readonly string[];
  readonly all: readonly string[];
  readonly isPending: boolean;
  readonly onLog: (celebIds: readonly string[], force: boolean) => void;
}) {
  const t = useTranslations('actions.setAside');
  const f = useFormats();
  const { names, rounds, until } = heldOut;
  const rest = names.length - NAMED;
  return (
    <Alert color="orange" variant="light" icon={<IconHandStop aria-hidden />} role="alert">
      <Stack gap="xs">
        {/* An alert's own title is orange on orange, too faint to read. */}
        <Text fw={650}>{t('title', { count: names.length })}</Text>
        <Text size="sm" fw={600}>
          {names.slice(0, NAMED).join(', ')}
          {rest > 0 ? ` ${t('more', { count: rest })}` : ''}
        </Text>
        <Text size="sm">{t('why', { rounds: rounds.join(', '), until: f.day(until) })}</Text>
        <Group gap="xs">
          {others.length > 0 ? (
            <Button size="xs" loading={isPending} onClick={() => onLog(others, false)}>
              {t('others', { count: others.length })}
            </Button>
          ) : null}
          <Button size="xs" variant="default" loading={isPending} onClick={() => onLog(all, true)}>
            {t('force', { count: all.length })}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
