import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { TABLE_FIELDS, TABLES } from '@/lib/contracts/tables';
import { mergeCelebs } from '@/lib/server/import/celebs';
import { importTable } from '@/lib/server/import/import-table';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { celebsPath, partPath, tableGlob } from '@/lib/server/lake/layout';
import { buildDaily, tableSources } from '@/lib/server/prepare/daily';
import { buildWindows } from '@/lib/server/prepare/windows';
import { pythonHas, pythonVersion, runPeer, type Suite, seconds, takeTurns } from '../harness';
import { rawPrepareSql } from './raw-prepare';
import { simulated } from './simulated';

const ROUNDS = 3;
const LAKE = { threads: 2, memoryLimitMb: 1200 };
const WINDOWS = { observeDays: 7, outcomeDays: 7, strideDays: 1 };

/** Import and preparation of full-size Parquet files, and each of them against raw DuckDB and pandas. */
export const mainJobSuite: Suite = {
  ids: ['prepare', 'prepare-vs-pandas', 'main-job-vs-pandas'],
  run: async (work) => {
    const made = await simulated(work, 'csv');
    const dir = path.join(work, 'version');
    const importAll = () =>
      withLake(LAKE, async (connection) => {
        await rm(dir, { recursive: true, force: true });
        for (const table of TABLES) {
          await mkdir(path.join(dir, table), { recursive: true });
          for (const [i, file] of made.files.filter((f) => f.table === table).entries()) {
            await importTable(connection, {
              file: { path: file.path, name: path.basename(file.path) },
              table,
              mapping: Object.fromEntries(
                TABLE_FIELDS[table].map((f) => [f.name, { column: f.name }]),
              ),
              timeZone: made.timeZone,
              duplicates: 'keep',
              outParquet: partPath(dir, table, i + 1),
              quarantineCsv: path.join(dir, `quarantine-${table}-${i}.csv`),
              tempDir: work,
              signal: new AbortController().signal,
            });
          }
        }
        await mergeCelebs(connection, dir, true);
      });
    let windows = 0;
    const prepare = () =>
      withLake(LAKE, async (connection) => {
        const daily = await buildDaily(connection, dir, tableSources(dir, true));
        windows = (await buildWindows(connection, dir, daily, WINDOWS)).complete;
      });
    const raw = () => withLake(LAKE, (connection) => rawPrepare(connection, dir, work));
    const rawFolder = path.dirname(made.files[0]?.path ?? work);
    const pandas = async (part: string) => {
      const made = await runPeer('pandas_job.py', [part, rawFolder, dir, work]);
      // A peer that does other work proves nothing.
      if (made.windows !== windows)
        throw new Error(`pandas made ${made.windows} windows, we ${windows}`);
      return made.seconds ?? 0;
    };
    await importAll();
    const hasPandas = pythonHas('pandas', 'pyarrow');
    const pandasName = hasPandas ? `pandas ${pythonVersion('pandas')}` : 'pandas';
    const turns = await takeTurns(ROUNDS, {
      prepare: () => seconds(prepare),
      duckdb: () => seconds(raw),
      job: () => seconds(() => importAll().then(prepare)),
      pandasPrepare: hasPandas ? () => pandas('prepare') : undefined,
      pandasJob: hasPandas ? () => pandas('job') : undefined,
    });
    const note = hasPandas ? undefined : 'pandas is not installed';
    const what = 'daily table and windows from 5.19 M events';
    return [
      {
        id: 'prepare',
        what,
        unit: 's',
        ours: turns.prepare,
        peer: turns.duckdb,
        peerName: 'the same SQL in raw DuckDB',
      },
      {
        id: 'prepare-vs-pandas',
        what,
        unit: 's',
        ours: turns.prepare,
        peer: turns.pandasPrepare,
        peerName: pandasName,
        note,
      },
      {
        id: 'main-job-vs-pandas',
        what: 'import of the raw CSV files, daily table and windows',
        unit: 's',
        ours: turns.job,
        peer: turns.pandasJob,
        peerName: pandasName,
        note,
      },
    ];
  },
};

async function rawPrepare(connection: DuckDBConnection, dir: string, work: string): Promise<void> {
  const sql = rawPrepareSql({
    events: `read_parquet(${sqlString(tableGlob(dir, 'events'))})`,
    stickers: `read_parquet(${sqlString(tableGlob(dir, 'stickers'))})`,
    celebs: `read_parquet(${sqlString(celebsPath(dir))})`,
    daily: path.join(work, 'raw-daily.parquet'),
    windows: path.join(work, 'raw-windows.parquet'),
  });
  for (const statement of await sql(connection)) await connection.run(statement);
}
