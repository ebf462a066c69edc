import type { Activity, Edge, ProcessGraph } from './graph';
import { allSteps, type Step, widestWays } from './paths';

export interface SimplifyOptions {
  /** Share of the activities to show, most frequent first, in [0, 1]; at least one is shown. Default 1. */
  readonly activities?: number;
  /** Share of the paths (edges, starts and ends) between shown activities, most frequent first, in [0, 1]. Default 1. */
  readonly paths?: number;
}

/** Why something is on the map: frequent enough for the slider, or needed to keep the map in one piece. */
export type ShownBecause = 'frequent' | 'connects';

export interface ShownActivity extends Activity {
  readonly because: ShownBecause;
  /** Events of this activity reached, or left, over paths that are not shown. */
  readonly hiddenIn: number;
  readonly hiddenOut: number;
}
export interface ShownEdge extends Edge {
  readonly because: ShownBecause;
}
export interface ShownEnd {
  readonly activity: string;
  readonly count: number;
  readonly because: ShownBecause;
}

/** `share` is that of the whole graph's events, or transitions (edges, starts and ends counted). */
export interface Hidden {
  readonly activities: number;
  readonly events: number;
  readonly eventShare: number;
  readonly paths: number;
  readonly transitions: number;
  readonly transitionShare: number;
}

export interface SimplifiedGraph {
  readonly cases: number;
  readonly events: number;
  readonly activities: readonly ShownActivity[];
  readonly edges: readonly ShownEdge[];
  readonly starts: readonly ShownEnd[];
  readonly ends: readonly ShownEnd[];
  readonly hidden: Hidden;
}

/**
 * Answers: what does the map look like with the rare things left out?
 *
 * The two sliders of the fuzzy miner's descendants (Guenther and van der Aalst 2007): the most frequent activities, then
 * the most frequent paths between them. As in pm4py's and bupaR's path filters every number stays that of the whole log:
 * a path is never drawn around a hidden activity, because then it would no longer mean "directly follows".
 *
 * The map stays in one piece: each shown activity keeps one way from the start of cases and one to their end, the one
 * through the fewest hidden activities and with the most frequent rarest step. What only stands there for that reason is
 * marked `connects`, hidden activities on such a way included. Moving the activities slider up never takes an activity
 * away, moving the paths slider up never a path.
 * @throws RangeError for a share outside [0, 1]
 */
export function simplifyGraph(graph: ProcessGraph, options: SimplifyOptions = {}): SimplifiedGraph {
  const activityShare = share('activities', options.activities ?? 1);
  const pathShare = share('paths', options.paths ?? 1);
  const steps = allSteps(graph);
  const frequent = new Set(
    graph.activities
      .slice(0, leading(activityShare, graph.activities.length, 1))
      .map((a) => a.name),
  );
  const backbone = connect(graph, steps, frequent);
  const names = new Set([...frequent, ...backbone.activities]);
  const between = steps.filter(
    (s) => (s.from === null || frequent.has(s.from)) && (s.to === null || frequent.has(s.to)),
  );
  const shown = new Map<string, ShownBecause>();
  for (const step of backbone.steps) shown.set(stepKey(step), 'connects');
  for (const step of between.slice(0, leading(pathShare, between.length, 0)))
    shown.set(stepKey(step), 'frequent');
  return summarise(graph, steps, frequent, names, shown);
}

/** What fits on a screen and can be followed by eye. */
const READABLE = { activities: 12, paths: 30 };

/**
 * The sliders' first position: a map of at most 12 activities and 30 paths (some more where they connect it), whole when
 * the log has no more than that.
 */
export function defaultShares(graph: ProcessGraph): Required<SimplifyOptions> {
  const activities = Math.min(1, READABLE.activities / Math.max(1, graph.activities.length));
  const shown = new Set(graph.activities.slice(0, READABLE.activities).map((a) => a.name));
  const between = allSteps(graph).filter(
    (s) => (s.from === null || shown.has(s.from)) && (s.to === null || shown.has(s.to)),
  ).length;
  return { activities, paths: Math.min(1, READABLE.paths / Math.max(1, between)) };
}

function share(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must lie in [0, 1], got ${value}`);
  return value;
}

/** How many of `n` a share means; the small term keeps 0.1 x 30 from becoming 4. */
const leading = (part: number, n: number, least: number): number =>
  Math.max(Math.min(least, n), Math.ceil(part * n - 1e-9));

const stepKey = (step: { from: string | null; to: string | null }): string =>
  JSON.stringify([step.from, step.to]);

/** One way from the start and one to the end for each frequent activity: the steps, and all activities on them. */
function connect(graph: ProcessGraph, steps: readonly Step[], frequent: ReadonlySet<string>) {
  const activities = new Set<string>();
  const used: Step[] = [];
  for (const backwards of [false, true]) {
    const ways = widestWays(graph, steps, frequent, backwards);
    const walked = new Set<string>();
    for (const name of frequent) {
      for (let at: string | null = name; at !== null && !walked.has(at); ) {
        walked.add(at);
        activities.add(at);
        const step: Step | undefined = ways.get(at);
        if (!step) break;
        used.push(step);
        at = backwards ? step.to : step.from;
      }
    }
  }
  return { activities, steps: used };
}

function summarise(
  graph: ProcessGraph,
  steps: readonly Step[],
  frequent: ReadonlySet<string>,
  names: ReadonlySet<string>,
  shown: ReadonlyMap<string, ShownBecause>,
): SimplifiedGraph {
  const hiddenSteps = steps.filter((s) => !shown.has(stepKey(s)));
  const hiddenIn = new Map<string, number>();
  const hiddenOut = new Map<string, number>();
  for (const { from, to, count } of hiddenSteps) {
    if (to !== null) hiddenIn.set(to, (hiddenIn.get(to) ?? 0) + count);
    if (from !== null) hiddenOut.set(from, (hiddenOut.get(from) ?? 0) + count);
  }
  const activities = graph.activities
    .filter((a) => names.has(a.name))
    .map((a) => ({
      ...a,
      because: frequent.has(a.name) ? ('frequent' as const) : ('connects' as const),
      hiddenIn: hiddenIn.get(a.name) ?? 0,
      hiddenOut: hiddenOut.get(a.name) ?? 0,
    }));
  const edges = graph.edges.flatMap((e) => {
    const because = shown.get(stepKey(e));
    return because ? [{ ...e, because }] : [];
  });
  const end = (
    activity: string,
    count: number,
    step: { from: string | null; to: string | null },
  ) => {
    const because = shown.get(stepKey(step));
    return because ? [{ activity, count, because }] : [];
  };
  const events = graph.events - activities.reduce((n, a) => n + a.count, 0);
  const transitions = hiddenSteps.reduce((n, s) => n + s.count, 0);
  return {
    cases: graph.cases,
    events: graph.events,
    activities,
    edges,
    starts: activities.flatMap((a) => end(a.name, a.starts, { from: null, to: a.name })),
    ends: activities.flatMap((a) => end(a.name, a.ends, { from: a.name, to: null })),
    hidden: {
      activities: graph.activities.length - activities.length,
      events,
      eventShare: graph.events === 0 ? 0 : events / graph.events,
      paths: hiddenSteps.length,
      transitions,
      // Every event is entered once and every case ended once.
      transitionShare: graph.events === 0 ? 0 : transitions / (graph.events + graph.cases),
    },
  };
}
