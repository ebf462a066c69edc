import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anomalyDecomposition, findAnomalies } from '@/lib/domain/series/anomalies';
import { decompose } from '@/lib/domain/series/decompose';
import { OUTAGE, VIRAL } from '@/lib/domain/simulate/calendar';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { queryRows } from '@/lib/server/lake/rows';
import { simulate } from '@/lib/server/simulate';

interface Day {
  readonly day: string;
  readonly own: number;
  readonly fan: number;
}

let dir = '';
let days: Day[] = [];
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-planted-'));
  const made = await simulate({
    scale: 1,
    seed: 20230328,
    dirty: false,
    outDir: dir,
    format: 'parquet',
  });
  const files = made.files.filter((f) => f.table === 'events').map((f) => sqlString(f.path));
  const celebs = made.files.find((f) => f.table === 'celebs')?.path ?? '';
  days = await withLake({}, (connection) =>
    queryRows<Day>(
      connection,
      `SELECT CAST(CAST(ts AS DATE) AS VARCHAR) AS day, CAST(count(*) FILTER (WHERE actor_id = room_id) AS DOUBLE) AS own,
              CAST(count(*) FILTER (WHERE actor_id <> room_id) AS DOUBLE) AS fan
       FROM read_parquet([${files.join(', ')}]) WHERE room_id IN (SELECT celeb_id FROM read_parquet(${sqlString(celebs)}))
       GROUP BY ALL ORDER BY day`,
    ),
  );
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const found = (metric: 'own' | 'fan') =>
  findAnomalies(
    decompose(
      days.map((d) => d[metric]),
      anomalyDecomposition(),
    ),
  ).map((a) => ({ day: days[a.index]?.day ?? '', z: a.z }));

/** Days on which the simulated platform truly differs, though nothing broke. */
const HOLIDAYS = [
  '2022-12-24',
  '2022-12-25',
  '2022-12-31',
  '2023-01-01',
  '2023-01-21',
  '2023-01-22',
  '2023-01-23',
  '2023-01-24',
];

describe('the simulator’s planted days, full size', () => {
  it.each([
    ['fan', [VIRAL.date, OUTAGE.date]],
    ['own', [OUTAGE.date]],
  ] as const)('stand out most in %s activity, with at most two false alarms', (metric, planted) => {
    const all = found(metric);
    const top = all.slice(0, planted.length);
    expect(top.map((a) => a.day).sort()).toEqual([...planted].sort());
    for (const { day, z } of top) expect(Math.sign(z)).toBe(day === VIRAL.date ? 1 : -1);
    const others = all.slice(planted.length).filter((a) => !HOLIDAYS.includes(a.day));
    expect(others.length).toBeLessThanOrEqual(2);
  });
});
