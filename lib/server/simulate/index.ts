import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { eventBatch, stickerBatch } from '@/lib/domain/simulate/batch';
import { BLOCK_EVENTS, createBlock, writeCeleb } from '@/lib/domain/simulate/block';
import { FIRST_DAY, LAST_DAY, TIME_ZONE } from '@/lib/domain/simulate/calendar';
import { BLOCK_CELEBS } from '@/lib/domain/simulate/lives';
import { celebTraits } from '@/lib/domain/simulate/traits';
import { UNLISTED_SHARE, writeUnlisted } from '@/lib/domain/simulate/unlisted';
import { withLake } from '@/lib/server/lake/duckdb';
import { FaultPlanter } from './faults';
import { addByteOrderMark, addTruncatedLine, toCp949 } from './spoil-files';
import {
  joinParts,
  partName,
  type RawFormat,
  type SimulatedFile,
  writeCelebs,
  writeEvents,
  writeStickers,
  writeTruth,
} from './writers';

export interface SimulationOptions {
  /** 1 = the original study; 0.02 to 100 change the number of celebs, not their behaviour. */
  readonly scale: number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Adds realistic faults, each counted; always writes CSV. */
  readonly dirty: boolean;
  readonly outDir: string;
  readonly format: RawFormat;
  /** Aborting makes the call throw AppError `cancelled`; what is in `outDir` by then is left to the caller. */
  readonly signal?: AbortSignal;
  /** Celebs written so far, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SimulationResult {
  readonly files: readonly SimulatedFile[];
  /** Holds `states.parquet` (celeb_id, day, state) and `windows.parquet` (celeb_id, anchor, p_churn, p_sticker). */
  readonly truthDir: string;
  /** Rows (or files) that each kind of fault touches; empty for clean files. See faults.ts. */
  readonly faults: Readonly<Record<string, number>>;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly timeZone: string;
}

export const MIN_SCALE = 0.02;
export const MAX_SCALE = 100;

/** Events leave memory as a file once there are so many; bounds memory and makes files of some 10 MB. */
const FILE_ROWS = 1_000_000;
const CELEBS_PER_TURN = 50;
const MEMORY_LIMIT_MB = 700;

/**
 * Writes simulated raw files as a platform would export them, and the truth beside them (method §11).
 *
 * Times are local to Asia/Seoul. Celebs are lived and written block by block, so memory does not grow with scale:
 * about 3 seconds and 0.6 GB for scale 1 (5.19 million events), ten times the time and the same memory for scale 10.
 * @throws RangeError for a scale or seed outside its range, AppError `cancelled`, `disk_full`
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const { scale, seed, outDir, dirty, signal } = options;
  if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
    throw new RangeError(`scale must lie between ${MIN_SCALE} and ${MAX_SCALE}, got ${scale}`);
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)) {
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  }
  const truthDir = path.join(outDir, 'truth');
  const partsDir = path.join(outDir, 'parts');
  await mkdir(truthDir, { recursive: true });
  await mkdir(partsDir, { recursive: true });
  const planter = dirty ? new FaultPlanter(seed) : undefined;
  const settings = { signal, tempDir: partsDir, memoryLimitMb: MEMORY_LIMIT_MB };
  const files = await withLake(settings, async (connection) => {
    const clean = await writeAll(connection, options, planter, truthDir, partsDir);
    return planter ? await spoil(clean, planter, signal) : clean;
  });
  await rm(partsDir, { recursive: true, force: true });
  return {
    files,
    truthDir,
    faults: { ...planter?.counts },
    firstDay: FIRST_DAY,
    lastDay: LAST_DAY,
    timeZone: TIME_ZONE,
  };
}

async function writeAll(
  connection: DuckDBConnection,
  options: SimulationOptions,
  planter: FaultPlanter | undefined,
  truthDir: string,
  partsDir: string,
): Promise<SimulatedFile[]> {
  const { scale, seed, outDir, signal, onProgress } = options;
  const format: RawFormat = planter ? 'csv' : options.format;
  const total = Math.round(scale * BLOCK_CELEBS);
  const events = eventBatch();
  const stickers = stickerBatch();
  const files: SimulatedFile[] = [];
  const truth: { states: string; windows: string }[] = [];
  const flush = async () => {
    signal?.throwIfAborted();
    if (events.length === 0) return;
    const faults = planter?.plantEvents(events);
    const file = partName(outDir, 'events', files.length + 1, format);
    await writeEvents(connection, file, format, events, faults);
    files.push({ table: 'events', path: file, rows: events.length });
    events.clear();
  };
  for (let first = 0, number = 0; first < total; first += BLOCK_CELEBS, number++) {
    const count = Math.min(BLOCK_CELEBS, total - first);
    const block = createBlock(seed, number);
    for (let k = 0; k < count; k++) {
      if (k % CELEBS_PER_TURN === 0) {
        // Lets timers and a cancel be heard.
        await new Promise((resolve) => setImmediate(resolve));
        signal?.throwIfAborted();
        onProgress?.(first + k, total);
      }
      writeCeleb(seed, block, k, events, stickers);
      if (events.length >= FILE_ROWS) await flush();
    }
    writeUnlisted(seed, number, count, BLOCK_EVENTS * UNLISTED_SHARE, events);
    const parts = {
      states: partName(partsDir, 'states', number, 'parquet'),
      windows: partName(partsDir, 'windows', number, 'parquet'),
    };
    await writeTruth(connection, parts, first, block.lives.slice(0, count));
    truth.push(parts);
  }
  await flush();
  planter?.plantStickers(stickers);
  const stickerFile = path.join(outDir, `stickers.${format}`);
  await writeStickers(connection, stickerFile, format, stickers);
  const celebFile = path.join(outDir, `celebs.${format}`);
  await writeCelebs(connection, celebFile, format, total, celebTraits(seed));
  for (const name of ['states', 'windows'] as const) {
    const parts = truth.map((t) => t[name]);
    await joinParts(connection, parts, path.join(truthDir, `${name}.parquet`));
  }
  onProgress?.(total, total);
  signal?.throwIfAborted();
  return [
    ...files,
    { table: 'stickers', path: stickerFile, rows: stickers.length },
    { table: 'celebs', path: celebFile, rows: total },
  ];
}

/** Faults of whole files: a byte-order mark, a cut last line, CP949 text. */
async function spoil(
  files: readonly SimulatedFile[],
  planter: FaultPlanter,
  signal: AbortSignal | undefined,
): Promise<SimulatedFile[]> {
  const events = files.filter((f) => f.table === 'events');
  const first = events[0];
  const last = events[events.length - 1];
  const celebs = files.find((f) => f.table === 'celebs');
  if (first) {
    await addByteOrderMark(first.path, signal);
    planter.count('byte_order_mark');
  }
  if (last) {
    await addTruncatedLine(last.path);
    planter.count('truncated_last_line');
  }
  if (celebs) {
    await toCp949(celebs.path);
    planter.count('cp949_file');
  }
  return files.map((f) => (f === last ? { ...f, rows: f.rows + 1 } : f));
}
