import type { ProcessSankey } from '@/lib/contracts/process';

/** A node or link of the diagram, by its position in the answer. */
export interface SankeyMark {
  readonly kind: 'node' | 'link';
  readonly at: number;
}

type Way = 'on' | 'back' | 'up' | 'down';

/**
 * Where an arrow key leads: along the flow from a node into its largest link and on to that link's node, back the same
 * way, up and down among the nodes of a step or the links of a node. The mark itself where there is nothing.
 */
export function nextMark(
  { nodes, links }: ProcessSankey,
  { kind, at }: SankeyMark,
  way: Way,
): SankeyMark {
  const here = { kind, at };
  const link = links[at];
  if (kind === 'link') {
    if (!link) return here;
    if (way === 'on') return { kind: 'node', at: link.target };
    if (way === 'back') return { kind: 'node', at: link.source };
    const siblings = positions(links, (l) => l.source === link.source);
    return { kind, at: neighbour(siblings, at, way) };
  }
  const step = nodes[at]?.step;
  if (way === 'up' || way === 'down')
    return {
      kind,
      at: neighbour(
        positions(nodes, (n) => n.step === step),
        at,
        way,
      ),
    };
  const next = positions(links, (l) => (way === 'on' ? l.source : l.target) === at);
  const [first, ...rest] = next;
  if (first === undefined) return here;
  const cases = (i: number) => links[i]?.cases ?? 0;
  return { kind: 'link', at: rest.reduce((best, i) => (cases(i) > cases(best) ? i : best), first) };
}

const positions = <T>(items: readonly T[], fits: (item: T) => boolean): number[] =>
  items.flatMap((item, i) => (fits(item) ? [i] : []));

const neighbour = (among: readonly number[], at: number, way: 'up' | 'down'): number =>
  among[among.indexOf(at) + (way === 'down' ? 1 : -1)] ?? at;

/** The cases that pass a mark, wherever they go and come from: how many at each node and on each link. */
export function flowThrough(
  { nodes, links, paths }: ProcessSankey,
  mark: SankeyMark,
): { readonly nodes: Float64Array; readonly links: Float64Array } {
  const place = new Map(links.map((link, i) => [`${link.source} ${link.target}`, i]));
  const flow = { nodes: new Float64Array(nodes.length), links: new Float64Array(links.length) };
  const link = mark.kind === 'link' ? links[mark.at] : undefined;
  for (const path of paths) {
    const passes = link
      ? path.nodes.some((n, i) => n === link.source && path.nodes[i + 1] === link.target)
      : path.nodes.includes(mark.at);
    if (!passes) continue;
    path.nodes.forEach((node, i) => {
      flow.nodes[node] = (flow.nodes[node] ?? 0) + path.cases;
      const next = path.nodes[i + 1];
      const at = next === undefined ? undefined : place.get(`${node} ${next}`);
      if (at !== undefined) flow.links[at] = (flow.links[at] ?? 0) + path.cases;
    });
  }
  return flow;
}
