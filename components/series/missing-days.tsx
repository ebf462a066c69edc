'use client';
import { Alert, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';

const LISTED = 6;

/** Declares the days without any event on the whole platform; a long list opens on demand. */
export function MissingDays({ days }: { days: readonly string[] }) {
  const t = useTranslations('series');
  const f = useFormats();
  if (days.length === 0) return null;
  const list = days.map(f.day).join(', ');
  return (
    <Alert
      color="amber"
      variant="light"
      icon={<IconCalendarOff aria-hidden />}
      title={t('missingTitle', { count: days.length })}
    >
      <Text size="sm">{t('missingHint')}</Text>
      {days.length <= LISTED ? (
        <Text size="sm" className="tabular">
          {list}
        </Text>
      ) : (
        <details>
          <summary>{t('missingList')}</summary>
          <Text size="sm" className="tabular">
            {list}
          </Text>
        </details>
      )}
    </Alert>
  );
}
