import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { withLake } from '@/lib/server/lake/duckdb';
import { xesPieces } from '@/lib/server/process/export';
import { readGraph } from '@/lib/server/process/graph';
import { lakeLog, openProcessLog } from '@/lib/server/process/log';
import { runPeer } from '../harness';

/** pm4py's reader takes minutes for the whole log; some 37,000 events are enough to find a difference. */
const DAY = '2023-02-01';

/**
 * Writes one day as XES 1.0 and reads it back with pm4py's own reader.
 * @throws Error unless pm4py finds the same cases, events and transitions
 */
export async function checkXes(dir: string, work: string): Promise<void> {
  const file = path.join(work, 'day.xes');
  const ours = await withLake({ tempDir: work }, async (connection) => {
    const source = { ...lakeLog(dir), rooms: null };
    const log = await openProcessLog(connection, source, { from: DAY, to: DAY });
    await pipeline(
      Readable.from(xesPieces(connection, log, 'Asia/Seoul')),
      createWriteStream(file),
    );
    const { cases, events, edges } = await readGraph(connection, log);
    return { cases, events, transitions: edges.reduce((sum, edge) => sum + edge.count, 0) };
  });
  const theirs = await runPeer('pm4py_log.py', ['xes', file]);
  for (const name of ['cases', 'events', 'transitions'] as const) {
    if (ours[name] !== theirs[name])
      throw new Error(`XES: ${ours[name]} ${name} written, ${theirs[name]} read by pm4py`);
  }
  console.log(
    `  pm4py reads our XES: ${ours.cases} cases, ${ours.events} events, ${ours.transitions} transitions`,
  );
}
