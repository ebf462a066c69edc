import { Graph, layout } from '@dagrejs/dagre';
import type { SimplifiedGraph } from '@/lib/domain/process/simplify';

export interface PlacedNode {
  /** null = start or end of cases. */
  readonly name: string | null;
  readonly id: string;
  readonly kind: 'start' | 'end' | 'activity';
  readonly count: number;
  /** Centre, in the drawing's units. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  readonly medianSeconds: number | null;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Centre of the label. */
  readonly x: number;
  readonly y: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const NODE = { width: 150, height: 44 };
const END = { width: 26, height: 26 };
const LABEL = { width: 62, height: 18 };

/** A name that no activity has: names begin with "a:", the two ends do not. */
const idOf = (name: string | null, end: 'start' | 'end') => (name === null ? end : `a:${name}`);

/** Layers from the start of cases down to their end (Sugiyama's method as in dagre). Pure; same graph, same places. */
export function layoutMap(graph: SimplifiedGraph): MapLayout {
  const g = new Graph({ multigraph: true });
  g.setGraph({ rankdir: 'TB', nodesep: 34, ranksep: 68, edgesep: 14, marginx: 64, marginy: 16 });
  g.setDefaultEdgeLabel(() => ({}));
  const nodes: Omit<PlacedNode, 'x' | 'y'>[] = graph.activities.map((a) => ({
    id: idOf(a.name, 'start'),
    name: a.name,
    kind: 'activity',
    count: a.count,
    ...NODE,
  }));
  for (const kind of ['start', 'end'] as const)
    if (graph.activities.length > 0)
      nodes.push({ id: kind, name: null, kind, count: graph.cases, ...END });
  for (const { id, width, height } of nodes) g.setNode(id, { width, height });
  const steps = [
    ...graph.starts.map((s) => ({
      from: null,
      to: s.activity,
      count: s.count,
      medianSeconds: null,
    })),
    ...graph.edges.map(({ from, to, count, medianSeconds }) => ({
      from,
      to,
      count,
      medianSeconds,
    })),
    ...graph.ends.map((s) => ({ from: s.activity, to: null, count: s.count, medianSeconds: null })),
  ];
  const most = Math.max(1, ...steps.map((s) => s.count));
  for (const { from, to, count } of steps) {
    // Drawn at the side of its activity; it asks nothing of the layers.
    if (from === to) continue;
    g.setEdge(idOf(from, 'start'), idOf(to, 'end'), {
      ...LABEL,
      labelpos: 'c',
      // Frequent paths are kept short and straight.
      weight: 1 + Math.round((9 * count) / most),
    });
  }
  layout(g);
  const size = g.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    nodes: nodes.map((node) => {
      const { x, y } = g.node(node.id);
      return { ...node, x: x ?? 0, y: y ?? 0 };
    }),
    edges: steps.map((step) => {
      const [v, w] = [idOf(step.from, 'start'), idOf(step.to, 'end')];
      if (v === w)
        return { ...step, id: JSON.stringify([step.from, step.to]), ...loopAt(g.node(v)) };
      const placed = g.edge(v, w);
      return {
        ...step,
        id: JSON.stringify([step.from, step.to]),
        points: placed.points ?? [],
        x: placed.x ?? 0,
        y: placed.y ?? 0,
      };
    }),
  };
}

/** Out of the right side and back in, with the label beyond. */
function loopAt({ x = 0, y = 0 }: { x?: number; y?: number }) {
  const side = x + NODE.width / 2;
  const points = [
    { x: side, y: y - 10 },
    { x: side + 26, y: y - 14 },
    { x: side + 26, y: y + 14 },
    { x: side, y: y + 10 },
  ];
  return { points, x: side + 22, y };
}

/** Through the middles between points, so that the line bends softly. */
export function edgePath(points: MapLayout['edges'][number]['points']): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  let d = `M${first.x},${first.y}`;
  for (let i = 0; i < rest.length - 1; i++) {
    const [a, b] = [rest[i], rest[i + 1]];
    if (a && b) d += ` Q${a.x},${a.y} ${(a.x + b.x) / 2},${(a.y + b.y) / 2}`;
  }
  return `${d} L${last.x},${last.y}`;
}

/** Line width in units: grows with the square root, from 1 to 9. */
export const edgeWidth = (count: number, most: number): number =>
  1 + 8 * Math.sqrt(count / Math.max(1, most));
