'use client';
import { Modal, Stack, Switch, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PAGES } from './pages';

export const ACTION_KEYS = { search: '/', language: 'l', theme: 't', help: '?' } as const;

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly enabled: boolean;
  readonly onEnabled: (enabled: boolean) => void;
}

/** All shortcuts, and the switch that turns single keys off. */
export function ShortcutsDialog({ opened, onClose, enabled, onEnabled }: Props) {
  const t = useTranslations('shell');
  const rows = [
    ...PAGES.map(({ key, letter }) => ({
      keys: ['g', letter],
      label: t('goTo', { page: t(`pages.${key}`) }),
    })),
    ...(['search', 'language', 'theme', 'help'] as const).map((action) => ({
      keys: [ACTION_KEYS[action]],
      label: t(`actions.${action}`),
    })),
    { keys: ['↑', '↓'], label: t('actions.rows') },
    { keys: ['j', 'k'], label: t('actions.neighbours') },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Table withRowBorders={false} verticalSpacing={5}>
          <Table.Tbody>
            {rows.map(({ keys, label }) => (
              <Table.Tr key={label}>
                <Table.Td w={96}>
                  {keys.map((key, i) => (
                    <span key={key}>
                      {i > 0 ? ' ' : ''}
                      <kbd>{key}</kbd>
                    </span>
                  ))}
                </Table.Td>
                <Table.Td>{label}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          checked={enabled}
          onChange={(e) => onEnabled(e.currentTarget.checked)}
          label={t('shortcutsOn')}
          description={t('shortcutsHint')}
        />
        <Text size="xs" c="dimmed">
          {t('shortcutsTyping')}
        </Text>
      </Stack>
    </Modal>
  );
}
