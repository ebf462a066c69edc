'use client';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconPlayerPlay,
  IconPlayerStop,
  IconScissors,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import type { SearchView, TrialView } from '@/lib/contracts/search';

const LOOK = {
  running: { color: 'night', icon: IconPlayerPlay },
  stopped: { color: 'gray', icon: IconPlayerStop },
  finished: { color: 'teal', icon: IconCircleCheck },
  pruned: { color: 'gray', icon: IconScissors },
  failed: { color: 'red', icon: IconAlertTriangle },
} as const satisfies Record<SearchView['status'] | TrialView['status'], StatusLook>;

/** A search's status as icon and word. */
export function SearchStatusBadge({ status }: { status: SearchView['status'] }) {
  const t = useTranslations('searches');
  return <StatusBadge look={LOOK[status]} text={t(`searchStatus.${status}`)} />;
}

/** A trial's status as icon and word. */
export function TrialStatusBadge({ status }: { status: TrialView['status'] }) {
  const t = useTranslations('searches');
  return <StatusBadge look={LOOK[status]} text={t(`trialStatus.${status}`)} />;
}
