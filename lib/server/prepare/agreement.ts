import type { DuckDBConnection } from '@duckdb/node-api';
import { expect } from 'vitest';
import { sqlName, sqlString } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath, type WindowSettings, windowsPath } from '@/lib/server/lake/layout';
import { queryRows } from '@/lib/server/lake/rows';
import { aggregateQueries } from './aggregates';
import { buildDaily, type DailySummary, tableSources } from './daily';
import { withVersion } from './fixture';
import {
  dayOf,
  isoOf,
  type RawData,
  slowAggregates,
  slowColumns,
  slowDaily,
  slowPeriod,
  slowTargets,
  slowTensor,
  slowWindows,
} from './reference';
import { loadWindowTensor } from './tensor';
import { buildWindows } from './windows';

export const WEEKLY: WindowSettings = { observeDays: 7, outcomeDays: 7, strideDays: 1 };

/** Milliseconds of a wall-clock time in Seoul. */
export const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}+09:00`);
export const day = (iso: string) => dayOf(at(`${iso} 12:00:00`));

/** The daily table in its file's order. */
export async function readDaily(
  connection: DuckDBConnection,
  dir: string,
  columns: readonly string[],
) {
  const reader = await connection.runAndReadAll(
    `SELECT celeb_id, (day - DATE '1970-01-01')::INTEGER, ${columns.map((c) => `${sqlName(c)}::DOUBLE`).join(', ')}
     FROM read_parquet(${sqlString(dailyPath(dir))}, file_row_number = true) ORDER BY file_row_number`,
  );
  return reader
    .getRowsJson()
    .map(([celeb, d, ...values]) => ({ celeb: String(celeb), day: d, values }));
}

async function readAggregates(
  connection: DuckDBConnection,
  dir: string,
  daily: DailySummary,
  hasStickers: boolean,
) {
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const { table, sql } of aggregateQueries(dir, daily, tableSources(dir, hasStickers))) {
    tables[table] = await queryRows(connection, sql);
  }
  return tables;
}

const sorted = (rows: readonly object[] = []) => rows.map((r) => JSON.stringify(r)).sort();

/** Builds everything from `raw` and compares every number with the slow computation. */
export async function agrees(raw: RawData, parts: number, settings: readonly WindowSettings[]) {
  const hasStickers = raw.stickers.length > 0;
  await withVersion(raw, parts, async (connection, dir) => {
    const daily = await buildDaily(connection, dir, tableSources(dir, hasStickers));
    const { first, last } = slowPeriod(raw);
    const columns = slowColumns(raw);
    const rows = slowDaily(raw, columns);
    const targets = slowTargets(raw);
    expect(daily).toMatchObject({
      firstDay: isoOf(first),
      lastDay: isoOf(last),
      targetCelebs: targets.length,
      dailyRows: rows.length,
      columns,
    });
    expect(await readDaily(connection, dir, columns)).toEqual(rows);
    const stored = await queryRows(
      connection,
      `SELECT celeb_id, celeb_index, span_start::VARCHAR AS span, first_own_day::VARCHAR AS first, last_own_day::VARCHAR AS last
       FROM read_parquet(${sqlString(targetsPath(dir))}) ORDER BY celeb_index`,
    );
    expect(stored).toEqual(
      targets.map((t, i) => ({
        celeb_id: t.id,
        celeb_index: i,
        span: isoOf(t.spanStart),
        first: isoOf(t.firstOwn),
        last: isoOf(t.lastOwn),
      })),
    );
    for (const s of settings) await windowsAgree(connection, dir, raw, daily, s);
    const aggregates = await readAggregates(connection, dir, daily, hasStickers);
    const expected = slowAggregates(raw);
    expect(sorted(aggregates.PlatformDay)).toEqual(sorted(expected.PlatformDay));
    expect(sorted(aggregates.PlatformHour)).toEqual(
      sorted(
        expected.PlatformHour.map(({ metric, weekday, hour, value }) => ({
          metric,
          weekday,
          hour,
          value,
        })),
      ),
    );
    expect(sorted(aggregates.CelebWeek)).toEqual(sorted(expected.CelebWeek));
    const summaries = (aggregates.CelebSummary ?? []).map((r) => {
      const { name, joinedOn, attributes, ...rest } = r;
      expect(name).toBe(`name of ${r.celebId}`);
      expect(attributes).toBe('{}');
      const listed = raw.celebs.find((c) => c.id === r.celebId);
      expect(joinedOn).toBe(listed?.joined === undefined ? null : isoOf(listed.joined));
      return rest;
    });
    expect(sorted(summaries)).toEqual(sorted(expected.CelebSummary));
  });
}

async function windowsAgree(
  connection: DuckDBConnection,
  dir: string,
  raw: RawData,
  daily: DailySummary,
  settings: WindowSettings,
) {
  const summary = await buildWindows(connection, dir, daily, settings);
  const expected = slowWindows(raw, settings);
  const complete = expected.filter((w) => w.churn !== null);
  const open = expected.filter((w) => w.churn === null);
  const stored = await queryRows(
    connection,
    `SELECT (anchor - DATE '1970-01-01')::INTEGER AS anchor, celeb_id AS celeb, churn::INTEGER AS churn, sticker::INTEGER AS sticker
     FROM read_parquet(${sqlString(windowsPath(dir, settings))}, file_row_number = true) ORDER BY file_row_number`,
  );
  expect(stored).toEqual(expected);
  expect(summary).toEqual({
    ...settings,
    anchors: new Set(complete.map((w) => w.anchor)).size,
    complete: complete.length,
    open: open.length,
    churned: complete.filter((w) => w.churn === 1).length,
    stickerPositive: complete.filter((w) => w.sticker === 1).length,
  });
  for (const [which, list] of [
    ['complete', complete],
    ['open', open],
  ] as const) {
    const features = daily.columns.toReversed();
    const tensor = await loadWindowTensor(connection, dir, settings, features, which);
    expect(tensor.features).toEqual(features);
    expect(tensor.celebIds).toEqual(slowTargets(raw).map((t) => t.id));
    expect([...tensor.anchor]).toEqual(list.map((w) => w.anchor));
    expect([...tensor.celebIndex].map((i) => tensor.celebIds[i])).toEqual(list.map((w) => w.celeb));
    expect([...tensor.churn]).toEqual(list.map((w) => w.churn ?? 0));
    expect([...tensor.sticker]).toEqual(list.map((w) => w.sticker ?? 0));
    expect([...tensor.x]).toEqual(slowTensor(raw, list, settings.observeDays, features));
  }
}

export const event = (local: string, actor: string, room: string, name = 'chat') => ({
  ts: at(local),
  actor,
  room,
  event: name,
});
export const gift = (
  local: string,
  from: string,
  celeb: string,
  quantity = 1,
  amount?: number,
) => ({
  ts: at(local),
  from,
  celeb,
  quantity,
  amount,
});
