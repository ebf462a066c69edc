import type { ProcessGraph } from './graph';

/** Rows of the graph's CSV: one per edge, start and end; an empty name is the start or end of a case. */
export interface GraphCsvRow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly share_of_from: number;
  readonly median_seconds: number | null;
}

/** The graph as a table: starts, then edges, then ends. */
export function graphCsvRows(graph: ProcessGraph): GraphCsvRow[] {
  const counts = new Map(graph.activities.map((a) => [a.name, a.count]));
  const share = (part: number, name: string) => part / (counts.get(name) ?? Number.NaN);
  return [
    ...graph.activities.flatMap((a) =>
      a.starts === 0
        ? []
        : [
            {
              from: '',
              to: a.name,
              count: a.starts,
              share_of_from: a.starts / graph.cases,
              median_seconds: null,
            },
          ],
    ),
    ...graph.edges.map((e) => ({
      from: e.from,
      to: e.to,
      count: e.count,
      share_of_from: share(e.count, e.from),
      median_seconds: e.medianSeconds,
    })),
    ...graph.activities.flatMap((a) =>
      a.ends === 0
        ? []
        : [
            {
              from: a.name,
              to: '',
              count: a.ends,
              share_of_from: share(a.ends, a.name),
              median_seconds: null,
            },
          ],
    ),
  ];
}
