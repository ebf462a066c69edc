import type { DuckDBConnection } from '@duckdb/node-api';
import type { z } from 'zod';
import {
  type BehindQuery,
  type CompareQuery,
  type ProcessBehind,
  type ProcessCompare,
  type ProcessGraphAnswer,
  type ProcessQuery,
  type ProcessSankey,
  type ProcessVariants,
  processBehindSchema,
  processCompareSchema,
  processGraphSchema,
  processSankeySchema,
  processVariantsSchema,
  type SankeyQuery,
} from '@/lib/contracts/process';
import { compareGraphs, poolGraphs } from '@/lib/domain/process/compare';
import { byName, type ProcessGraph } from '@/lib/domain/process/graph';
import type { Database } from '@/lib/server/db/client';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { tableGlob } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { casesBehind, celebsBehind } from '@/lib/server/process/behind';
import { readGraph } from '@/lib/server/process/graph';
import type { ProcessLog } from '@/lib/server/process/log';
import { openPaths, pathCelebs, readSankey } from '@/lib/server/process/sankey';
import { readVariants } from '@/lib/server/process/variants';
import { folderOf, requireVersion } from '../series/version';
import { cached } from './cache';
import { openLog, processLimits } from './open';

const MAX_ACTIVITIES = 300;
const MAX_EDGES = 5000;
const MAX_VARIANTS = 200;
const MAX_BEHIND = 500;
const MAX_PATHS = 5000;

/** Columns that every version's events have. */
const FIXED_COLUMNS = ['ts', 'day', 'hour', 'actor_id', 'room_id', 'event'];

/** The directly-follows graph, cut to the most frequent activities and edges. */
export const processGraph = (
  db: Database,
  query: ProcessQuery,
  signal?: AbortSignal,
): Promise<ProcessGraphAnswer> =>
  answer(db, 'graph', query, processGraphSchema, signal, async (connection, log) =>
    cutGraph(await readGraph(connection, log)),
  );

/** The most frequent variants and the curve of all. */
export const processVariants = (
  db: Database,
  query: ProcessQuery,
  signal?: AbortSignal,
): Promise<ProcessVariants> =>
  answer(db, 'variants', query, processVariantsSchema, signal, async (connection, log) => {
    const found = await readVariants(connection, log, MAX_VARIANTS);
    return { ...found, rows: [...found.rows], curve: [...found.curve] } as ProcessVariants;
  });

/** Celebs and cases behind an activity, an edge or a variant; celebs behind a path. */
export const processBehind = (
  db: Database,
  query: BehindQuery,
  signal?: AbortSignal,
): Promise<ProcessBehind> =>
  answer(db, 'behind', query, processBehindSchema, signal, async (connection, log) => {
    const { selector } = query;
    if (selector.kind === 'path') {
      await openPaths(connection, log, selector);
      const celebs = await pathCelebs(connection, log, selector.conditions, MAX_BEHIND);
      return { celebs: { ...celebs, rows: [...celebs.rows] }, cases: null };
    }
    const celebs = await celebsBehind(connection, log, selector, MAX_BEHIND);
    const cases = await casesBehind(connection, log, selector, MAX_BEHIND);
    return {
      celebs: { ...celebs, rows: [...celebs.rows] },
      cases: { ...cases, rows: [...cases.rows] },
    };
  });

/** Where cases go after, or come from before, a chosen event. */
export const processSankey = (
  db: Database,
  query: SankeyQuery,
  signal?: AbortSignal,
): Promise<ProcessSankey> =>
  answer(db, 'sankey', query, processSankeySchema, signal, async (connection, log) => {
    const { event = null, direction, steps, minShare } = query;
    const { sankey, kept } = await readSankey(connection, log, {
      event,
      direction,
      steps,
      minShare,
    });
    return {
      cases: sankey.cases,
      nodes: [...sankey.nodes],
      links: [...sankey.links],
      paths: sankey.paths
        .slice(0, MAX_PATHS)
        .map(({ nodes, cases }) => ({ nodes: [...nodes], cases })),
      totalPaths: sankey.paths.length,
      kept: kept.map((events) => [...events].sort(byName)),
      events: log.events.slice(1),
    };
  });

/** What follows what in one group and in another, and how much they differ. */
export async function processCompare(
  db: Database,
  { version: versionId, a, b }: CompareQuery,
  signal?: AbortSignal,
): Promise<ProcessCompare> {
  const version = await requireVersion(db, versionId);
  return cached({
    db,
    versionId: version.id,
    inputs: ['compare', inputsOf(a), inputsOf(b)],
    schema: processCompareSchema,
    signal,
    compute: async (own) => {
      const read = (group: CompareQuery['a']) =>
        withLake({ signal: own, ...processLimits() }, async (connection) =>
          readGraph(
            connection,
            await openLog(connection, version, { ...group, version: versionId }),
          ),
        );
      // One after the other: each takes both threads and the memory that a question may take.
      const [graphA, graphB] = [await read(a), await read(b)];
      const rows = compareGraphs(graphA, graphB);
      return {
        a: { cases: graphA.cases, events: graphA.events },
        b: { cases: graphB.cases, events: graphB.events },
        rows: rows.slice(0, MAX_EDGES) as ProcessCompare['rows'],
        total: rows.length,
        truncated: rows.length > MAX_EDGES,
        graph: cutGraph(poolGraphs(graphA, graphB)),
      };
    },
  });
}

/** Further columns of a version's events, each a possible case. */
export async function processOptions(db: Database, versionId: string, signal?: AbortSignal) {
  const version = await requireVersion(db, versionId);
  const files = sqlString(tableGlob(folderOf(version), 'events'));
  const columns = await withLake({ signal, ...processLimits() }, (connection) =>
    queryRows<{ column_name: string }>(
      connection,
      `DESCRIBE SELECT * FROM read_parquet(${files}, union_by_name = true)`,
    ),
  );
  return { columns: columns.map((c) => c.column_name).filter((c) => !FIXED_COLUMNS.includes(c)) };
}

async function answer<T>(
  db: Database,
  kind: string,
  query: ProcessQuery,
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
  work: (connection: DuckDBConnection, log: ProcessLog) => Promise<T>,
): Promise<T> {
  const version = await requireVersion(db, query.version);
  return cached({
    db,
    versionId: version.id,
    inputs: [kind, inputsOf(query)],
    schema,
    signal,
    compute: (own) =>
      withLake({ signal: own, ...processLimits() }, async (connection) =>
        work(connection, await openLog(connection, version, query)),
      ),
  });
}

/** The same question in the same words, whatever the order of its parts. */
const inputsOf = (query: object) =>
  Object.entries(query)
    .filter(([name, value]) => name !== 'version' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

function cutGraph(graph: ProcessGraph): ProcessGraphAnswer {
  const activities = graph.activities.slice(0, MAX_ACTIVITIES);
  const kept = new Set(activities.map((a) => a.name));
  const edges = graph.edges.filter((e) => kept.has(e.from) && kept.has(e.to)).slice(0, MAX_EDGES);
  return {
    cases: graph.cases,
    events: graph.events,
    activities,
    edges,
    totalActivities: graph.activities.length,
    totalEdges: graph.edges.length,
    truncated: edges.length < graph.edges.length,
  };
}
