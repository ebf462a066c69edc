'use client';
import { Badge, Loader } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useJobs } from './use-jobs';

/** How many jobs wait or run; leads to their progress. Nothing while there are none. */
export function RunningJobs({ href }: { href: string }) {
  const t = useTranslations('shell');
  const { open } = useJobs();
  if (open.length === 0) return null;
  return (
    <Badge
      component={Link}
      href={href}
      size="lg"
      radius="md"
      variant="light"
      tt="none"
      fw={600}
      style={{ cursor: 'pointer', flex: 'none' }}
      leftSection={<Loader size={12} aria-hidden />}
      aria-label={t('runningLabel', { count: open.length })}
    >
      {t('running', { count: open.length })}
    </Badge>
  );
}
