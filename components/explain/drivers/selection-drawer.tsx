'use client';
import { Anchor, Drawer, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { SelectedCeleb } from '@/lib/domain/explain/window-selection';
import type { Windows } from './use-points';

interface Row extends SelectedCeleb {
  readonly id: string;
  readonly name: string | null;
  readonly anchor: string;
}
const rowKey = (row: Row) => row.id;

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly celebs: readonly SelectedCeleb[];
  readonly windows: Windows;
  readonly meaning: string;
  /** Where a celeb is explained alone, as of an anchor. */
  readonly hrefOf: (celeb: string, anchor: string) => string;
  readonly fileName: string;
}

/** Whose windows are selected. */
export function SelectionDrawer(props: Props) {
  const { opened, onClose, celebs, windows, meaning, hrefOf, fileName } = props;
  const t = useTranslations('drivers.selection');
  const f = useFormats();
  const rows = useMemo(
    () =>
      celebs.flatMap((entry): Row[] => {
        const celeb = windows.celebs[entry.celeb];
        const anchor = windows.anchors[entry.latest];
        return celeb && anchor ? [{ ...entry, ...celeb, anchor }] : [];
      }),
    [celebs, windows],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'celeb',
        label: t('celeb'),
        value: (r) => r.name ?? r.id,
        cell: (r) => (
          <Anchor component={Link} size="sm" href={hrefOf(r.id, r.anchor)}>
            {r.name ?? r.id}
          </Anchor>
        ),
      },
      { key: 'id', label: t('celebId'), value: (r) => r.id },
      numberColumn('windows', t('windows'), (r) => r.windows, f.integer),
      numberColumn('probability', t('meanProbability'), (r) => r.meanProbability, f.percent),
      {
        key: 'latest',
        label: t('latest'),
        value: (r) => r.anchor,
        cell: (r) => f.day(r.anchor),
      },
    ],
    [t, f, hrefOf],
  );
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="xl"
      title={t('drawer', { celebs: rows.length })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('meaning', {
            meaning,
            windows: rows.reduce((sum, row) => sum + row.windows, 0),
          })}
        </Text>
        <DataTable
          label={t('celebs')}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          fileName={fileName}
          height={620}
        />
      </Stack>
    </Drawer>
  );
}
