'use client';
import {
  ActionIcon,
  Box,
  Button,
  Checkbox,
  Group,
  Menu,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { IconColumns3, IconDownload, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { toCsv } from '@/lib/client/csv';
import { download } from './download';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** What sorting, filtering and the CSV use. */
  readonly value: (row: Row) => string | number | null;
  /** What the cell shows; the value when left out. */
  readonly cell?: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  readonly width?: number;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly fileName: string;
  readonly height?: number;
}

const ROW_HEIGHT = 36;

/** A table with virtual rows, sorting by column head, text filter, column choice and CSV of what is shown. */
export function DataTable<Row>({
  label,
  rows,
  columns,
  rowKey,
  fileName,
  height = 360,
}: DataTableProps<Row>) {
  const t = useTranslations('table');
  const [sort, setSort] = useState<{ key: string; descending: boolean } | null>(null);
  const [filter, setFilter] = useState('');
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = columns.filter((c) => !hidden.includes(c.key));
  const visible = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const kept =
      wanted === ''
        ? [...rows]
        : rows.filter((row) =>
            columns.some((c) =>
              String(c.value(row) ?? '')
                .toLowerCase()
                .includes(wanted),
            ),
          );
    const by = columns.find((c) => c.key === sort?.key);
    if (by) kept.sort((a, b) => compare(by.value(a), by.value(b)) * (sort?.descending ? -1 : 1));
    return kept;
  }, [rows, columns, filter, sort]);
  const virtual = useVirtualizer({
    count: visible.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const toggle = (key: string) =>
    setSort((now) =>
      now?.key !== key
        ? { key, descending: false }
        : now.descending
          ? null
          : { key, descending: true },
    );
  const save = () =>
    download(
      `${fileName}.csv`,
      toCsv(
        shown.map((c) => c.label),
        visible.map((row) => shown.map((c) => c.value(row))),
      ),
    );
  return (
    <Box>
      <Group justify="space-between" mb="xs" gap="xs">
        <TextInput
          size="xs"
          value={filter}
          onChange={(e) => setFilter(e.currentTarget.value)}
          placeholder={t('filter')}
          aria-label={t('filter')}
          leftSection={<IconSearch size={14} aria-hidden />}
        />
        <Group gap={6}>
          <Text size="xs" c="dimmed" role="status">
            {t('rows', { count: visible.length, total: rows.length })}
          </Text>
          <Menu closeOnItemClick={false}>
            <Menu.Target>
              <ActionIcon variant="default" aria-label={t('columns')}>
                <IconColumns3 size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {columns.map((c) => (
                <Menu.Item
                  key={c.key}
                  onClick={() =>
                    setHidden((h) =>
                      h.includes(c.key) ? h.filter((k) => k !== c.key) : [...h, c.key],
                    )
                  }
                  component="div"
                >
                  <Checkbox
                    size="xs"
                    readOnly
                    tabIndex={-1}
                    checked={!hidden.includes(c.key)}
                    label={c.label}
                  />
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={save}
          >
            CSV
          </Button>
        </Group>
      </Group>
      <Box
        ref={scroller}
        style={{ maxHeight: height, overflow: 'auto' }}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <Table stickyHeader highlightOnHover aria-rowcount={visible.length} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {shown.map((c) => (
                <Table.Th
                  key={c.key}
                  w={c.width}
                  ta={c.numeric ? 'right' : 'left'}
                  aria-sort={
                    sort?.key !== c.key ? 'none' : sort.descending ? 'descending' : 'ascending'
                  }
                >
                  <button type="button" className="sort-button" onClick={() => toggle(c.key)}>
                    {c.label} {sort?.key === c.key ? (sort.descending ? '↓' : '↑') : ''}
                  </button>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {before > 0 ? <tr style={{ height: before }} aria-hidden /> : null}
            {items.map((item) => {
              const row = visible[item.index];
              if (row === undefined) return null;
              return (
                <Table.Tr
                  key={rowKey(row)}
                  style={{ height: ROW_HEIGHT }}
                  aria-rowindex={item.index + 1}
                >
                  {shown.map((c) => (
                    <Table.Td
                      key={c.key}
                      ta={c.numeric ? 'right' : 'left'}
                      className={c.numeric ? 'tabular' : undefined}
                    >
                      {c.cell ? c.cell(row) : c.value(row)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
            {after > 0 ? <tr style={{ height: after }} aria-hidden /> : null}
          </Table.Tbody>
        </Table>
      </Box>
    </Box>
  );
}

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b));
};
