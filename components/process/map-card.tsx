'use client';
import { Button, Card, Group, SegmentedControl, Text, useComputedColorScheme } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { download } from '@/components/ui/download';
import { LoadingState } from '@/components/ui/states';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { toCsv } from '@/lib/client/csv';
import type { ProcessGraphAnswer } from '@/lib/contracts/process';
import { graphCsvRows } from '@/lib/domain/process/graph-csv';
import type { Pointed } from './behind-drawer';
import { MapCanvas, useMapHeight } from './map-canvas';
import { MapDrawing, type MapWords } from './map-drawing';
import type { PlacedEdge } from './map-layout';
import { ShareSliders, useSimplified } from './share-sliders';
import { useLayout } from './use-layout';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

interface StepRow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly wait: number | null;
}
const stepKey = (row: StepRow) => JSON.stringify([row.from, row.to]);

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
  const { shares, shown } = useSimplified(graph, filter);
  const layout = useLayout(shown);
  const height = useMapHeight();
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
    // Nobody waits for a case to start or end; a count there would read as a time.
    edgeLabel: (e) =>
      filter.label === 'count'
        ? f.compact(e.count)
        : e.medianSeconds === null
          ? ''
          : f.seconds(e.medianSeconds),
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
      numberColumn('count', t('count'), (r) => r.count, f.integer),
      numberColumn('wait', t('wait'), (r) => r.wait, f.decimal),
    ],
    [t, f],
  );
  const facts = t('facts', { cases: graph.cases, events: graph.events });
  const { hidden } = shown;
  const drawing = layout ? <MapDrawing layout={layout} scheme={scheme} words={words} /> : null;
  return (
    <>
      <Card>
        <Group gap="lg" align="flex-end">
          <ShareSliders shares={shares} setFilter={setFilter} />
          <SegmentedControl
            aria-label={t('label')}
            value={filter.label}
            onChange={(v) => void setFilter({ label: v === 'wait' ? 'wait' : 'count' })}
            data={(['count', 'wait'] as const).map((value) => ({
              value,
              label: t(`labels.${value}`),
            }))}
          />
          <Button
            variant="default"
            size="sm"
            onClick={() => download('process-graph.csv', graphCsv(graph))}
          >
            {t('graphCsv')}
          </Button>
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
        height={height}
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
        {layout ? (
          <MapCanvas layout={layout} height={height}>
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
          </MapCanvas>
        ) : (
          <LoadingState height={height} />
        )}
      </ChartCard>
    </>
  );
}

/** The whole graph, whatever the sliders hide. */
function graphCsv(graph: ProcessGraphAnswer): string {
  const rows = graphCsvRows(graph);
  return toCsv(
    ['from', 'to', 'count', 'share_of_from', 'median_seconds'],
    rows.map((r) => [r.from, r.to, r.count, r.share_of_from, r.median_seconds]),
  );
}
