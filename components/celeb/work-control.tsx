'use client';
import { Text } from '@mantine/core';
import { IconCheck, IconCircle, IconClockPause, IconProgress } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge } from '@/components/ui/status-badge';
import type { CelebProfile } from '@/lib/contracts/celeb';

const STATUS_LOOKS = {
  open: { color: 'gray', icon: IconCircle },
  'in-progress': { color: 'blue', icon: IconProgress },
  waiting: { color: 'orange', icon: IconClockPause },
  done: { color: 'green', icon: IconCheck },
} as const;

/** Who looks after the celeb, and how far it is. */
export function WorkControl({ work: { owner, status } }: Pick<CelebProfile, 'work'>) {
  const t = useTranslations('celeb.work');
  return (
    <div data-work={status}>
      <Text size="sm" fw={500} mb={6}>
        {owner === null ? t('nobody') : t('ownedBy', { owner })}
      </Text>
      <StatusBadge look={STATUS_LOOKS[status]} text={t(`statuses.${status}`)} />
    </div>
  );
}
