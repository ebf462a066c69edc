'use client';
import { Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface Props {
  readonly windows: number;
  readonly celebs: number;
  readonly meaning: string;
  readonly onList: () => void;
  readonly onClear: () => void;
}

/** How much is selected; both charts show it until it is let go. */
export function SelectionBar({ windows, celebs, meaning, onList, onClear }: Props) {
  const t = useTranslations('drivers.selection');
  return (
    <Group gap="xs" role="status" data-selection={windows}>
      <Text size="xs">
        <b className="tabular">{t('count', { windows, celebs })}</b> · {meaning}
      </Text>
      <Button size="compact-xs" variant="light" onClick={onList} disabled={windows === 0}>
        {t('showCelebs')}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={onClear}
        leftSection={<IconX size={13} aria-hidden />}
      >
        {t('clear')}
      </Button>
    </Group>
  );
}
