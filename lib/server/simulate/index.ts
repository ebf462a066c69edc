import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { celebTraits, STATES } from '@/lib/domain/simulate/behaviour';
import { BLOCK_CELEBS, type Block, createBlock } from '@/lib/domain/simulate/block';
import {
  BURN_IN_DAYS,
  FIRST_DAY,
  isoDay,
  LAST_DAY,
  TIME_ZONE,
} from '@/lib/domain/simulate/calendar';
import { emitBlock, ORPHAN_BASE } from '@/lib/domain/simulate/emit';
import { celebProfile, EVENT_NAMES, STICKER_KINDS } from '@/lib/domain/simulate/names';
import { trueWindows } from '@/lib/domain/simulate/truth';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { CodeTable } from './code-table';
import { dirtyFiles } from './dirty';
import type { SimulatedFile } from './files';

export interface SimulationOptions {
  /** 1 = the original study; 0.02 to 100 change the number of celebs, not their behaviour. */
  readonly scale: number;
  readonly seed: number;
  /** Adds realistic faults, each counted. Writes CSV. */
  readonly dirty: boolean;
  readonly outDir: string;
  readonly format: 'parquet' | 'csv';
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SimulationResult {
  readonly files: readonly SimulatedFile[];
  /** `states.parquet` (celeb_id, day, state) and `windows.parquet` (celeb_id, anchor, p_churn, p_sticker). */
  readonly truthDir: string;
  readonly faults: Readonly<Record<string, number>>;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly timeZone: string;
}

const FLUSH_ROWS = 1_500_000;
const ROOM = `CASE WHEN room >= ${ORPHAN_BASE} THEN 'x' || lpad((room - ${ORPHAN_BASE})::VARCHAR, 5, '0') ELSE 'c' || lpad(room::VARCHAR, 7, '0') END`;
const TIME = `TIMESTAMP '${FIRST_DAY}' + to_seconds(second)`;
const list = (names: readonly string[]) => `[${names.map(sqlString).join(', ')}]`;

/**
 * Writes simulated raw files as a platform would export them, and the truth beside them (method §11).
 * Celebs are drawn block by block and rows leave memory every 1.5 million, so memory does not grow with scale.
 * @throws RangeError for a scale or seed outside its range
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { scale, seed, outDir } = options;
  if (!(scale >= 0.02 && scale <= 100))
    throw new RangeError(`scale must lie between 0.02 and 100, got ${scale}`);
  const truthDir = path.join(outDir, 'truth');
  await mkdir(truthDir, { recursive: true });
  const format = options.dirty ? 'csv' : options.format;
  const celebs = Math.round(scale * BLOCK_CELEBS);
  return withLake(
    { signal: options.signal, tempDir: path.join(outDir, 'tmp') },
    async (connection) => {
      const events = await CodeTable.create(connection, 'events', [
        'second',
        'actor',
        'room',
        'event',
      ]);
      const stickers = await CodeTable.create(connection, 'stickers', [
        'second',
        'sender',
        'room',
        'quantity',
        'kind',
      ]);
      const truth = await CodeTable.create(connection, 'truth', [
        'room',
        'anchor',
        'churn',
        'sticker',
      ]);
      const states = await CodeTable.create(connection, 'states', ['room', 'day', 'state']);
      const writer = new EventWriter(connection, events, outDir, format);
      for (let first = 0, block = 0; first < celebs; first += BLOCK_CELEBS, block++) {
        const content = createBlock(seed, block, Math.min(BLOCK_CELEBS, celebs - first));
        keepTruth(content, first, truth, states);
        const sink = {
          event: (second: number, actor: number, room: number, event: number) =>
            events.push(second, actor, room, event),
          sticker: (second: number, from: number, celeb: number, quantity: number, kind: number) =>
            stickers.push(second, from, celeb, quantity, kind),
        };
        for (const done of emitBlock(seed, block, content, sink)) {
          if (events.rows >= FLUSH_ROWS) await writer.flush();
          if (done % 200 === 0) {
            options.signal?.throwIfAborted();
            options.onProgress?.(first + done, celebs);
            // Lets the event loop breathe, so that a cancel is heard.
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      }
      await writer.flush();
      const files: SimulatedFile[] = [
        ...writer.files,
        await writeStickers(connection, stickers, outDir, format),
        await writeCelebs(connection, outDir, format, seed, celebs),
      ];
      await writeTruth(connection, truth, states, truthDir);
      const faults = options.dirty ? await dirtyFiles(files, seed) : {};
      return {
        files,
        truthDir,
        faults,
        firstDay: FIRST_DAY,
        lastDay: LAST_DAY,
        timeZone: TIME_ZONE,
      };
    },
  );
}

class EventWriter {
  readonly files: SimulatedFile[] = [];

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly table: CodeTable,
    private readonly dir: string,
    private readonly format: 'parquet' | 'csv',
  ) {}

  /** Writes what has been gathered as the next file, ordered by time as a log is. */
  async flush(): Promise<void> {
    const rows = await this.table.load();
    if (rows === 0) return;
    const file = path.join(
      this.dir,
      `events-${String(this.files.length + 1).padStart(4, '0')}.${this.format}`,
    );
    await this.connection.run(`COPY (
      SELECT ${TIME} AS ts,
        CASE WHEN actor < 0 THEN ${ROOM} ELSE 'f' || lpad(actor::VARCHAR, 8, '0') END AS actor_id,
        ${ROOM} AS room_id, ${list(EVENT_NAMES)}[event + 1] AS event
      FROM events ORDER BY second, room
    ) TO ${sqlString(file)} ${copyOptions(this.format)}`);
    await this.table.clear();
    this.files.push({ table: 'events', path: file, rows });
  }
}

