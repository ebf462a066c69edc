'use client';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import type { JobStatus } from '@/lib/contracts/jobs';

const LOOK = {
  queued: { color: 'gray', icon: IconClock },
  running: { color: 'night', icon: IconPlayerPlay },
  succeeded: { color: 'teal', icon: IconCircleCheck },
  failed: { color: 'red', icon: IconAlertTriangle },
  cancelled: { color: 'gray', icon: IconPlayerStop },
} as const satisfies Record<JobStatus, StatusLook>;

/** A job's status as icon and word. */
export function JobStatusBadge({ status }: { status: JobStatus }) {
  const t = useTranslations('jobs');
  return <StatusBadge look={LOOK[status]} text={t(`status.${status}`)} />;
}
