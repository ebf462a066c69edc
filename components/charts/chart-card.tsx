'use client';
import { ActionIcon, Box, Card, Group, Menu, SegmentedControl, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconPhoto, IconTable, IconVector } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { download } from '@/components/ui/download';
import { tableCsv } from '@/components/ui/table-csv';
import { WhenIdle } from '@/components/ui/when-idle';
import type { ImageType } from './export';

export interface ChartCardProps<Row> {
  readonly title: string;
  readonly subtitle?: string;
  /** Below the head, above the picture: what must be known before reading it, and choices of its own. */
  readonly above?: ReactNode;
  /** What the picture says, for those who do not see it. */
  readonly alt: string;
  /** Pixels of picture and table alike, so nothing jumps when they change or load. */
  readonly height: number;
  /** The same numbers as a table: its twin, and its CSV. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Without ending. */
  readonly fileName: string;
  /** What the picture must not be read without; below it, in both views. */
  readonly note?: ReactNode;
}

interface FrameProps<Row> extends ChartCardProps<Row> {
  /** The picture: an ECharts chart, an SVG, anything. It gets the whole width and `height`. */
  readonly children: ReactNode;
  /** The picture as a file. */
  readonly image: (type: ImageType) => Promise<Blob>;
  /** The picture has parts to press, which an image cannot have for a screen reader. */
  readonly interactive?: boolean;
}

/** The frame of every chart: picture or table, CSV, PNG and SVG. */
export function ChartCard<Row>({
  title,
  subtitle,
  above,
  alt,
  height,
  rows,
  columns,
  rowKey,
  fileName,
  note,
  children,
  image,
  interactive = false,
}: FrameProps<Row>) {
  const t = useTranslations('chart');
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const saveImage = async (type: ImageType) => {
    try {
      download(`${fileName}.${type}`, await image(type));
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('imageFailed'),
        message: error instanceof Error ? error.message : String(error),
      });
    }
  };
  return (
    <Card component="section" aria-label={title} miw={0}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm" mb="sm">
        <Box miw={0}>
          <Title order={2}>{title}</Title>
          {subtitle ? (
            <Text size="xs" c="dimmed">
              {subtitle}
            </Text>
          ) : null}
        </Box>
        <Group gap={6} wrap="nowrap">
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(v) => setView(v === 'table' ? 'table' : 'picture')}
            aria-label={t('view', { title })}
            data={[
              { value: 'picture', label: t('picture') },
              { value: 'table', label: t('table') },
            ]}
          />
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={t('save', { title })}>
                <IconDownload size={16} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconTable size={16} stroke={1.7} aria-hidden />}
                onClick={() => download(`${fileName}.csv`, tableCsv(columns, rows))}
              >
                {t('saveCsv')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPhoto size={16} stroke={1.7} aria-hidden />}
                onClick={() => void saveImage('png')}
              >
                {t('savePng')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconVector size={16} stroke={1.7} aria-hidden />}
                onClick={() => void saveImage('svg')}
              >
                {t('saveSvg')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {above ? <Box mb="sm">{above}</Box> : null}
      <Box style={{ height, overflow: 'hidden' }}>
        {view === 'picture' ? (
          <Box role={interactive ? 'group' : 'img'} aria-label={alt} h={height}>
            <WhenIdle>{children}</WhenIdle>
          </Box>
        ) : (
          <DataTable
            label={title}
            rows={rows}
            columns={columns}
            rowKey={rowKey}
            fileName={fileName}
            height={height - 40}
          />
        )}
      </Box>
      {note ? <Box mt="sm">{note}</Box> : null}
    </Card>
  );
}
