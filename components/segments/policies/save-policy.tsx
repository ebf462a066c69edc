'use client';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { ErrorState } from '@/components/ui/states';
import { sendJson } from '@/lib/client/api';
import { newPolicySchema, POLICY_NAME_LENGTH, policySchema } from '@/lib/contracts/segments';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import type { SegmentProps } from '../props';
import { useSegmentFilter } from '../use-segment-filter';
import { useSegmentWords } from '../use-segment-words';
import { SEGMENTS_KEY } from '../use-segments';

interface Props {
  readonly snapshot: SnapshotSummary;
  readonly rule: ThresholdRule;
  readonly policies: SegmentProps['policies'];
}

/** Gives a rule a name, under which it applies to later snapshots by itself. */
export function SavePolicyButton(props: Props) {
  const t = useTranslations('segments.save');
  return (
    <DialogButton
      label={t('open')}
      button={{
        size: 'compact-sm',
        variant: 'light',
        leftSection: <IconDeviceFloppy size={16} stroke={1.7} aria-hidden />,
      }}
      title={t('title')}
      closeLabel={t('close')}
    >
      {(close) => <Form {...props} onDone={close} />}
    </DialogButton>
  );
}

function Form({ snapshot, rule, policies, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations('segments.save');
  const words = useSegmentWords();
  const client = useQueryClient();
  const [, setFilter] = useSegmentFilter();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const body = newPolicySchema.safeParse({ snapshot: snapshot.id, name, rule });
  const isTaken = policies.some((one) => one.name === name.trim());
  const problem = isTaken ? t('taken') : tried && !body.success ? t('nameMissing') : null;
  const save = useMutation({
    mutationFn: () => sendJson('POST', '/policies', body.data, policySchema),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: SEGMENTS_KEY });
      // The newest policy is the current one, which needs no address.
      await setFilter({ policy: null, by: null, share: null, value: null });
      onDone();
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (body.success && !isTaken) save.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {t.rich('about', { rule: words.rule(rule), b: (text) => <b>{text}</b> })}
        </Text>
        <TextInput
          label={t('name')}
          placeholder={t('placeholder')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problem}
          maxLength={POLICY_NAME_LENGTH}
          data-autofocus
        />
        {save.isError ? <ErrorState error={save.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
