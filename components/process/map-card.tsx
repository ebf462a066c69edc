'use client';
import {
  ActionIcon,
  Box,
  Button,
  Card,
  Group,
  SegmentedControl,
  Slider,
  Text,
  useComputedColorScheme,
} from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import type { Column } from '@/components/ui/data-table';
import { useFormats } from '@/components/ui/use-formats';
import type { ProcessGraphAnswer } from '@/lib/contracts/process';
import { simplifyGraph } from '@/lib/domain/process/simplify';
import type { Pointed } from './behind-drawer';
import { MapDrawing, type MapWords } from './map-drawing';
import { svgImage } from './map-image';
import type { PlacedEdge } from './map-layout';
import { useLayout } from './use-layout';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

interface StepRow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly wait: number | null;
}
const stepKey = (row: StepRow) => JSON.stringify([row.from, row.to]);
const inUnit = (value: number) => Math.min(1, Math.max(0, value));
const HEIGHT = 620;

interface Props {
  readonly graph: ProcessGraphAnswer;
  readonly filter: ProcessFilterState;
  readonly setFilter: SetProcessFilter;
  readonly xesHref: string;
  readonly onPoint: (pointed: Pointed) => void;
}

/** The directly-follows graph: sliders, drawing, table. */
export function MapCard({ graph, filter, setFilter, xesHref, onPoint }: Props) {
  const t = useTranslations('process');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const shown = useMemo(
    () =>
      simplifyGraph(graph, { activities: inUnit(filter.activities), paths: inUnit(filter.paths) }),
    [graph, filter.activities, filter.paths],
  );
  const layout = useLayout(shown);
  const { ref, width } = useElementSize();
  const [zoom, setZoom] = useState(1);
  const nameOf = (name: string | null, end: 'start' | 'end') => name ?? t(end);
  const words: MapWords = {
    node: (n) =>
      n.kind === 'activity'
        ? t('openNode', { name: n.name ?? '', count: f.integer(n.count) })
        : t(n.kind),
    edge: (e) =>
      t('openEdge', {
        from: nameOf(e.from, 'start'),
        to: nameOf(e.to, 'end'),
        count: f.integer(e.count),
      }),
    count: f.integer,
    edgeLabel: (e) =>
      filter.label === 'wait' && e.medianSeconds !== null
        ? f.seconds(e.medianSeconds)
        : f.compact(e.count),
  };
  const pointEdge = (e: PlacedEdge) =>
    onPoint({
      title: t('edgeName', { from: nameOf(e.from, 'start'), to: nameOf(e.to, 'end') }),
      selector: { kind: 'edge', from: e.from, to: e.to },
    });
  const rows: StepRow[] = useMemo(
    () => [
      ...shown.starts.map((s) => ({
        from: t('start'),
        to: s.activity,
        count: s.count,
        wait: null,
      })),
      ...shown.edges.map((e) => ({
        from: e.from,
        to: e.to,
        count: e.count,
        wait: e.medianSeconds,
      })),
      ...shown.ends.map((s) => ({ from: s.activity, to: t('end'), count: s.count, wait: null })),
    ],
    [shown, t],
  );
  const columns = useMemo(
    (): Column<StepRow>[] => [
      { key: 'from', label: t('from'), value: (r) => r.from },
      { key: 'to', label: t('to'), value: (r) => r.to },
      {
        key: 'count',
        label: t('count'),
        value: (r) => r.count,
        cell: (r) => f.integer(r.count),
        numeric: true,
      },
      {
        key: 'wait',
        label: t('wait'),
        value: (r) => r.wait,
        cell: (r) => (r.wait === null ? '–' : f.decimal(r.wait)),
        numeric: true,
      },
    ],
    [t, f],
  );
  const facts = t('facts', { cases: graph.cases, events: graph.events });
  const { hidden } = shown;
  const scale = layout ? zoom * Math.min(1, Math.max(0.6, width / Math.max(1, layout.width))) : 1;
  const drawing = layout ? <MapDrawing layout={layout} scheme={scheme} words={words} /> : null;
  return (
    <>
      <Card>
        <Group gap="lg" align="flex-end">
          <ShareSlider
            label={t('activities')}
            value={filter.activities}
            onChange={(activities) => void setFilter({ activities })}
          />
          <ShareSlider
            label={t('paths')}
            value={filter.paths}
            onChange={(paths) => void setFilter({ paths })}
          />
          <SegmentedControl
            aria-label={t('label')}
            value={filter.label}
            onChange={(v) => void setFilter({ label: v === 'wait' ? 'wait' : 'count' })}
            data={(['count', 'wait'] as const).map((value) => ({
              value,
              label: t(`labels.${value}`),
            }))}
          />
          <Group gap={4}>
            <ActionIcon
              variant="default"
              size={34}
              aria-label={t('zoomOut')}
              onClick={() => setZoom((z) => Math.max(0.3, z / 1.25))}
            >
              <IconZoomOut size={17} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={34}
              aria-label={t('fit')}
              onClick={() => setZoom(1)}
            >
              <IconMaximize size={17} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="default"
              size={34}
              aria-label={t('zoomIn')}
              onClick={() => setZoom((z) => Math.min(4, z * 1.25))}
            >
              <IconZoomIn size={17} aria-hidden />
            </ActionIcon>
          </Group>
          <Button component="a" href={xesHref} download variant="default" size="sm">
            {t('xes')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed" mt="sm" role="status">
          {hidden.activities === 0 && hidden.paths === 0
            ? t('nothingHidden')
            : t('hidden', {
                activities: hidden.activities,
                paths: hidden.paths,
                eventShare: f.percent(hidden.eventShare),
                pathShare: f.percent(hidden.transitionShare),
              })}
          {graph.truncated
            ? ` ${t('truncated', { activities: graph.totalActivities, edges: graph.totalEdges })}`
            : ''}
        </Text>
      </Card>
      <ChartCard
        interactive
        title={t('title')}
        subtitle={facts}
        alt={t('mapAlt', {
          cases: f.integer(graph.cases),
          activities: shown.activities.length,
          paths: shown.edges.length,
        })}
        height={HEIGHT}
        rows={rows}
        columns={columns}
        rowKey={stepKey}
        fileName="process-map"
        image={(type) =>
          drawing && layout
            ? svgImage(drawing, layout, type, { title: t('title'), subtitle: facts }, scheme)
            : Promise.reject(new Error(t('imageFailed')))
        }
      >
        <Box ref={ref} h={HEIGHT} style={{ overflow: 'auto' }}>
          {layout ? (
            // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
            <svg
              width={layout.width * scale}
              height={layout.height * scale}
              viewBox={`0 0 ${layout.width} ${layout.height}`}
              style={{ display: 'block', margin: '0 auto' }}
            >
              <MapDrawing
                layout={layout}
                scheme={scheme}
                words={words}
                onEdge={pointEdge}
                onNode={(n) =>
                  n.name !== null &&
                  onPoint({ title: n.name, selector: { kind: 'activity', event: n.name } })
                }
              />
            </svg>
          ) : null}
        </Box>
      </ChartCard>
    </>
  );
}

/** Written into the address when it is let go, so that dragging does not fill the history. */
function ShareSlider({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (v: number) => void;
}) {
  const f = useFormats();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <Box w={{ base: '100%', xs: 200 }}>
      <Text size="sm" fw={500}>{`${label}: ${f.percent(inUnit(draft))}`}</Text>
      <Slider
        thumbLabel={label}
        label={null}
        min={0}
        max={1}
        step={0.05}
        value={inUnit(draft)}
        onChange={setDraft}
        onChangeEnd={onChange}
      />
    </Box>
  );
}
