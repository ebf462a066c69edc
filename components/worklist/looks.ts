import {
  IconCircle,
  IconCircleCheck,
  IconDoorExit,
  IconHourglass,
  IconMinus,
  IconPlayerPlay,
  IconStarFilled,
} from '@tabler/icons-react';
import type { StatusLook } from '@/components/ui/status-badge';
import type { WorkStatus } from '@/lib/contracts/work';
import type { PriorityGroup } from '@/lib/domain/segments/groups';

export const GROUP_LOOK: Readonly<Record<PriorityGroup, StatusLook>> = {
  priority: { color: 'amber', icon: IconStarFilled },
  'general-churner': { color: 'red', icon: IconDoorExit },
  other: { color: 'gray', icon: IconMinus },
};

export const STATUS_LOOK: Readonly<Record<WorkStatus, StatusLook>> = {
  open: { color: 'gray', icon: IconCircle },
  'in-progress': { color: 'blue', icon: IconPlayerPlay },
  waiting: { color: 'amber', icon: IconHourglass },
  done: { color: 'teal', icon: IconCircleCheck },
};
