'use client';
import { Card, Group, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';

const LISTED = 6;

/** Declares the days without any event on the whole platform; a long list opens on demand. */
export function MissingDays({ days, note }: { days: readonly string[]; note?: string }) {
  const t = useTranslations('series');
  const f = useFormats();
  if (days.length === 0) return null;
  const list = days.map(f.day).join(', ');
  return (
    <Card padding="sm" style={{ borderLeft: '3px solid var(--sl-spot)' }}>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <IconCalendarOff size={20} stroke={1.7} aria-hidden style={{ flex: 'none' }} />
        <div>
          <Text size="sm" fw={600}>
            {t('missingTitle', { count: days.length })}
          </Text>
          <Text size="sm" c="dimmed">
            {t('missingHint')} {note}
          </Text>
          {days.length <= LISTED ? (
            <Text size="sm" className="tabular">
              {list}
            </Text>
          ) : (
            <details>
              <Text component="summary" size="sm" style={{ cursor: 'pointer' }}>
                {t('missingList')}
              </Text>
              <Text size="sm" className="tabular">
                {list}
              </Text>
            </details>
          )}
        </div>
      </Group>
    </Card>
  );
}
