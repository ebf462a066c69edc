import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { importTable } from '@/lib/server/import/import-table';
import { hashFile } from '@/lib/server/import/text-file';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { pythonHas, pythonVersion, runPeer, type Suite, seconds, takeTurns } from '../harness';
import { simulated } from './simulated';

const ROUNDS = 5;
const LAKE = { threads: 2, memoryLimitMb: 1200 };
const MAPPING = Object.fromEntries(TABLE_FIELDS.events.map((f) => [f.name, { column: f.name }]));

/** One CSV of all 5.19 million events: hashed, validated, converted and written as a lake part. */
export const importSuite: Suite = {
  ids: ['import-csv', 'import-csv-vs-pandas'],
  run: async (work) => {
    const csv = await oneCsv(work);
    const out = path.join(work, 'out.parquet');
    const ours = () =>
      seconds(async () => {
        const signal = new AbortController().signal;
        await hashFile(csv, signal);
        await withLake(LAKE, async (connection) => {
          await importTable(connection, {
            file: { path: csv, name: 'events.csv' },
            table: 'events',
            mapping: MAPPING,
            timeZone: 'Asia/Seoul',
            duplicates: 'keep',
            outParquet: out,
            quarantineCsv: path.join(work, 'quarantine.csv'),
            tempDir: work,
            signal,
          });
        });
        await rm(out);
      });
    const duckdb = () =>
      seconds(() =>
        withLake(LAKE, async (connection) => {
          await connection.run(
            `COPY (FROM read_csv(${sqlString(csv)})) TO ${sqlString(out)} (FORMAT parquet)`,
          );
        }).then(() => rm(out)),
      );
    const what = 'CSV of 5.19 M events to Parquet';
    const pandas = async () => (await runPeer('pandas_job.py', ['import', csv, out])).seconds ?? 0;
    const hasPandas = pythonHas('pandas', 'pyarrow');
    const pandasName = hasPandas ? `pandas ${pythonVersion('pandas')}` : 'pandas';
    const turns = await takeTurns(ROUNDS, {
      ours,
      duckdb,
      pandas: hasPandas ? pandas : undefined,
    });
    return [
      {
        id: 'import-csv',
        what,
        unit: 's',
        ours: turns.ours,
        peer: turns.duckdb,
        peerName: 'DuckDB read_csv -> Parquet',
      },
      {
        id: 'import-csv-vs-pandas',
        what,
        unit: 's',
        ours: turns.ours,
        peer: turns.pandas,
        peerName: pandasName,
        note: hasPandas ? undefined : 'pandas is not installed',
      },
    ];
  },
};

/** The simulator writes several files; the benchmark reads one. */
async function oneCsv(work: string): Promise<string> {
  const made = await simulated(work, 'csv');
  const target = path.join(work, 'events.csv');
  await mkdir(work, { recursive: true });
  let first = true;
  for (const file of made.files.filter((f) => f.table === 'events')) {
    const text = await readFile(file.path);
    const body = first ? text : text.subarray(text.indexOf(0x0a) + 1);
    await writeFile(target, body, { flag: first ? 'w' : 'a' });
    first = false;
    await rm(file.path);
  }
  return target;
}
