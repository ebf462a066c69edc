import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { tableGlob } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { readGraph } from '@/lib/server/process/graph';
import { lakeLog, openProcessLog, type ProcessLog } from '@/lib/server/process/log';
import { readSankey } from '@/lib/server/process/sankey';
import { readVariants } from '@/lib/server/process/variants';
import { type Measurement, pythonHas, runPeer, type Suite, seconds, takeTurns } from '../harness';
import { checkXes } from './process-xes';
import { rawDfg, rawSankey, rawVariants } from './raw-process';
import { simulated } from './simulated';

const ROUNDS = 3;
const EVENT = 'room_enter';
const STEPS = 5;

/** Visits of the whole log, 5.19 million events: graph, variants and Sankey against raw DuckDB and pm4py. */
export const processSuite: Suite = {
  ids: ['dfg', 'dfg-vs-pm4py', 'variants', 'variants-vs-pm4py', 'sankey'],
  run: async (work) => {
    const dir = await lakeOf(work);
    const figures = new Map<string, number>();
    /** All contenders of a question must find the same. */
    const agree = (question: string, figure: number) => {
      const known = figures.get(question) ?? figure;
      if (known !== figure) throw new Error(`${question}: ${known} here, ${figure} there`);
      figures.set(question, figure);
    };
    const ours = (
      question: string,
      ask: (connection: DuckDBConnection, log: ProcessLog) => Promise<number>,
    ) =>
      seconds(() =>
        withLake({ threads: 2, memoryLimitMb: 1200, tempDir: work }, async (connection) => {
          const log = await openProcessLog(connection, { ...lakeLog(dir), rooms: null });
          agree(question, await ask(connection, log));
        }),
      );
    const events = `read_parquet(${sqlString(tableGlob(dir, 'events'))})`;
    // Raw DuckDB may use what the machine has: the list of every visit does not fit into our limit.
    const raw = (question: string, sql: string) =>
      seconds(() =>
        withLake({ threads: 2, memoryLimitMb: 12_000, tempDir: work }, async (connection) => {
          const [row] = await queryRows<{ figure: number }>(connection, sql);
          agree(question, row?.figure ?? Number.NaN);
        }),
      );
    const hasPm4py = pythonHas('pm4py', 'pyarrow');
    const pm4py = (question: string) =>
      hasPm4py
        ? async () => {
            const made = await runPeer('pm4py_log.py', [question, path.join(dir, 'events')]);
            agree(question, made.figure ?? Number.NaN);
            return made.seconds ?? Number.NaN;
          }
        : undefined;
    if (hasPm4py) await checkXes(dir, work);
    const turns = await takeTurns(ROUNDS, {
      dfg: () =>
        ours('dfg', async (connection, log) => {
          const graph = await readGraph(connection, log);
          return graph.edges.reduce((n, e) => n + e.count, 0);
        }),
      dfgRaw: () => raw('dfg', rawDfg(events)),
      dfgPm4py: pm4py('dfg'),
      variants: () => ours('variants', async (c, log) => (await readVariants(c, log)).cases),
      variantsRaw: () => raw('variants', rawVariants(events)),
      variantsPm4py: pm4py('variants'),
      sankey: () =>
        ours('sankey', async (connection, log) => {
          const options = { event: EVENT, direction: 'after', steps: STEPS } as const;
          return (await readSankey(connection, log, options)).sankey.cases;
        }),
      sankeyRaw: () => raw('sankey', rawSankey(events, EVENT, STEPS)),
    });
    const row = (
      id: string,
      what: string,
      mine: number | null,
      peer: number | null,
      peerName: string,
    ): Measurement => ({
      id,
      what,
      unit: 's',
      ours: mine,
      peer,
      peerName,
      note: peerName === 'pm4py' && !hasPm4py ? 'pm4py is not installed' : undefined,
    });
    const dfg = 'directly-follows graph of 5.19 M events in visits';
    const variants = 'variants of 5.19 M events in visits';
    const sankey = `five steps after ${EVENT} in 5.19 M events`;
    return [
      row('dfg', dfg, turns.dfg, turns.dfgRaw, 'raw DuckDB'),
      row('dfg-vs-pm4py', dfg, turns.dfg, turns.dfgPm4py, 'pm4py'),
      row('variants', variants, turns.variants, turns.variantsRaw, 'raw DuckDB'),
      row('variants-vs-pm4py', variants, turns.variants, turns.variantsPm4py, 'pm4py'),
      row('sankey', sankey, turns.sankey, turns.sankeyRaw, 'raw DuckDB'),
    ];
  },
};

/** Only what the process queries read of a version: its events. */
async function lakeOf(work: string): Promise<string> {
  const made = await simulated(work, 'parquet');
  const dir = path.join(work, 'version');
  await mkdir(path.join(dir, 'events'), { recursive: true });
  const files = made.files.filter((f) => f.table === 'events').map((f) => sqlString(f.path));
  await withLake({}, (connection) =>
    connection.run(`COPY (
      SELECT ts, CAST(ts AS DATE) AS day, actor_id, room_id, event FROM read_parquet([${files.join(', ')}])
    ) TO ${sqlString(path.join(dir, 'events', 'part-0001.parquet'))} (FORMAT parquet)`),
  );
  return dir;
}
