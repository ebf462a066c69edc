import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLake } from '@/lib/server/lake/duckdb';
import type { AggregateQuery } from '@/lib/server/prepare/aggregates';
import { copyAggregate } from './bulk';
import { createDatabase, type Database } from './client';
import { type EmbeddedDatabase, openEmbedded } from './embedded';
import { migrate, readMigrations } from './migrate';

let root: string;
let server: EmbeddedDatabase | undefined;
let db: Database;
const versionId = randomUUID();

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'stagelight-bulk-'));
  // The embedded server runs as a user of its own when the tests run as root.
  await chmod(root, 0o755);
  server = await openEmbedded(root);
  await migrate(server.url, await readMigrations(path.resolve('prisma/migrations')));
  db = createDatabase(server.url);
  const dataset = await db.dataset.create({ data: { name: 'bulk', timeZone: 'Asia/Seoul' } });
  await db.datasetVersion.create({
    data: {
      id: versionId,
      datasetId: dataset.id,
      number: 1,
      jobId: randomUUID(),
      firstDay: new Date('2023-01-01'),
      lastDay: new Date('2023-01-02'),
      eventRows: 1,
      stickerRows: 0,
      celebRows: 1,
      targetCelebs: 1,
      dailyRows: 2,
      dailyColumns: [],
      quality: {},
    },
  });
});
afterAll(async () => {
  await db?.$disconnect();
  await server?.release();
  await rm(root, { recursive: true, force: true });
});

const copy = (query: AggregateQuery) =>
  withLake({}, (connection) => copyAggregate(connection, db, versionId, query));

describe('copyAggregate', () => {
  it('copies more rows than a batch holds, each value exact', async () => {
    const rows = 45_001;
    const copied = await copy({
      table: 'CelebWeek',
      sql: `SELECT 'c' || i AS "celebId", (DATE '2023-01-02' + (i % 3)::INTEGER * 7)::VARCHAR AS week, (i % 8)::INTEGER AS "ownDays",
              i::INTEGER AS "ownTotal", 2147483647::INTEGER AS "fanTotal", 0::INTEGER AS "fanUnique",
              i / 3 AS "stickerCount", i * 1e11 AS "stickerAmount" FROM range(${rows}) AS numbers (i)`,
    });
    expect(copied).toBe(rows);
    expect(await db.celebWeek.count({ where: { versionId } })).toBe(rows);
    const found = await db.celebWeek.findMany({
      where: { versionId, celebId: { in: ['c0', 'c20000', 'c45000'] } },
      orderBy: { ownTotal: 'asc' },
    });
    expect(found).toEqual(
      [0, 20_000, 45_000].map((i) => ({
        versionId,
        celebId: `c${i}`,
        week: new Date(Date.UTC(2023, 0, 2 + (i % 3) * 7)),
        ownDays: i % 8,
        ownTotal: i,
        fanTotal: 2_147_483_647,
        fanUnique: 0,
        stickerCount: i / 3,
        stickerAmount: i * 1e11,
      })),
    );
  });

  it('keeps text, JSON and missing values as they are', async () => {
    const copied = await copy({
      table: 'CelebSummary',
      sql: `SELECT * FROM (VALUES
              ('별 "하나"', NULL, NULL, '2022-11-10', '2023-03-28', 1::INTEGER, 2::INTEGER, 0.5::DOUBLE, '{"genre": "a\\\\b", "n": null}'),
              ('{a,b}', 'NULL', '2022-01-31', '2022-11-10', '2022-11-10', 3::INTEGER, 0::INTEGER, 0::DOUBLE, '{}')
            ) AS rows ("celebId", name, "joinedOn", "firstOwnDay", "lastOwnDay", "ownTotal", "fanTotal", "stickerCount", attributes)`,
    });
    expect(copied).toBe(2);
    const found = await db.celebSummary.findMany({
      where: { versionId },
      orderBy: { ownTotal: 'asc' },
    });
    const common = { versionId, firstOwnDay: new Date('2022-11-10') };
    expect(found).toEqual([
      {
        ...common,
        celebId: '별 "하나"',
        name: null,
        joinedOn: null,
        lastOwnDay: new Date('2023-03-28'),
        ownTotal: 1,
        fanTotal: 2,
        stickerCount: 0.5,
        attributes: { genre: 'a\\b', n: null },
      },
      {
        ...common,
        celebId: '{a,b}',
        name: 'NULL',
        joinedOn: new Date('2022-01-31'),
        lastOwnDay: new Date('2022-11-10'),
        ownTotal: 3,
        fanTotal: 0,
        stickerCount: 0,
        attributes: {},
      },
    ]);
  });

  it('copies both platform tables, and nothing of an empty result', async () => {
    const day: AggregateQuery = {
      table: 'PlatformDay',
      sql: `SELECT 'own_%43hat' AS metric, '2023-01-01' AS day, 1.25::DOUBLE AS value`,
    };
    expect(await copy(day)).toBe(1);
    expect(await copy({ ...day, sql: `SELECT * FROM (${day.sql}) WHERE false` })).toBe(0);
    expect(
      await copy({
        table: 'PlatformHour',
        sql: `SELECT 'fan_응원' AS metric, 6::INTEGER AS weekday, 23::INTEGER AS hour, 9::DOUBLE AS value`,
      }),
    ).toBe(1);
    expect(await db.platformDay.findMany({ where: { versionId } })).toEqual([
      { versionId, metric: 'own_%43hat', day: new Date('2023-01-01'), value: 1.25 },
    ]);
    expect(await db.platformHour.findMany({ where: { versionId } })).toEqual([
      { versionId, metric: 'fan_응원', weekday: 6, hour: 23, value: 9 },
    ]);
  });
});
