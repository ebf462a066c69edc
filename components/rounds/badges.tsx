'use client';
import {
  IconArrowDown,
  IconArrowUp,
  IconCircleCheck,
  IconClockHour4,
  IconEqual,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import type { RoundSummary, RoundVerdict } from '@/lib/contracts/rounds';

/** The arrow says where churn went. */
const LOOKS = {
  helped: { color: 'teal', icon: IconArrowDown },
  harmed: { color: 'red', icon: IconArrowUp },
  'too-few-to-tell': { color: 'gray', icon: IconEqual },
} as const satisfies Record<RoundVerdict, StatusLook>;

export function VerdictBadge({ verdict }: { readonly verdict: RoundVerdict }) {
  const t = useTranslations('rounds');
  return <StatusBadge look={LOOKS[verdict]} text={t(`verdicts.${verdict}`)} />;
}

export function StateBadge({ isClosed }: Pick<RoundSummary, 'isClosed'>) {
  const t = useTranslations('rounds');
  return isClosed ? (
    <StatusBadge look={{ color: 'teal', icon: IconCircleCheck }} text={t('states.closed')} />
  ) : (
    <StatusBadge look={{ color: 'blue', icon: IconClockHour4 }} text={t('states.open')} />
  );
}
