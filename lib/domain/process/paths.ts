import type { ProcessGraph } from './graph';

/** A step of the graph with both ends of a case as places of their own: null is the start (as `from`) or end (as `to`). */
export interface Step {
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
}

/** All edges with the starts and ends, most frequent first (the graph's order breaks ties). */
export function allSteps(graph: ProcessGraph): Step[] {
  const steps: Step[] = graph.edges.map(({ from, to, count }) => ({ from, to, count }));
  for (const a of graph.activities) {
    if (a.starts > 0) steps.push({ from: null, to: a.name, count: a.starts });
    if (a.ends > 0) steps.push({ from: a.name, to: null, count: a.ends });
  }
  // A stable sort: equal counts keep the order above, which does not depend on the machine.
  return steps.sort((a, b) => b.count - a.count);
}

interface Best {
  readonly hidden: number;
  readonly width: number;
  readonly via: Step | undefined;
}

/**
 * The widest way to every activity from the start of cases, or (`backwards`) from every activity to their end: the way
 * through the fewest activities outside `kept`, and among those the one whose rarest step is the most frequent.
 * Dijkstra's algorithm on (hidden activities, -width), which both only worsen along a way.
 * Cost: activities^2 + steps; an activity list is at most some hundreds long.
 * @returns for each reachable activity the step by which it is reached
 */
export function widestWays(
  graph: ProcessGraph,
  steps: readonly Step[],
  kept: ReadonlySet<string>,
  backwards: boolean,
): Map<string, Step> {
  const near = (s: Step) => (backwards ? s.to : s.from);
  const far = (s: Step) => (backwards ? s.from : s.to);
  const leaving = new Map<string | null, Step[]>();
  for (const step of steps) {
    const list = leaving.get(near(step)) ?? [];
    list.push(step);
    leaving.set(near(step), list);
  }
  const best = new Map<string, Best>();
  const done = new Set<string>();
  const relax = (from: string | null, at: Best) => {
    for (const step of leaving.get(from) ?? []) {
      const name = far(step);
      if (name === null || done.has(name)) continue;
      const hidden = at.hidden + (kept.has(name) ? 0 : 1);
      const width = Math.min(at.width, step.count);
      const known = best.get(name);
      if (!known || hidden < known.hidden || (hidden === known.hidden && width > known.width))
        best.set(name, { hidden, width, via: step });
    }
  };
  relax(null, { hidden: 0, width: Number.POSITIVE_INFINITY, via: undefined });
  for (;;) {
    let next: string | undefined;
    let nextBest: Best | undefined;
    for (const { name } of graph.activities) {
      const candidate = best.get(name);
      if (!candidate || done.has(name)) continue;
      if (
        !nextBest ||
        candidate.hidden < nextBest.hidden ||
        (candidate.hidden === nextBest.hidden && candidate.width > nextBest.width)
      ) {
        next = name;
        nextBest = candidate;
      }
    }
    if (next === undefined || nextBest === undefined) break;
    done.add(next);
    relax(next, nextBest);
  }
  const ways = new Map<string, Step>();
  for (const [name, { via }] of best) if (via) ways.set(name, via);
  return ways;
}
