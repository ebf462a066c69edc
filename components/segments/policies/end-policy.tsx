'use client';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import { type PolicyView, policySchema } from '@/lib/contracts/segments';
import { SEGMENTS_KEY } from '../use-segments';

interface Props {
  readonly policy: PolicyView;
  /** What the worklist would go by then, in words. */
  readonly next: string;
}

/** Asks before a policy is ended: that cannot be taken back. */
export function EndPolicyButton({ policy, next }: Props) {
  const t = useTranslations('segments.end');
  return (
    <DialogButton
      label={t('open')}
      button={{ size: 'compact-xs', variant: 'default' }}
      title={t('title', { name: policy.name })}
      closeLabel={t('close')}
    >
      {(close) => <Confirm policy={policy} next={next} onDone={close} />}
    </DialogButton>
  );
}

function Confirm({ policy, next, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations('segments.end');
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => sendJson('POST', `/policies/${policy.id}/end`, undefined, policySchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: SEGMENTS_KEY });
      onDone();
    },
  });
  return (
    <Stack gap="md">
      <Text size="sm">{t('about')}</Text>
      {policy.isCurrent ? <Text size="sm">{t('next', { next })}</Text> : null}
      {end.isError ? <ErrorState error={end.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onDone} data-autofocus>
          {t('cancel')}
        </Button>
        <Button color="red" loading={end.isPending} onClick={() => end.mutate()}>
          {t('confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
