import { Badge } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

/** How a status looks: always an icon beside the word, so that colour says nothing alone. */
export interface StatusLook {
  /** A colour of the theme. */
  readonly color: string;
  readonly icon: Icon;
}

/** A status as icon and word. */
export function StatusBadge({
  look: { color, icon: Icon },
  text,
}: {
  readonly look: StatusLook;
  readonly text: string;
}) {
  return (
    <Badge
      variant="default"
      size="md"
      tt="none"
      fw={600}
      leftSection={<Icon size={13} color={`var(--mantine-color-${color}-text)`} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {text}
    </Badge>
  );
}
