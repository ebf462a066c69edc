'use client';
import { Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { DialogButton } from '@/components/ui/dialog-button';
import { SettledNumber } from '@/components/ui/settled-number';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { LEAST_CELEBS, type RoundSummary } from '@/lib/contracts/rounds';
import { RoundForm, type RoundFormProps } from './round-form';
import { useCandidates } from './use-rounds';

interface Props extends Pick<RoundFormProps, 'version' | 'snapshot'> {
  readonly onDone: (round: RoundSummary) => void;
}

/** Starts a round of the highest scores in the priority group. */
export function PriorityRoundButton({ version, snapshot, onDone }: Props) {
  const t = useTranslations('rounds.form');
  return (
    <DialogButton
      label={t('openPriority')}
      button={{ leftSection: <IconPlus size={18} aria-hidden /> }}
      title={t('openPriority')}
      closeLabel={t('close')}
      modal={{ size: 'lg' }}
    >
      {(close) => (
        <PriorityRound
          version={version}
          snapshot={snapshot}
          onCancel={close}
          onDone={(round) => {
            close();
            onDone(round);
          }}
        />
      )}
    </DialogButton>
  );
}

/** A round that one person can look after. */
const USUAL = 50;

function PriorityRound({ snapshot, ...props }: Omit<RoundFormProps, 'celebIds'>) {
  const t = useTranslations('rounds.form');
  const f = useFormats();
  const candidates = useCandidates(snapshot.id);
  const all = candidates.data?.celebIds;
  const [chosen, setChosen] = useState<number | null>(null);
  const count = Math.min(chosen ?? USUAL, all?.length ?? 0);
  const celebIds = useMemo(() => all?.slice(0, count) ?? [], [all, count]);
  if (candidates.isError)
    return <ErrorState error={candidates.error} onRetry={() => void candidates.refetch()} />;
  if (!candidates.data || !all) return <LoadingState height={480} />;
  const { priority, policy } = candidates.data;
  if (all.length < LEAST_CELEBS)
    return (
      <EmptyState title={t('nobodyTitle')}>
        {t('nobodyHint', { priority, free: all.length })}
      </EmptyState>
    );
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('priority', {
          day: f.day(snapshot.asOf),
          priority,
          free: all.length,
          rule: policy === null ? 'default' : 'policy',
          policy: policy ?? '',
        })}
      </Text>
      <SettledNumber
        label={t('count')}
        description={t('countHint', { least: LEAST_CELEBS, most: all.length })}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        allowDecimal={false}
        min={LEAST_CELEBS}
        max={all.length}
        value={count}
        onSettle={setChosen}
      />
      <RoundForm snapshot={snapshot} celebIds={celebIds} {...props} />
    </Stack>
  );
}
