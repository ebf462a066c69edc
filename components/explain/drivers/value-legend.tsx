'use client';
import { Group, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Scheme, TWO_ENDED } from '@/components/ui/colours';

/** What the points' colours say: the rank of a value among all windows. */
export function ValueLegend({ scheme, of }: { readonly scheme: Scheme; readonly of: string }) {
  const t = useTranslations('drivers.legend');
  return (
    <Group gap={8} wrap="nowrap" role="img" aria-label={t('alt', { of })} miw={0}>
      <Text size="xs" c="dimmed" truncate aria-hidden>
        {of}
      </Text>
      <Text size="xs" aria-hidden style={{ flexShrink: 0 }}>
        {t('low')}
      </Text>
      <span
        aria-hidden
        style={{
          flex: '0 0 96px',
          height: 10,
          borderRadius: 5,
          background: `linear-gradient(to right, ${TWO_ENDED[scheme].join(', ')})`,
        }}
      />
      <Text size="xs" aria-hidden style={{ flexShrink: 0 }}>
        {t('high')}
      </Text>
    </Group>
  );
}
