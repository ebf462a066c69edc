'use client';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import { MODELS_KEY } from '@/lib/client/query-keys';
import { promoteBodySchema, runDetailSchema } from '@/lib/contracts/models';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly runId: string;
  /** The run in words. */
  readonly name: string;
  /** It was champion before. */
  readonly again: boolean;
}

/** Asks why, then makes a run champion. */
export function PromoteDialog({ opened, onClose, name, again, runId }: Props) {
  const t = useTranslations('models.promote');
  const m = useTranslations('models');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(again ? 'titleAgain' : 'title', { name })}
      closeButtonProps={{ 'aria-label': m('close') }}
    >
      <PromoteForm runId={runId} onDone={onClose} />
    </Modal>
  );
}

function PromoteForm({ runId, onDone }: { runId: string; onDone: () => void }) {
  const t = useTranslations('models.promote');
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const body = promoteBodySchema.safeParse({ reason });
  const send = useMutation({
    mutationFn: () => sendJson('POST', `/models/runs/${runId}/promote`, body.data, runDetailSchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: MODELS_KEY });
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (body.success) send.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('about')}
        </Text>
        <Textarea
          label={t('reason')}
          description={t('reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={tried && !body.success ? t('reasonMissing') : null}
          maxLength={500}
          autosize
          minRows={2}
          required
          withAsterisk={false}
          data-autofocus
        />
        {send.isError ? <ErrorState error={send.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
