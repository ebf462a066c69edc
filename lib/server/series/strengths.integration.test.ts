import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseSeries, trendChange } from '@/lib/domain/series/analyse';
import { DECOMPOSITION_METHODS, type DecompositionMethod } from '@/lib/domain/series/decompose';
import {
  type Celeb,
  celebs,
  DAYS,
  dayAt,
  HALF,
  lake,
  writeDaily,
} from '@/lib/server/prepare/small-daily.fixture';
import { readStrengths } from './strengths';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-strengths-'));
  await writeDaily(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const spanStart = (celeb: Celeb) => Math.max(0, Math.min(celeb.firstOwn, celeb.joined ?? Infinity));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** One celeb at a time, from the definition. */
function slow(
  celeb: Celeb,
  from: number,
  to: number,
  missing: readonly number[],
  options: { method: DecompositionMethod; period: number },
) {
  const range = Array.from({ length: DAYS }, (_, d) => d).filter(
    (d) => d >= Math.max(from, spanStart(celeb)) && d <= to,
  );
  const values = range.map((d) => {
    const fan = celeb.days[d]?.[2] ?? 0;
    return fan === 0 && missing.includes(d) ? null : fan;
  });
  const found = analyseSeries(range.map(dayAt), values, options);
  const known = values.filter((v) => v !== null);
  // From the definition: the share of the most frequent value.
  const share = Math.max(...known.map((v) => known.filter((x) => x === v).length / known.length));
  if (known.length < 5 * options.period) return 'few-cycles';
  if (share > 0.5 && options.method === 'stl-robust') return 'mostly-equal';
  if (found.kind === 'constant') {
    const trend = trendChange(known);
    return {
      celebId: celeb.id,
      days: known.length,
      mean: mean(known),
      trendStrength: 0,
      seasonalStrength: 0,
      peak: null,
      trend,
    };
  }
  if (found.kind !== 'parts') return found.kind;
  const best = Math.max(...found.profile.seasonal.map((v) => v ?? Number.NEGATIVE_INFINITY));
  return {
    celebId: celeb.id,
    days: known.length,
    mean: mean(known),
    trendStrength: found.parts.trendStrength,
    seasonalStrength: found.parts.seasonalStrength,
    peak: found.profile.seasonal.indexOf(best),
    trend: trendChange(found.parts.trend),
  };
}

describe('readStrengths', () => {
  it.each(DECOMPOSITION_METHODS)(
    'equals the page’s numbers for every celeb: %s',
    async (method) => {
      for (const [period, from, to, missing] of [
        [3, 0, DAYS - 1, []],
        [4, 3, 40, [10, 11]],
        [5, 0, DAYS - 1, [20]],
      ] as const) {
        const found = await lake((c) =>
          readStrengths(c, dir, {
            metric: 'fan_total',
            from: dayAt(from),
            to: dayAt(to),
            missing: missing.map(dayAt),
            method,
            period,
          }),
        );
        const all = celebs
          .filter((x) => spanStart(x) <= to)
          .map((x) => slow(x, from, to, missing, { method, period }));
        expect(found.rows).toEqual(all.filter((x) => typeof x === 'object'));
        const because = (reason: string) => all.filter((x) => x === reason).length;
        expect(found.without).toEqual({
          'few-cycles': because('few-cycles'),
          'mostly-equal': because('mostly-equal'),
          'not-positive': because('not-positive'),
        });
        expect(found.total).toBe(all.length);
        expect(found.truncated).toBe(false);
        // Ranked as well as left out, or the comparison would say little.
        expect(
          new Set(all.map((x) => (typeof x === 'string' ? x : 'ranked'))).size,
        ).toBeGreaterThan(1);
      }
    },
  );

  it('looks at chosen celebs, and at the largest when there are too many', async () => {
    const ask = {
      metric: 'fan_total',
      from: dayAt(0),
      to: dayAt(DAYS - 1),
      missing: [],
      method: 'stl' as const,
      period: 2,
    };
    const half = await lake((c) => readStrengths(c, dir, { ...ask, celebs: 'half' }));
    expect(half.total).toBe(5);
    expect(half.rows.length).toBeGreaterThan(0);
    expect(half.rows.every((row) => HALF.includes(row.celebId))).toBe(true);

    const top = await lake((c) => readStrengths(c, dir, { ...ask, limit: 3 }));
    const totals = celebs
      .map((x) => ({ id: x.id, total: x.days.reduce((n, [, , fan]) => n + fan, 0) }))
      .sort((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1));
    const largest = totals.slice(0, 3).map((x) => x.id);
    expect(top.rows.length + Object.values(top.without).reduce((a, b) => a + b, 0)).toBe(3);
    expect(top.rows.every((row) => largest.includes(row.celebId))).toBe(true);
    expect([top.total, top.truncated]).toEqual([40, true]);
  });

  it('takes activity as 0 or 1 a day, and stops when nobody waits', async () => {
    const ask = {
      metric: 'active_celebs',
      from: dayAt(0),
      to: dayAt(DAYS - 1),
      missing: [],
      method: 'stl-robust' as const,
      period: 2,
    };
    const found = await lake((c) => readStrengths(c, dir, ask));
    // One of the two values always fills half of the days.
    expect(found.rows.every((row) => row.mean === 0.5)).toBe(true);
    expect(found.without['mostly-equal']).toBeGreaterThan(20);
    const signal = AbortSignal.abort();
    await expect(lake((c) => readStrengths(c, dir, { ...ask, signal }))).rejects.toThrow('aborted');
  });
});
