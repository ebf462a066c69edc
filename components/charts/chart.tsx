'use client';
import { useComputedColorScheme } from '@mantine/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { z } from 'zod';
import type { Scheme } from '@/components/ui/colours';
import { takeTurn } from '@/components/ui/when-idle';
import { ChartCard, type ChartCardProps } from './chart-card';
import {
  type Caption,
  captionedPng,
  captionedSvg,
  EXPORT_WIDTH,
  type ImageType,
  PIXEL_RATIO,
  SVG_TYPE,
} from './export';

/** What a chart may depend on beside its data. */
export interface Canvas {
  readonly scheme: Scheme;
  /** Pixels. */
  readonly width: number;
}
export type ChartOption = (canvas: Canvas) => EChartsCoreOption;

interface Props<Row> extends ChartCardProps<Row> {
  /** Pure: data and canvas in, ECharts option out. Keep its identity while the data stay the same. */
  readonly option: ChartOption;
  /** Called with the name of the mark, or the id of the line, that was clicked. */
  readonly onPick?: (key: string) => void;
  /**
   * Keeps what the reader did (hidden lines, brushed ranges) when the data change. Only for options whose axes stay
   * the same.
   */
  readonly keepView?: boolean;
}

/** A chart drawn by ECharts in the common frame. */
export function Chart<Row>({ option, onPick, keepView = false, ...card }: Props<Row>) {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <ChartCard
      {...card}
      image={(type) =>
        drawImage(option, type, {
          scheme,
          height: card.height,
          caption: { title: card.title, subtitle: card.subtitle ?? '' },
        })
      }
    >
      <Picture
        option={option}
        scheme={scheme}
        height={card.height}
        onPick={onPick}
        keepView={keepView}
      />
    </ChartCard>
  );
}

const loadECharts = () => import('./echarts');
type ECharts = Awaited<ReturnType<typeof loadECharts>>;

function Picture({
  option,
  scheme,
  height,
  onPick,
  keepView,
}: {
  option: ChartOption;
  scheme: Scheme;
  height: number;
  onPick: ((key: string) => void) | undefined;
  keepView: boolean;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const latest = useRef({ option, scheme, onPick, keepView });
  latest.current = { option, scheme, onPick, keepView };
  const draw = useRef<() => void>(() => {});

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    let chart: EChartsType | undefined;
    let left = false;
    let width = 0;
    draw.current = () => {
      if (!chart) return;
      const now = latest.current;
      width = element.clientWidth;
      const next = now.option({ scheme: now.scheme, width });
      chart.setOption(
        { animation: false, ...keepZoom(chart, next) },
        now.keepView ? { replaceMerge: ['series'] } : { notMerge: true },
      );
    };
    let leaveQueue = () => {};
    // Tells of the first size as well, which is no change.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      chart?.resize();
      draw.current();
    });
    const begin = ({ init }: ECharts) => {
      chart = init(element, undefined, { renderer: 'svg' });
      chart.on('click', ({ name, seriesId }) => {
        const key = name || seriesId;
        if (key) latest.current.onPick?.(key);
      });
      draw.current();
      observer.observe(element);
    };
    void loadECharts().then((echarts) => {
      // The library comes for all charts of a page at once.
      if (!left) leaveQueue = takeTurn(() => begin(echarts));
    });
    return () => {
      left = true;
      leaveQueue();
      observer.disconnect();
      chart?.dispose();
      draw.current = () => {};
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new option or scheme is the reason to draw again
  useEffect(() => draw.current(), [option, scheme]);

  return <div ref={holder} style={{ width: '100%', height }} />;
}

const zoomSchema = z.array(z.object({ start: z.number(), end: z.number() })).min(1);
const axisSchema = z.union([
  z.array(z.object({ data: z.array(z.unknown()) })),
  z.object({ data: z.array(z.unknown()) }).transform((axis) => [axis]),
]);

/** Another threshold or theme must not undo a reader's zoom; other days do. */
function keepZoom(chart: EChartsType, next: EChartsCoreOption): EChartsCoreOption {
  const before = chart.getOption() as EChartsCoreOption | undefined;
  const zoom = zoomSchema.safeParse(before?.dataZoom).data?.[0];
  const days = axisSchema.safeParse(before?.xAxis).data?.[0]?.data;
  const nextDays = axisSchema.safeParse(next.xAxis).data?.[0]?.data;
  if (!zoom || !Array.isArray(next.dataZoom) || String(days) !== String(nextDays)) return next;
  return {
    ...next,
    dataZoom: next.dataZoom.map((entry) => ({ ...entry, start: zoom.start, end: zoom.end })),
  };
}

/** Draws once more off screen, at a fixed width, and puts the caption above. */
async function drawImage(
  option: ChartOption,
  type: ImageType,
  { scheme, height, caption }: { scheme: Scheme; height: number; caption: Caption },
): Promise<Blob> {
  const { init } = await loadECharts();
  const size = { width: EXPORT_WIDTH, height };
  const element = document.createElement('div');
  const chart = init(element, undefined, {
    ...size,
    renderer: type === 'svg' ? 'svg' : 'canvas',
    devicePixelRatio: PIXEL_RATIO,
  });
  try {
    chart.setOption({ animation: false, ...option({ scheme, width: EXPORT_WIDTH }) });
    if (type === 'png')
      return await captionedPng(
        chart.getRenderedCanvas({ pixelRatio: PIXEL_RATIO }),
        caption,
        scheme,
      );
    const drawing = chart.renderToSVGString();
    return new Blob([captionedSvg(drawing, size, caption, scheme)], { type: SVG_TYPE });
  } finally {
    chart.dispose();
  }
}
