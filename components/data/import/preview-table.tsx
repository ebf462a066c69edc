'use client';
import { Badge, Button, Group, ScrollArea, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Inspection } from '@/lib/contracts/import';
import { fieldsOfColumn } from '@/lib/contracts/import-draft';
import type { Mapping, TableName } from '@/lib/contracts/tables';

const FEW = 5;

/** The first rows as they were read, with the field that each column feeds above its name. */
export function PreviewTable({
  inspection,
  table,
  mapping,
}: {
  inspection: Inspection;
  table: TableName;
  mapping: Mapping;
}) {
  const t = useTranslations('data');
  const [all, setAll] = useState(false);
  const rows = all ? inspection.preview : inspection.preview.slice(0, FEW);
  const { columns } = inspection.shape;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {t('preview.title', { count: rows.length })}
        </Text>
        {inspection.preview.length > FEW ? (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => setAll((now) => !now)}
            aria-expanded={all}
          >
            {all ? t('preview.fewer') : t('preview.all', { count: inspection.preview.length })}
          </Button>
        ) : null}
      </Group>
      <ScrollArea
        type="auto"
        offsetScrollbars="present"
        viewportProps={{
          tabIndex: 0,
          role: 'group',
          'aria-label': t('preview.label', { name: inspection.name }),
        }}
      >
        <Table fz="xs" withTableBorder verticalSpacing={4} horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => {
                const fields = fieldsOfColumn(table, mapping, column);
                return (
                  <Table.Th key={column} style={{ verticalAlign: 'bottom', whiteSpace: 'nowrap' }}>
                    <Group gap={4} mb={2} wrap="nowrap" mih={20}>
                      {fields.map((field) => (
                        <Badge key={field} size="sm" tt="none" variant="filled" miw="max-content">
                          {t(`fields.${table}.${field}.label`)}
                        </Badge>
                      ))}
                    </Group>
                    <Text
                      size="xs"
                      fw={fields.length > 0 ? 700 : 400}
                      c={fields.length > 0 ? undefined : 'dimmed'}
                    >
                      {column}
                    </Text>
                  </Table.Th>
                );
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a preview have no other name than their place
              <Table.Tr key={i}>
                {columns.map((column, j) => (
                  <Table.Td key={column} className="tabular" style={{ whiteSpace: 'nowrap' }}>
                    <Cell value={row[j] ?? null} empty={t('preview.empty')} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </div>
  );
}

function Cell({ value, empty }: { value: string | null; empty: string }) {
  if (value === null)
    return (
      <Text size="xs" c="dimmed" fs="italic">
        {empty}
      </Text>
    );
  return (
    <Text size="xs" maw={240} truncate title={value}>
      {value}
    </Text>
  );
}
