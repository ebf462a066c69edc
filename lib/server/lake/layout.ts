import path from 'node:path';
import type { TableName } from '@/lib/contracts/tables';

/**
 * Where a dataset version keeps its files, and which columns they have.
 *
 * ```
 * <data>/lake/<datasetId>/<versionId>/
 *   events/part-0001.parquet    ts TIMESTAMP (UTC), day DATE, hour UTINYINT, actor_id, room_id, event VARCHAR, extra columns VARCHAR
 *   stickers/part-0001.parquet  ts, day, hour, from_id, celeb_id VARCHAR, quantity DOUBLE, amount DOUBLE (null: unknown), sticker VARCHAR
 *   celebs/part-0001.parquet    celeb_id, name VARCHAR, joined_on DATE, attributes VARCHAR (JSON object)
 *   celebs.parquet              one row per listed celeb, newest part wins
 *   targets.parquet             celeb_id, celeb_index INTEGER, span_start DATE, first_own_day DATE, last_own_day DATE
 *   daily.parquet               method §3, ordered by celeb_index, day
 *   windows-o7-h7-s1.parquet    method §4, ordered by anchor, celeb_index
 *   quarantine/<n>-<table>.csv  rejected rows: file, line, reason, column, value, raw text
 *   truth/                      simulated data only
 * ```
 *
 * `day` and `hour` are in the dataset's time zone, so no later query needs a time-zone database.
 * A version never changes once published. A later version hard-links the parts of the one before it,
 * so every version is complete by itself and may be deleted by itself.
 */
export function versionDir(dataDir: string, datasetId: string, versionId: string): string {
  return path.join(dataDir, 'lake', datasetId, versionId);
}

export const partPath = (dir: string, table: TableName, part: number): string =>
  path.join(dir, table, `part-${String(part).padStart(4, '0')}.parquet`);

export const tableGlob = (dir: string, table: TableName): string =>
  path.join(dir, table, 'part-*.parquet');

export const celebsPath = (dir: string): string => path.join(dir, 'celebs.parquet');
export const targetsPath = (dir: string): string => path.join(dir, 'targets.parquet');
export const dailyPath = (dir: string): string => path.join(dir, 'daily.parquet');
export const quarantineDir = (dir: string): string => path.join(dir, 'quarantine');
export const truthDir = (dir: string): string => path.join(dir, 'truth');

export interface WindowSettings {
  /** Days observed before the anchor, `[a - observeDays, a - 1]`. */
  readonly observeDays: number;
  /** Days of the outcome, `[a, a + outcomeDays - 1]`. */
  readonly outcomeDays: number;
  /** Days between anchors. */
  readonly strideDays: number;
}

export const windowsPath = (dir: string, s: WindowSettings): string =>
  path.join(dir, `windows-o${s.observeDays}-h${s.outcomeDays}-s${s.strideDays}.parquet`);
