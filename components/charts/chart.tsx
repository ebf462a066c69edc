'use client';
import {
  Box,
  Card,
  Group,
  Menu,
  SegmentedControl,
  Text,
  Title,
  UnstyledButton,
  useComputedColorScheme,
} from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { HeatmapChart, LineChart } from 'echarts/charts';
import {
  CalendarComponent,
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { download } from '@/components/ui/download';
import { toCsv } from '@/lib/client/csv';

echarts.use([
  LineChart,
  HeatmapChart,
  GridComponent,
  TooltipComponent,
  DataZoomComponent,
  CalendarComponent,
  VisualMapComponent,
  MarkAreaComponent,
  SVGRenderer,
  CanvasRenderer,
]);

export type Scheme = 'light' | 'dark';

interface ChartProps<Row> {
  readonly title: string;
  readonly subtitle?: string;
  /** What the picture says, for those who do not see it. */
  readonly alt: string;
  readonly height: number;
  readonly option: (scheme: Scheme) => echarts.EChartsCoreOption;
  /** The same numbers as a table: its twin, and its CSV. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly fileName: string;
}

/** A chart card: picture or table, CSV, PNG and SVG. Its height is fixed, so nothing jumps while it loads. */
export function Chart<Row>({
  title,
  subtitle,
  alt,
  height,
  option,
  rows,
  columns,
  rowKey,
  fileName,
}: ChartProps<Row>) {
  const t = useTranslations('chart');
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [view, setView] = useState<'picture' | 'table'>('picture');
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);

  useEffect(() => {
    const element = holder.current;
    if (!element || view !== 'picture') return;
    const made = echarts.init(element, undefined, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [view]);

  useEffect(() => {
    if (view === 'picture')
      chart.current?.setOption({ animation: false, ...option(scheme) }, { notMerge: true });
  }, [option, scheme, view]);

  const csv = () =>
    download(
      `${fileName}.csv`,
      toCsv(
        columns.map((c) => c.label),
        rows.map((row) => columns.map((c) => c.value(row))),
      ),
    );
  const image = async (type: 'png' | 'svg') => {
    const picture = render(option(scheme), type, scheme);
    download(`${fileName}.${type}`, await (await fetch(picture)).blob());
  };
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <Box miw={0}>
          <Title order={2} size="h5">
            {title}
          </Title>
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
            aria-label={t('view')}
            data={[
              { value: 'picture', label: t('picture') },
              { value: 'table', label: t('table') },
            ]}
          />
          <Menu position="bottom-end">
            <Menu.Target>
              <UnstyledButton aria-label={t('save', { title })} p={4}>
                <IconDots size={18} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={csv}>CSV</Menu.Item>
              <Menu.Item onClick={() => void image('png')}>PNG</Menu.Item>
              <Menu.Item onClick={() => void image('svg')}>SVG</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      <Box style={{ height, overflow: 'hidden' }}>
        {view === 'picture' ? (
          <div ref={holder} role="img" aria-label={alt} style={{ width: '100%', height }} />
        ) : (
          <DataTable
            label={title}
            rows={rows}
            columns={columns}
            rowKey={rowKey}
            fileName={fileName}
            height={height - 48}
          />
        )}
      </Box>
    </Card>
  );
}

/** Draws once more off screen, at a fixed size and with a background. */
function render(option: echarts.EChartsCoreOption, type: 'png' | 'svg', scheme: Scheme): string {
  const element = document.createElement('div');
  Object.assign(element.style, {
    width: '1200px',
    height: '480px',
    position: 'absolute',
    left: '-9999px',
  });
  document.body.append(element);
  const chart = echarts.init(element, undefined, { renderer: type === 'svg' ? 'svg' : 'canvas' });
  chart.setOption({ animation: false, ...option });
  const url = chart.getDataURL({
    type,
    pixelRatio: 2,
    backgroundColor: scheme === 'dark' ? '#1a1b1e' : '#ffffff',
  });
  chart.dispose();
  element.remove();
  return url;
}
