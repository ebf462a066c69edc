'use client';
import { Anchor, Box, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ProcessSankey } from '@/lib/contracts/process';
import { linkConditions } from '@/lib/domain/process/sankey';
import type { Pointed } from './behind-drawer';
import { markId, SankeyDrawing, type SankeyWords } from './sankey-drawing';
import { layoutSankey, sankeyHeight } from './sankey-layout';
import { flowThrough, nextMark, type SankeyMark } from './sankey-marks';
import type { ProcessFilterState } from './use-process-filter';

const LEAST_HEIGHT = 460;
/** The line above the diagram that says what is pointed at. */
const LINE = 40;
const EXPORT_WIDTH = 1200;

interface Props {
  readonly sankey: ProcessSankey;
  readonly filter: ProcessFilterState;
  readonly onPoint: (pointed: Pointed) => void;
}

type Node = ProcessSankey['nodes'][number];
interface LinkRow {
  readonly at: number;
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  readonly share: number;
  readonly shareOfFrom: number;
}
const linkKey = (row: LinkRow) => String(row.at);

/** The flow of cases, step by step: diagram, table, celebs behind each part. */
export function SankeyCard({ sankey, filter, onPoint }: Props) {
  const t = useTranslations('process');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const [active, setActive] = useState<SankeyMark | null>(null);
  const [reachable, setReachable] = useState<SankeyMark>({ kind: 'node', at: 0 });
  const { direction } = filter;
  const { nodes, links, cases } = sankey;
  const height = sankeyHeight(sankey, LEAST_HEIGHT);
  const layout = useMemo(
    () => layoutSankey(sankey, direction, width, height),
    [sankey, direction, width, height],
  );
  // A mark of the answer before may not exist any more.
  const exists = (mark: SankeyMark) => mark.at < (mark.kind === 'node' ? nodes : links).length;
  const mark = active && exists(active) ? active : null;
  const flow = useMemo(() => (mark ? flowThrough(sankey, mark) : undefined), [sankey, mark]);

  const { nameOf, linkName, told } = useMemo(() => {
    const nameOf = (node: Node | undefined) => {
      if (node?.kind === 'event') return node.event ?? '';
      return t(node?.kind === 'end' ? (direction === 'after' ? 'end' : 'start') : 'other');
    };
    const linkName = (link: { source: number; target: number }) => {
      const [from, to] = [nameOf(nodes[link.source]), nameOf(nodes[link.target])];
      return t('edgeName', direction === 'after' ? { from, to } : { from: to, to: from });
    };
    const told = (name: string, n: number) =>
      t('sankeyMark', { name, cases: f.integer(n), share: f.percent(n / Math.max(1, cases)) });
    return { nameOf, linkName, told };
  }, [t, f, direction, nodes, cases]);
  const share = (part: number) => f.percent(part / Math.max(1, cases));
  const words: SankeyWords = {
    step: (step) => t(step === 0 ? 'stepChosen' : `stepOf.${direction}`, { step }),
    name: nameOf,
    share: (node) => share(node.cases),
    node: (node) => t('openMark', { mark: told(nameOf(node), node.cases) }),
    link: (link) => t('openMark', { mark: told(linkName(link), link.cases) }),
  };
  const { event: chosen, steps } = filter;
  const open = useCallback(
    ({ kind, at }: SankeyMark) => {
      const link = kind === 'link' ? sankey.links[at] : undefined;
      const conditions = linkConditions(
        sankey,
        sankey.kept.map((events) => new Set(events)),
        link ? [link.source, link.target] : [at],
      ).map((c) => ({ ...c, events: [...c.events] }));
      onPoint({
        title: link ? linkName(link) : nameOf(sankey.nodes[at]),
        selector: { kind: 'path', event: chosen || null, direction, steps, conditions },
      });
    },
    [sankey, chosen, direction, steps, onPoint, linkName, nameOf],
  );
  const onKey = (at: SankeyMark, event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(at);
      return;
    }
    const right = direction === 'after' ? 'on' : 'back';
    const left = direction === 'after' ? 'back' : 'on';
    const ways = { ArrowRight: right, ArrowLeft: left, ArrowUp: 'up', ArrowDown: 'down' } as const;
    const way = event.key in ways ? ways[event.key as keyof typeof ways] : undefined;
    if (!way) return;
    event.preventDefault();
    const next = nextMark(sankey, at, way);
    setReachable(next);
    document.getElementById(markId(next))?.focus();
  };
  const rows: LinkRow[] = useMemo(
    () =>
      links.map((link, at) => ({
        at,
        step: (nodes[link.source]?.step ?? 0) + 1,
        from: nameOf(nodes[link.source]),
        to: nameOf(nodes[link.target]),
        cases: link.cases,
        share: link.cases / Math.max(1, cases),
        shareOfFrom: link.cases / Math.max(1, nodes[link.source]?.cases ?? 0),
      })),
    [links, nodes, cases, nameOf],
  );
  const columns = useMemo(
    (): Column<LinkRow>[] => [
      { key: 'step', label: t('step'), value: (r) => r.step, numeric: true },
      { key: 'from', label: t(direction === 'after' ? 'from' : 'to'), value: (r) => r.from },
      { key: 'to', label: t(direction === 'after' ? 'to' : 'from'), value: (r) => r.to },
      {
        key: 'cases',
        label: t('cases'),
        value: (r) => r.cases,
        cell: (r) => (
          <Anchor
            component="button"
            size="sm"
            aria-label={t('openMark', { mark: `${r.from} – ${r.to}, ${f.integer(r.cases)}` })}
            onClick={() => open({ kind: 'link', at: r.at })}
          >
            {f.integer(r.cases)}
          </Anchor>
        ),
        numeric: true,
      },
      numberColumn('share', t('share'), (r) => r.share, f.percent),
      numberColumn('shareOfFrom', t('shareOfStep'), (r) => r.shareOfFrom, f.percent),
    ],
    [t, f, direction, open],
  );
  const event = chosen || t(`anchor.${direction}`);
  const title = t(`sankeyTitle.${direction}`, { event, steps });
  const covered = sankey.paths.reduce((n, p) => n + p.cases, 0);
  const subtitle = [
    t('sankeyFacts', { cases, paths: sankey.totalPaths }),
    ...(sankey.paths.length < sankey.totalPaths
      ? [t('sankeyCovered', { paths: sankey.paths.length, share: share(covered) })]
      : []),
  ].join(' · ');
  const pointedNode = mark?.kind === 'node' ? nodes[mark.at] : undefined;
  const pointedLink = mark?.kind === 'link' ? links[mark.at] : undefined;
  const line = pointedNode
    ? told(nameOf(pointedNode), pointedNode.cases)
    : pointedLink
      ? told(linkName(pointedLink), pointedLink.cases)
      : t('sankeyHelp');
  return (
    <ChartCard
      interactive
      title={title}
      subtitle={subtitle}
      alt={t('sankeyAlt', { title, cases: f.integer(cases), links: links.length })}
      height={height + LINE}
      rows={rows}
      columns={columns}
      rowKey={linkKey}
      fileName="process-sankey"
      image={(type) => {
        const size = layoutSankey(sankey, direction, EXPORT_WIDTH, height);
        const drawing = (
          <SankeyDrawing layout={size} direction={direction} scheme={scheme} words={words} />
        );
        return svgImage(drawing, size, type, { title, subtitle }, scheme);
      }}
    >
      <Text size="xs" c={mark ? undefined : 'dimmed'} fw={mark ? 600 : 400} h={LINE} lineClamp={2}>
        {line}
      </Text>
      <Box
        ref={ref}
        tabIndex={width > 0 && layout.width > width ? 0 : undefined}
        role="group"
        aria-label={t('tabs.sankey')}
        style={{ overflowX: 'auto', overflowY: 'hidden' }}
      >
        {width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={layout.width} height={layout.height} style={{ display: 'block' }}>
            <SankeyDrawing
              layout={layout}
              direction={direction}
              scheme={scheme}
              words={words}
              flow={flow}
              hands={{
                onPress: open,
                onPoint: setActive,
                onKey,
                reachable: exists(reachable) ? reachable : { kind: 'node', at: 0 },
              }}
            />
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
