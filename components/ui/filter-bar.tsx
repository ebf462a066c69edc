'use client';
import { Button, Card, Group } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';

/** The row of choices above a page's cards. Its state belongs in the address (nuqs), so that a link is a saved view. */
export function FilterBar({
  label,
  onReset,
  children,
}: {
  label: string;
  /** Left out while nothing is chosen. */
  onReset?: () => void;
  children: ReactNode;
}) {
  const t = useTranslations('states');
  return (
    <Card component="section" padding="sm" role="search" aria-label={label}>
      <Group align="flex-end" gap="sm">
        {children}
        <Button
          variant="subtle"
          size="sm"
          px="xs"
          leftSection={<IconFilterOff size={16} stroke={1.7} aria-hidden />}
          onClick={onReset}
          className={classes.reset}
          data-idle={onReset === undefined || undefined}
        >
          {t('reset')}
        </Button>
      </Group>
    </Card>
  );
}
