/**
 * `npx tsx scripts/verify-process.ts <folder>`: counts the receipt log and the running example and compares every number
 * with pm4py's. The folder holds receipt.csv.gz, receipt_dfg_reference.json, running-example.csv and running-example.dfg
 * (from pm4py's tests and notebooks); they are not part of this repository.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessGraph } from '@/lib/domain/process/graph';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { readGraph } from '@/lib/server/process/graph';
import { openProcessLog } from '@/lib/server/process/log';
import { readVariants } from '@/lib/server/process/variants';

interface Reference {
  readonly dfg: readonly (readonly [from: string, to: string, count: number])[];
  readonly start: Readonly<Record<string, number>>;
  readonly end: Readonly<Record<string, number>>;
}

const folder = process.argv[2];
if (!folder) {
  console.error('Usage: npx tsx scripts/verify-process.ts <folder>');
  process.exit(2);
}
let failures = 0;
const check = (what: string, ours: unknown, theirs: unknown) => {
  const same = JSON.stringify(ours) === JSON.stringify(theirs);
  if (!same) failures++;
  console.log(
    `${same ? 'equal ' : 'DIFFER'} ${what}${same ? '' : `: ${JSON.stringify(ours)} / ${JSON.stringify(theirs)}`}`,
  );
};

/** A log as CSV with one row per event, in order; each case stands for its own room. */
async function mine(file: string) {
  return withLake({}, async (connection) => {
    await connection.run(`CREATE TEMP TABLE loaded AS
      SELECT CAST(CAST("time:timestamp" AS TIMESTAMPTZ) AS TIMESTAMP) AS ts, "case:concept:name" AS case_id, "concept:name" AS event,
             row_number() OVER () AS seq
      FROM read_csv(${sqlString(file)}, all_varchar = true)`);
    const events =
      '(SELECT ts, CAST(ts AS DATE) AS day, case_id AS actor_id, case_id AS room_id, event, seq, case_id FROM loaded)';
    const log = await openProcessLog(
      connection,
      { events, rooms: null },
      { rule: { kind: 'column', column: 'case_id' } },
    );
    return {
      graph: await readGraph(connection, log),
      variants: await readVariants(connection, log),
    };
  });
}

const sortedEdges = (edges: Reference['dfg']) => edges.map((e) => e.join(' | ')).sort();
const sortedCounts = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map((e) => e.join(' | '))
    .sort();
const counted = (graph: ProcessGraph, key: 'starts' | 'ends') =>
  Object.fromEntries(graph.activities.flatMap((a) => (a[key] > 0 ? [[a.name, a[key]]] : [])));

function compare(name: string, graph: ProcessGraph, reference: Reference) {
  check(
    `${name}: edges`,
    sortedEdges(graph.edges.map((e) => [e.from, e.to, e.count])),
    sortedEdges(reference.dfg),
  );
  check(`${name}: starts`, sortedCounts(counted(graph, 'starts')), sortedCounts(reference.start));
  check(`${name}: ends`, sortedCounts(counted(graph, 'ends')), sortedCounts(reference.end));
}

/** pm4py's text format: activities, then starts, ends and edges by the activities' positions. */
function parseDfg(text: string): Reference {
  const lines = text.trim().split(/\r?\n/);
  let at = 0;
  const take = (n: number) => {
    at += n;
    return lines.slice(at - n, at);
  };
  const block = () => take(Number(take(1)[0]));
  const names = block();
  const pair = (line: string) => {
    const [key = '', n = ''] = line.split('x');
    return [key, Number(n)] as const;
  };
  const named = (rows: string[]) =>
    Object.fromEntries(rows.map(pair).map(([i, n]) => [names[Number(i)] ?? '', n]));
  const start = named(block());
  const end = named(block());
  const dfg = take(lines.length - at).map((line) => {
    const [key, n] = pair(line);
    const [from = '', to = ''] = key.split('>').map((i) => names[Number(i)] ?? '');
    return [from, to, n] as const;
  });
  return { dfg, start, end };
}

const receipt = await mine(path.join(folder, 'receipt.csv.gz'));
const reference = JSON.parse(
  await readFile(path.join(folder, 'receipt_dfg_reference.json'), 'utf8'),
) as Reference;
check(
  'receipt: cases, events, variants, edges, transitions',
  [
    receipt.graph.cases,
    receipt.graph.events,
    receipt.variants.total,
    receipt.graph.edges.length,
    receipt.graph.edges.reduce((n, e) => n + e.count, 0),
  ],
  [1434, 8577, 116, 99, 7143],
);
compare('receipt', receipt.graph, reference);

const example = await mine(path.join(folder, 'running-example.csv'));
check('running example: cases, events', [example.graph.cases, example.graph.events], [6, 42]);
compare(
  'running example',
  example.graph,
  parseDfg(await readFile(path.join(folder, 'running-example.dfg'), 'utf8')),
);
if (failures > 0) process.exitCode = 1;
