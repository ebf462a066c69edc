'use client';
import { Badge, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconTrophy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

export function ChampionBadge() {
  const t = useTranslations('models');
  return (
    <Badge
      size="sm"
      variant="default"
      tt="none"
      fw={600}
      leftSection={<IconTrophy size={12} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {t('champion')}
    </Badge>
  );
}

/** Marks runs of a random split, whose numbers look better than they are. */
export function OptimisticBadge() {
  const t = useTranslations('models');
  return (
    <Tooltip label={t('optimisticHint')} multiline w={280}>
      <Badge
        size="sm"
        variant="default"
        tt="none"
        fw={600}
        leftSection={<IconAlertTriangle size={12} aria-hidden />}
        style={{ flexShrink: 0 }}
      >
        {t('optimistic')}
      </Badge>
    </Tooltip>
  );
}
