import { byName } from './graph';

export const SANKEY_DIRECTIONS = ['after', 'before'] as const;
export type SankeyDirection = (typeof SANKEY_DIRECTIONS)[number];

/** What happens at one step: an event, one of the rare events folded together, or the end of the case. */
export const STEP_KINDS = ['event', 'other', 'end'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/**
 * Cases that take the same way: `steps[0]` is the chosen event (or the first of the case), then what follows it, or with
 * direction `before` what preceded it, nearest first. null = the case is over (before: had not begun); only nulls follow.
 */
export interface StepPath {
  readonly steps: readonly (string | null)[];
  readonly cases: number;
}

/** Cases with `event` at `step`; the chosen event itself is step 0. */
export interface StepCount {
  readonly step: number;
  readonly event: string;
  readonly cases: number;
}

/** Which events keep their name at each step; all others there are folded into "other". */
export type KeptEvents = readonly ReadonlySet<string>[];

/**
 * The folding rule: an event keeps its name at a step when at least `minShare` of all cases have it there. A chosen event
 * always does: all cases have it at step 0.
 * @param total cases at step 0
 * @param lastStep k: the number of steps after the chosen event
 * @throws RangeError for a share outside [0, 1] or a last step that is not a positive integer
 */
export function keptEvents(
  counts: readonly StepCount[],
  total: number,
  lastStep: number,
  minShare: number,
): KeptEvents {
  if (!(minShare >= 0 && minShare <= 1))
    throw new RangeError(`minShare must lie in [0, 1], got ${minShare}`);
  if (!(Number.isInteger(lastStep) && lastStep > 0))
    throw new RangeError(`lastStep must be a positive integer, got ${lastStep}`);
  const kept = Array.from({ length: lastStep + 1 }, () => new Set<string>());
  for (const { step, event, cases } of counts)
    if (cases >= minShare * total) kept[step]?.add(event);
  return kept;
}

export interface SankeyNode {
  readonly step: number;
  readonly kind: StepKind;
  /** The event's name; null for other and end. */
  readonly event: string | null;
  readonly cases: number;
}

export interface SankeyLink {
  /** Positions in `nodes`. */
  readonly source: number;
  readonly target: number;
  readonly cases: number;
}

export interface SankeyPath {
  /** Positions in `nodes`, from step 0 to the last step or the end. */
  readonly nodes: readonly number[];
  readonly cases: number;
}

/**
 * Cases drawn as a flow. At every step `cases` = what is still going on + what ended before; every node but the first
 * step's, the last step's and the ends has as much flowing out as in.
 */
export interface Sankey {
  readonly cases: number;
  /** Ordered by step; within a step events by cases, then other, then end. */
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
  /** Whole ways, most cases first: what a hover over a link highlights. */
  readonly paths: readonly SankeyPath[];
}

/**
 * Folds paths and adds them up into nodes and links. An end is drawn once, at the step where the case is over.
 * Paths that are already folded by the same `kept` give the same result, with "other" as any name that is not kept.
 * @throws RangeError when paths differ in length from `kept`, or go on after their end
 */
export function buildSankey(paths: readonly StepPath[], kept: KeptEvents): Sankey {
  const nodes = new NodeTable(kept);
  const folded = new Map<string, { found: FoundNode[]; cases: number }>();
  for (const path of paths) {
    checkPath(path, kept.length);
    const found: FoundNode[] = [];
    let key = '';
    for (let step = 0; step < path.steps.length; step++) {
      const node = nodes.find(step, path.steps[step] ?? null);
      node.cases += path.cases;
      found.push(node);
      key += `${node.id} `;
      if (node.kind === 'end') break;
    }
    const whole = folded.get(key);
    if (whole) whole.cases += path.cases;
    else folded.set(key, { found, cases: path.cases });
  }
  const ordered = nodes.all.toSorted(compareNodes);
  const position = new Int32Array(ordered.length);
  ordered.forEach((node, i) => {
    position[node.id] = i;
  });
  const whole = [...folded.values()].map(({ found, cases }) => ({
    nodes: found.map((node) => position[node.id] ?? -1),
    cases,
  }));
  return {
    cases: paths.reduce((n, p) => n + p.cases, 0),
    nodes: ordered.map(({ step, kind, event, cases }) => ({ step, kind, event, cases })),
    links: linksOf(whole),
    paths: whole.sort((a, b) => b.cases - a.cases || byPositions(a.nodes, b.nodes)),
  };
}

interface FoundNode {
  readonly id: number;
  readonly step: number;
  readonly kind: StepKind;
  readonly event: string | null;
  cases: number;
}

/** Nodes by step and name, numbered as they are met. */
class NodeTable {
  readonly all: FoundNode[] = [];
  private readonly named: Map<string, FoundNode>[];
  private readonly other: (FoundNode | undefined)[] = [];
  private readonly end: (FoundNode | undefined)[] = [];

  constructor(private readonly kept: KeptEvents) {
    this.named = kept.map(() => new Map());
  }

  find(step: number, event: string | null): FoundNode {
    if (event === null) {
      this.end[step] ??= this.add(step, 'end', null);
      return this.end[step];
    }
    if (!this.kept[step]?.has(event)) {
      this.other[step] ??= this.add(step, 'other', null);
      return this.other[step];
    }
    const known = this.named[step]?.get(event);
    if (known) return known;
    const node = this.add(step, 'event', event);
    this.named[step]?.set(event, node);
    return node;
  }

  private add(step: number, kind: StepKind, event: string | null): FoundNode {
    const node = { id: this.all.length, step, kind, event, cases: 0 };
    this.all.push(node);
    return node;
  }
}

/** Lexicographic, shorter first. */
function byPositions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function checkPath({ steps, cases }: StepPath, length: number): void {
  if (steps.length !== length)
    throw new RangeError(`a path must have ${length} steps, got ${steps.length}`);
  if (!(Number.isInteger(cases) && cases > 0))
    throw new RangeError(`a path's cases must be a positive integer, got ${cases}`);
  const end = steps.indexOf(null);
  if (end === 0 || (end > 0 && steps.slice(end).some((s) => s !== null)))
    throw new RangeError(
      `a path must begin with an event and stay ended, got ${JSON.stringify(steps)}`,
    );
}

const KIND_ORDER: Record<StepKind, number> = { event: 0, other: 1, end: 2 };

const compareNodes = (a: SankeyNode, b: SankeyNode): number =>
  a.step - b.step ||
  KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
  b.cases - a.cases ||
  byName(a.event ?? '', b.event ?? '');

function linksOf(paths: readonly SankeyPath[]): SankeyLink[] {
  const links = new Map<string, { source: number; target: number; cases: number }>();
  for (const { nodes, cases } of paths) {
    for (let i = 1; i < nodes.length; i++) {
      const source = nodes[i - 1] ?? -1;
      const target = nodes[i] ?? -1;
      const key = `${source} ${target}`;
      const link = links.get(key) ?? { source, target, cases: 0 };
      link.cases += cases;
      links.set(key, link);
    }
  }
  return [...links.values()].sort((a, b) => a.source - b.source || a.target - b.target);
}

/** Cases at one step, as a condition that a query can answer again: which celebs are behind this link? */
export interface StepCondition {
  readonly step: number;
  readonly kind: StepKind;
  /** kind event: the event; kind other: none of these. */
  readonly events: readonly string[];
}

/**
 * Conditions that exactly the cases of a link meet. For a node give the node alone.
 * @throws RangeError when a position is not in the diagram
 */
export function linkConditions(
  sankey: Sankey,
  kept: KeptEvents,
  positions: readonly number[],
): StepCondition[] {
  return positions.map((position) => {
    const node = sankey.nodes[position];
    if (!node) throw new RangeError(`the diagram has no node ${position}`);
    const { step, kind, event } = node;
    const events =
      kind === 'event' ? [event ?? ''] : kind === 'other' ? [...(kept[step] ?? [])] : [];
    return { step, kind, events: events.sort(byName) };
  });
}
