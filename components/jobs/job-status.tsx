'use client';
import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { JobStatus } from '@/lib/contracts/jobs';

const LOOK = {
  queued: { color: 'gray', icon: IconClock },
  running: { color: 'night', icon: IconPlayerPlay },
  succeeded: { color: 'teal', icon: IconCircleCheck },
  failed: { color: 'red', icon: IconAlertTriangle },
  cancelled: { color: 'gray', icon: IconPlayerStop },
} as const satisfies Record<JobStatus, unknown>;

/** A job's status as icon and word. */
export function JobStatusBadge({ status }: { status: JobStatus }) {
  const t = useTranslations('jobs');
  const { color, icon: Icon } = LOOK[status];
  return (
    <Badge
      variant="default"
      size="md"
      tt="none"
      fw={600}
      leftSection={<Icon size={13} color={`var(--mantine-color-${color}-text)`} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
