import { sankeyLinkHorizontal, sankey as sankeyOf } from 'd3-sankey';
import type { ProcessSankey } from '@/lib/contracts/process';
import type { SankeyDirection, StepKind } from '@/lib/domain/process/sankey';

export interface PlacedStep {
  readonly step: number;
  readonly kind: StepKind;
  readonly event: string | null;
  readonly cases: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Letters of its name that fit beside it. */
  readonly nameLetters: number;
}

export interface PlacedFlow {
  readonly source: number;
  readonly target: number;
  readonly cases: number;
  /** Centre line as an SVG path, and how thick it is. */
  readonly path: string;
  readonly width: number;
}

export interface SankeyLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedStep[];
  readonly links: readonly PlacedFlow[];
  /** Left edge of the nodes of each step, and of each step's heading. */
  readonly columns: readonly number[];
}

const NODE_WIDTH = 14;
const GAP = 18;
const HEAD = 30;
const FOOT = 8;
/** Of a node, with the room for its name to the next step. */
const SMALLEST_COLUMN = 150;
/** Room for the names of the last step's nodes. */
const LABEL = 150;
/** The share behind a name, and gaps. */
const BESIDE_NAME = 60;
const PX_PER_LETTER = 7;

/** Smallest height in which every node of the fullest step keeps its name. */
export function sankeyHeight(sankey: ProcessSankey, least: number): number {
  const counts = new Map<number, number>();
  for (const { step } of sankey.nodes) counts.set(step, (counts.get(step) ?? 0) + 1);
  return Math.max(least, HEAD + FOOT + Math.max(0, ...counts.values()) * (GAP + 12));
}

/**
 * Nodes and links placed by d3-sankey, a column for each step; `before` runs towards the chosen event at the right.
 * Within a step the order is the answer's: events by cases, then other, then end, so ends gather below.
 * @param width pixels to fill; a diagram of many steps takes more
 */
export function layoutSankey(
  { nodes, links }: ProcessSankey,
  direction: SankeyDirection,
  width: number,
  height: number,
): SankeyLayout {
  const steps = Math.max(0, ...nodes.map((n) => n.step));
  const full = Math.max(width, steps * SMALLEST_COLUMN + LABEL + NODE_WIDTH);
  if (links.length === 0 && nodes.length === 0)
    return { width: full, height, nodes: [], links: [], columns: [] };
  const graph = sankeyOf<{ step: number; order: number }, object>()
    .nodeWidth(NODE_WIDTH)
    .nodePadding(GAP)
    .nodeAlign((node) => node.step)
    .nodeSort((a, b) => a.order - b.order)
    .extent([
      [0, HEAD],
      [full - LABEL, height - FOOT],
    ])({
    // The layout writes into what it is given.
    nodes: nodes.map(({ step, cases }, order) => ({ step, order, fixedValue: cases })),
    links: links.map(({ source, target, cases }) => ({ source, target, value: cases })),
  });
  const back = direction === 'before';
  const mirrored = (x: number) => (back ? full - x : x);
  const line = sankeyLinkHorizontal<(typeof graph.nodes)[number], (typeof graph.links)[number]>()
    .source((link) => [
      mirrored(typeof link.source === 'object' ? (link.source.x1 ?? 0) : 0),
      link.y0 ?? 0,
    ])
    .target((link) => [
      mirrored(typeof link.target === 'object' ? (link.target.x0 ?? 0) : 0),
      link.y1 ?? 0,
    ]);
  const apart = steps > 0 ? (full - LABEL - NODE_WIDTH) / steps - NODE_WIDTH : LABEL;
  const placed = nodes.map((node, i) => {
    const room = node.step === steps ? LABEL : apart;
    const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = graph.nodes[i] ?? {};
    return {
      ...node,
      x: back ? full - x1 : x0,
      y: y0,
      width: x1 - x0,
      height: Math.max(1, y1 - y0),
      nameLetters: Math.max(6, Math.floor((room - BESIDE_NAME) / PX_PER_LETTER)),
    };
  });
  const columns = Array.from(
    { length: steps + 1 },
    (_, step) => placed.find((n) => n.step === step)?.x ?? 0,
  );
  return {
    width: full,
    height,
    nodes: placed,
    links: links.map((link, i) => {
      const at = graph.links[i];
      return { ...link, path: (at && line(at)) ?? '', width: Math.max(1, at?.width ?? 1) };
    }),
    columns,
  };
}