const copyOptions = (format: 'parquet' | 'csv') =>
  format === 'parquet'
    ? '(FORMAT parquet)'
    : `(FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S')`;

async function writeStickers(
  connection: DuckDBConnection,
  table: CodeTable,
  dir: string,
  format: 'parquet' | 'csv',
): Promise<SimulatedFile> {
  const rows = await table.load();
  const file = path.join(dir, `stickers.${format}`);
  const prices = `[${STICKER_KINDS.map((k) => k.price).join(', ')}]`;
  await connection.run(`COPY (
    SELECT ${TIME} AS ts, 'f' || lpad(sender::VARCHAR, 8, '0') AS from_id, ${ROOM} AS celeb_id, quantity,
      quantity * ${prices}[kind + 1] AS amount, ${list(STICKER_KINDS.map((k) => k.name))}[kind + 1] AS sticker
    FROM stickers ORDER BY second, room
  ) TO ${sqlString(file)} ${copyOptions(format)}`);
  return { table: 'stickers', path: file, rows };
}

async function writeCelebs(
  connection: DuckDBConnection,
  dir: string,
  format: 'parquet' | 'csv',
  seed: number,
  celebs: number,
): Promise<SimulatedFile> {
  const appender = await (async () => {
    await connection.run(
      'CREATE TEMP TABLE profiles (celeb_id VARCHAR, name VARCHAR, joined_on DATE, genre VARCHAR, tier VARCHAR, region VARCHAR)',
    );
    return connection
      .createAppender('profiles', 'main', 'temp')
      .catch(() => connection.createAppender('profiles'));
  })();
  for (let k = 0; k < celebs; k++) {
    const profile = celebProfile(k);
    const joined = celebTraits(seed, k).joinDay;
    appender.appendVarchar(`c${String(k).padStart(7, '0')}`);
    appender.appendVarchar(profile.name);
    // Who was there before the data joined some time in the two years before.
    const day = joined <= -BURN_IN_DAYS ? -BURN_IN_DAYS - ((k * 37) % 660) : joined;
    appender.appendDate({
      days: Math.round(Date.parse(`${isoDay(day)}T00:00:00Z`) / 86_400_000),
    } as Parameters<typeof appender.appendDate>[0]);
    appender.appendVarchar(profile.genre);
    appender.appendVarchar(profile.tier);
    appender.appendVarchar(profile.region);
    appender.endRow();
  }
  appender.closeSync();
  const file = path.join(dir, `celebs.${format}`);
  await connection.run(`COPY profiles TO ${sqlString(file)} ${copyOptions(format)}`);
  return { table: 'celebs', path: file, rows: celebs };
}

/** Probabilities travel as integers of 1e-9, so that every code table is one kind of array. */
const UNIT = 1e9;

function keepTruth(content: Block, first: number, truth: CodeTable, states: CodeTable): void {
  content.paths.forEach((life, k) => {
    for (const w of trueWindows(life))
      truth.push(first + k, w.anchor, Math.round(w.pChurn * UNIT), Math.round(w.pSticker * UNIT));
    if (life.traits.silent) return;
    for (
      let i = Math.max(BURN_IN_DAYS, life.traits.joinDay + BURN_IN_DAYS);
      i < life.state.length;
      i++
    ) {
      states.push(first + k, i - BURN_IN_DAYS, life.state[i] ?? 4);
    }
  });
}

async function writeTruth(
  connection: DuckDBConnection,
  truth: CodeTable,
  states: CodeTable,
  dir: string,
): Promise<void> {
  await truth.load();
  await states.load();
  await connection.run(`COPY (SELECT ${ROOM} AS celeb_id, DATE '${FIRST_DAY}' + anchor AS anchor, churn / ${UNIT} AS p_churn, sticker / ${UNIT} AS p_sticker
    FROM truth ORDER BY anchor, room) TO ${sqlString(path.join(dir, 'windows.parquet'))} (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run(`COPY (SELECT ${ROOM} AS celeb_id, DATE '${FIRST_DAY}' + day AS day, ${list(STATES)}[state + 1] AS state
    FROM states ORDER BY room, day) TO ${sqlString(path.join(dir, 'states.parquet'))} (FORMAT parquet, COMPRESSION zstd)`);
}
