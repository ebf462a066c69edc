/** An activity (event name) of a directly-follows graph. */
export interface Activity {
  readonly name: string;
  /** Events with this name. */
  readonly count: number;
  /** Cases that begin with it. */
  readonly starts: number;
  /** Cases that end with it. */
  readonly ends: number;
}

/** `to` directly follows `from` in a case. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Median of the seconds from one event to the next. */
  readonly medianSeconds: number;
  /** How often `from` came straight back: from, to, from (for from <> to). */
  readonly returns: number;
}

/**
 * Directly-follows graph (van der Aalst, Process Mining, 2nd ed., chapter 6).
 *
 * Every activity obeys `count = starts + what flows in = ends + what flows out`; `cases` is the sum of all starts, and
 * of all ends.
 */
export interface ProcessGraph {
  readonly cases: number;
  readonly events: number;
  /** Most frequent first, then by name. */
  readonly activities: readonly Activity[];
  /** Most frequent first, then by names. */
  readonly edges: readonly Edge[];
}

/** One row per pair that follows; `to` = null: the case ends after `from`. */
export interface FollowRow {
  readonly from: string;
  readonly to: string | null;
  readonly count: number;
  readonly medianSeconds: number | null;
  readonly returns: number;
}

/** Order of the code points, the same on every machine and in every language. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Puts counted pairs together. Starts need no counting: they are the events that follow nothing.
 * @throws RangeError when a row's counts contradict the others
 */
export function graphOf(rows: readonly FollowRow[]): ProcessGraph {
  const counts = new Map<string, { out: number; in: number; ends: number }>();
  const of = (name: string) => {
    const known = counts.get(name) ?? { out: 0, in: 0, ends: 0 };
    counts.set(name, known);
    return known;
  };
  const edges: Edge[] = [];
  for (const row of rows) {
    if (!(Number.isInteger(row.count) && row.count > 0))
      throw new RangeError(`a count must be a positive integer, got ${row.count}`);
    of(row.from).out += row.count;
    if (row.to === null) of(row.from).ends += row.count;
    else {
      of(row.to).in += row.count;
      edges.push({
        from: row.from,
        to: row.to,
        count: row.count,
        medianSeconds: row.medianSeconds ?? 0,
        returns: row.returns,
      });
    }
  }
  const activities = [...counts].map(([name, c]) => {
    if (c.in > c.out)
      throw new RangeError(`"${name}" is followed ${c.out} times but follows ${c.in} times`);
    return { name, count: c.out, starts: c.out - c.in, ends: c.ends };
  });
  return {
    cases: activities.reduce((n, a) => n + a.starts, 0),
    events: activities.reduce((n, a) => n + a.count, 0),
    activities: activities.sort((a, b) => b.count - a.count || byName(a.name, b.name)),
    edges: edges.sort((a, b) => b.count - a.count || byName(a.from, b.from) || byName(a.to, b.to)),
  };
}

export interface Loop {
  /** One activity that repeats, or two that alternate. */
  readonly activities: readonly [string] | readonly [string, string];
  /** Repetitions: a, a or a, b, a. */
  readonly count: number;
}

/**
 * Answers: what is done over and over? Loops of length one (a, a) and two (a, b, a; both directions added up), most
 * frequent first. These are the short loops of the heuristics miner (Weijters and van der Aalst 2003).
 */
export function shortLoops(graph: ProcessGraph): Loop[] {
  const loops: Loop[] = [];
  const pairs = new Map<string, { a: string; b: string; count: number }>();
  for (const edge of graph.edges) {
    if (edge.from === edge.to) loops.push({ activities: [edge.from], count: edge.count });
    else if (edge.returns > 0) {
      const [a, b] = [edge.from, edge.to].sort(byName) as [string, string];
      const key = JSON.stringify([a, b]);
      const pair = pairs.get(key) ?? { a, b, count: 0 };
      pair.count += edge.returns;
      pairs.set(key, pair);
    }
  }
  for (const { a, b, count } of pairs.values()) loops.push({ activities: [a, b], count });
  return loops.sort(
    (x, y) => y.count - x.count || byName(x.activities.join('\u0000'), y.activities.join('\u0000')),
  );
}
