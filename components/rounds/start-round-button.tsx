'use client';
import type { ButtonProps } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DialogButton } from '@/components/ui/dialog-button';
import type { RoundSummary } from '@/lib/contracts/rounds';
import { LEAST_CELEBS } from '@/lib/contracts/rounds';
import { RoundForm, type RoundFormProps } from './round-form';

interface Props extends Pick<RoundFormProps, 'version' | 'snapshot' | 'celebIds'> {
  readonly button?: ButtonProps;
  /** Called with the round that was started. */
  readonly onDone?: (round: RoundSummary) => void;
}

/** Starts an assignment round of chosen celebs, with a holdout drawn before anybody is contacted. */
export function StartRoundButton({ version, snapshot, celebIds, button, onDone }: Props) {
  const t = useTranslations('rounds.form');
  return (
    <DialogButton
      label={t('open')}
      button={{
        leftSection: <IconArrowsSplit2 size={18} aria-hidden />,
        disabled: celebIds.length < LEAST_CELEBS,
        ...button,
      }}
      title={t('title', { count: celebIds.length })}
      closeLabel={t('close')}
      modal={{ size: 'lg' }}
    >
      {(close) => (
        <RoundForm
          version={version}
          snapshot={snapshot}
          celebIds={celebIds}
          onCancel={close}
          onDone={(round) => {
            close();
            onDone?.(round);
          }}
        />
      )}
    </DialogButton>
  );
}
