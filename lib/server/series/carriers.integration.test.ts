import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Celeb,
  celebs,
  DAYS,
  dayAt,
  HALF,
  lake,
  writeDaily,
} from '@/lib/server/prepare/small-daily.fixture';
import { readCarriers } from './carriers';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-carriers-'));
  await writeDaily(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('readCarriers', () => {
  const day = 20;
  const usualDays = [-3, -2, -1, 1, 2, 3].map((w) => day + 7 * w).filter((d) => d >= 0 && d < DAYS);

  it('splits an unusual day over celebs and events', async () => {
    const carriers = await lake((c) =>
      readCarriers(c, dir, { metric: 'own_total', day: dayAt(day), weeks: 3 }),
    );
    expect(carriers.usualDays).toEqual(usualDays.map(dayAt));
    const split = (of: (x: Celeb['days'][number]) => number, members = celebs) => {
      const sum = (d: number) =>
        members.reduce((n, x) => n + of(x.days[d] ?? ([0, 0, 0, 0] as const)), 0);
      const usual = usualDays.reduce((n, d) => n + sum(d), 0) / usualDays.length;
      return { value: sum(day), usual };
    };
    const total = split(([chat, post]) => chat + post);
    expect(carriers.value).toBe(total.value);
    expect(carriers.usual).toBeCloseTo(total.usual, 10);
    const slow = celebs
      .map((x) => ({ name: x.id, ...split(([chat, post]) => chat + post, [x]) }))
      .map((x) => ({ ...x, difference: x.value - x.usual }));
    const byName = new Map(slow.map((x) => [x.name, x]));
    for (const row of carriers.celebs.rows) {
      expect(row.value).toBe(byName.get(row.name)?.value);
      expect(row.usual).toBeCloseTo(byName.get(row.name)?.usual ?? Number.NaN, 10);
    }
    const added = carriers.celebs.rows.reduce((n, r) => n + r.difference, 0);
    expect(added).toBeCloseTo(total.value - total.usual, 10);
    const sizes = carriers.celebs.rows.map((r) => Math.abs(r.difference));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const events = new Map(carriers.events.map((e) => [e.name, e]));
    expect([...events.keys()].sort()).toEqual(['own_chat', 'own_post']);
    expect(events.get('own_chat')?.value).toBe(split(([chat]) => chat).value);
    expect(events.get('own_post')?.usual).toBeCloseTo(split(([, post]) => post).usual, 10);
  });

  it('has no events for what is no sum over them, and nobody to compare with outside the data', async () => {
    const active = await lake((c) =>
      readCarriers(c, dir, { metric: 'active_celebs', day: dayAt(day), celebs: 'half' }, 2),
    );
    expect(active.events).toEqual([]);
    expect(active.value).toBe(
      celebs.filter(
        (x) => HALF.includes(x.id) && (x.days[day]?.[0] ?? 0) + (x.days[day]?.[1] ?? 0) > 0,
      ).length,
    );
    expect(active.celebs.rows.length).toBeLessThanOrEqual(2);
    const far = await lake((c) => readCarriers(c, dir, { metric: 'fan_chat', day: '2030-01-01' }));
    expect(far).toEqual({
      usualDays: [],
      value: 0,
      usual: 0,
      celebs: { rows: [], total: 0, truncated: false },
      events: [],
    });
  });

  it('refuses an unknown metric', async () => {
    await expect(
      lake((c) => readCarriers(c, dir, { metric: 'own_dance', day: dayAt(day) })),
    ).rejects.toThrow(new RangeError('the daily table has no metric own_dance'));
    await expect(
      lake((c) => readCarriers(c, dir, { metric: 'own_total', day: dayAt(day), weeks: 0 })),
    ).rejects.toThrow(new RangeError('weeks must be a positive integer, got 0'));
  });
});
