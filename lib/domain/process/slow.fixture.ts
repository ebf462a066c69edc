import type { FollowRow } from './graph';

export interface SlowEvent {
  readonly name: string;
  /** Minutes. */
  readonly at: number;
}

/** The pairs of a log, counted the slow and obvious way: what SQL and graphs are checked against. */
export function followRows(cases: readonly (readonly SlowEvent[])[]): FollowRow[] {
  const pairs = new Map<
    string,
    { from: string; to: string | null; waits: number[]; returns: number; count: number }
  >();
  for (const events of cases) {
    events.forEach((event, i) => {
      const next = events[i + 1];
      const to = next?.name ?? null;
      const key = JSON.stringify([event.name, to]);
      const pair = pairs.get(key) ?? { from: event.name, to, waits: [], returns: 0, count: 0 };
      pair.count++;
      if (next) pair.waits.push((next.at - event.at) * 60);
      if (to !== event.name && events[i + 2]?.name === event.name) pair.returns++;
      pairs.set(key, pair);
    });
  }
  return [...pairs.values()].map(({ waits, ...pair }) => ({
    ...pair,
    medianSeconds: waits.length === 0 ? null : middle(waits),
  }));
}

function middle(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
