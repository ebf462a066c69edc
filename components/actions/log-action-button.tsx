'use client';
import type { ButtonProps } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { DialogButton } from '@/components/ui/dialog-button';
import { MOST_CELEBS_PER_ACTION } from '@/lib/contracts/actions';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { LogActionForm } from './log-action-form';

interface Props {
  /** The scores that the action answers. */
  readonly snapshot: Pick<SnapshotSummary, 'id' | 'asOf'>;
  readonly celebIds: readonly string[];
  /** Called once it is logged. */
  readonly onDone?: () => void;
  readonly button?: ButtonProps;
}

/** Opens the dialog that logs what was done about some celebs. */
export function LogActionButton({ snapshot, celebIds, onDone, button }: Props) {
  const t = useTranslations('actions');
  const count = celebIds.length;
  const tooMany = count > MOST_CELEBS_PER_ACTION;
  return (
    <DialogButton
      label={tooMany ? t('tooMany', { most: MOST_CELEBS_PER_ACTION }) : t('log', { count })}
      button={{
        leftSection: <IconNotes size={17} aria-hidden />,
        ...button,
        disabled: button?.disabled || count === 0 || tooMany,
      }}
      title={t('logTitle', { count })}
      closeLabel={t('close')}
    >
      {(close) => (
        <LogActionForm
          snapshot={snapshot}
          celebIds={celebIds}
          onClose={close}
          onDone={() => {
            close();
            onDone?.();
          }}
        />
      )}
    </DialogButton>
  );
}
