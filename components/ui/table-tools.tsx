'use client';
import {
  ActionIcon,
  Button,
  CloseButton,
  Group,
  Menu,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconCheck, IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly shown: number;
  readonly total: number;
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly visible: boolean;
    readonly toggle: () => void;
  }[];
  readonly onCsv: () => void;
}

/** Above a table: text filter, how many rows are shown, column choice, CSV. */
export function TableTools({ text, onText, shown, total, columns, onCsv }: Props) {
  const t = useTranslations('table');
  const visible = columns.filter((c) => c.visible).length;
  return (
    <Group justify="space-between" mb={8} gap="xs" wrap="nowrap">
      <Group gap="xs" wrap="nowrap" miw={0}>
        <TextInput
          size="xs"
          w={{ base: 130, xs: 200 }}
          value={text}
          onChange={(e) => onText(e.currentTarget.value)}
          placeholder={t('filter')}
          aria-label={t('filter')}
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={
            text === '' ? null : (
              <CloseButton size="xs" aria-label={t('clear')} onClick={() => onText('')} />
            )
          }
        />
        <Text
          size="xs"
          c="dimmed"
          role="status"
          className="tabular"
          style={{ whiteSpace: 'nowrap' }}
        >
          {shown === total ? t('allRows', { total }) : t('rows', { count: shown, total })}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <Menu closeOnItemClick={false} position="bottom-end">
          <Menu.Target>
            <Tooltip label={t('columns')}>
              <ActionIcon variant="default" size={30} aria-label={t('columns')}>
                <IconColumns3 size={16} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {columns.map((c) => (
              <Menu.Item
                key={c.key}
                role="menuitemcheckbox"
                aria-checked={c.visible}
                // The last column stays: a table without columns cannot be brought back by its reader.
                disabled={c.visible && visible === 1}
                onClick={c.toggle}
                leftSection={
                  <IconCheck size={14} aria-hidden style={{ opacity: c.visible ? 1 : 0 }} />
                }
              >
                {c.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} stroke={1.7} aria-hidden />}
          onClick={onCsv}
          aria-label={t('csv')}
        >
          CSV
        </Button>
      </Group>
    </Group>
  );
}
