'use client';
import { Card, Group, Text, useComputedColorScheme } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import { NEUTRAL } from '@/components/ui/colours';
import type { Column } from '@/components/ui/data-table';
import { LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import type { ProcessCompare } from '@/lib/contracts/process';
import type { Pointed } from './behind-drawer';
import { GroupMark, groupStyle, UNCLEAR_DASH, UnclearMark } from './group-mark';
import { MapCanvas, useMapHeight } from './map-canvas';
import { type EdgeStyle, MapDrawing, type MapWords } from './map-drawing';
import type { PlacedEdge } from './map-layout';
import { ShareSliders, useSimplified } from './share-sliders';
import { useLayout } from './use-layout';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

export type Difference = ProcessCompare['rows'][number];
type Ends = Pick<Difference, 'from' | 'to'>;
export const differenceKey = ({ from, to }: Ends) => JSON.stringify([from, to]);

interface Props {
  readonly answer: ProcessCompare;
  readonly names: { readonly a: string; readonly b: string };
  readonly columns: readonly Column<Difference>[];
  readonly filter: ProcessFilterState;
  readonly setFilter: SetProcessFilter;
  readonly stepName: (step: Ends) => string;
  readonly points: (difference: number) => string;
  readonly onPoint: (pointed: Pointed) => void;
}

/** Both groups in one map: what one of them does more often after the same event. */
export function CompareCard(props: Props) {
  const { answer, names, columns, filter, setFilter, stepName, points, onPoint } = props;
  const t = useTranslations('process');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { shares, shown } = useSimplified(answer.graph, filter);
  const layout = useLayout(shown);
  const height = useMapHeight();
  const byKey = useMemo(() => new Map(answer.rows.map((r) => [differenceKey(r), r])), [answer]);
  const drawn = useMemo(
    () =>
      [
        ...shown.starts.map((s) => ({ from: null, to: s.activity })),
        ...shown.edges,
        ...shown.ends.map((s) => ({ from: s.activity, to: null })),
      ].flatMap((step) => byKey.get(differenceKey(step)) ?? []),
    [shown, byKey],
  );
  const clear = answer.rows.filter((r) => r.clear).length;
  const known = answer.rows.filter((r) => r.difference !== null).length;
  const most = Math.max(1e-9, ...drawn.map((r) => Math.abs(r.difference ?? 0)));
  const styles = groupStyle(scheme);
  const groupOf = (row: Difference | undefined) =>
    row?.clear && row.difference !== null ? (row.difference > 0 ? 'a' : 'b') : undefined;
  const styleOf = (edge: PlacedEdge): EdgeStyle => {
    const row = byKey.get(differenceKey(edge));
    const group = groupOf(row);
    if (!group)
      return { stroke: NEUTRAL[scheme].soft, width: 1.2, dash: UNCLEAR_DASH, opacity: 0.7 };
    const { colour, dash } = styles[group];
    const width = 1.5 + 7 * Math.sqrt(Math.abs(row?.difference ?? 0) / most);
    return { stroke: colour, width, dash, opacity: 0.8 };
  };
  const words: MapWords = {
    node: (n) =>
      n.kind === 'activity'
        ? t('openNode', { name: n.name ?? '', count: f.integer(n.count) })
        : t(n.kind),
    edge: (edge) => {
      const row = byKey.get(differenceKey(edge));
      const difference = row?.difference ?? null;
      return t('openDifference', {
        step: stepName(edge),
        difference: difference === null ? t('unknown') : points(difference),
      });
    },
    count: f.compact,
    edgeLabel: (edge) => {
      const row = byKey.get(differenceKey(edge));
      const group = groupOf(row);
      return group ? `${styles[group].sign} ${points(row?.difference ?? 0)}` : '';
    },
  };
  const title = t('compareTitle', names);
  const facts = t('compareFacts', {
    a: names.a,
    b: names.b,
    casesA: answer.a.cases,
    casesB: answer.b.cases,
  });
  const legend = [
    { group: 'a', name: names.a },
    { group: 'b', name: names.b },
  ] as const;
  return (
    <>
      <Card>
        <Group gap="lg" align="flex-end">
          <ShareSliders shares={shares} setFilter={setFilter} />
          {legend.map(({ group, name }) => (
            <Group key={group} gap={6} wrap="nowrap">
              <GroupMark group={group} scheme={scheme} />
              <Text size="sm">{t('moreIn', { name })}</Text>
            </Group>
          ))}
          <Group gap={6} wrap="nowrap">
            <UnclearMark scheme={scheme} />
            <Text size="sm">{t('unclear')}</Text>
          </Group>
        </Group>
        <Text size="xs" c="dimmed" mt="sm" role="status">
          {t('compareCounts', {
            clear,
            known,
            chance: Math.round(known * 0.05),
            hidden: clear - drawn.filter((r) => r.clear).length,
          })}
        </Text>
      </Card>
      <ChartCard
        interactive
        title={title}
        subtitle={facts}
        alt={t('compareAlt', { a: names.a, b: names.b, paths: drawn.length, clear })}
        height={height}
        rows={drawn}
        columns={columns}
        rowKey={differenceKey}
        fileName="process-compare-map"
        image={(type) =>
          layout
            ? svgImage(
                <MapDrawing layout={layout} scheme={scheme} words={words} styleOf={styleOf} />,
                layout,
                type,
                {
                  title,
                  subtitle: `${styles.a.sign} ${t('moreIn', { name: names.a })} · ${styles.b.sign} ${t('moreIn', { name: names.b })} · ${facts}`,
                },
                scheme,
              )
            : Promise.reject(new Error(t('imageFailed')))
        }
      >
        {layout ? (
          <MapCanvas layout={layout} height={height}>
            <MapDrawing
              layout={layout}
              scheme={scheme}
              words={words}
              styleOf={styleOf}
              onEdge={({ from, to }) =>
                onPoint({
                  title: stepName({ from, to }),
                  selector: { kind: 'edge', from, to },
                })
              }
              onNode={({ name }) =>
                name !== null &&
                onPoint({ title: name, selector: { kind: 'activity', event: name } })
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
