import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/domain/random/generator';
import { eventBatch, type IntBatch } from './batch';
import { RoomWriter, SECONDS_PER_DAY } from './room-writer';
import { OWN_CHAIN } from './visit-chains';

interface Row {
  second: number;
  actor: number;
  room: number;
  event: number;
}

const rowsOf = (batch: IntBatch): Row[] =>
  Array.from({ length: batch.length }, (_, i) => {
    const [second, actor, room, event] = batch.columns.map((c) => c[i] ?? 0);
    return { second: second ?? 0, actor: actor ?? 0, room: room ?? 0, event: event ?? 0 };
  });

function write(seed: number, days: readonly { own: number; fans: number }[], pool: number): Row[] {
  const batch = eventBatch();
  const people = { room: 500, fanBase: 500, colleagues: true, pool };
  const writer = new RoomWriter(people, createRandom(seed, 1), batch);
  days.forEach(({ own, fans }, day) => {
    if (own > 0) writer.own(day, own, OWN_CHAIN);
    writer.fans(day, fans, own > 0);
  });
  return rowsOf(batch);
}

/** No actor does two things in one second: visits are disjoint, and no two rows are equal. */
function expectDisjoint(rows: readonly Row[]): void {
  const places = rows.map((r) => `${r.actor} ${r.room} ${r.second}`);
  expect(new Set(places).size).toBe(rows.length);
}

describe('RoomWriter', () => {
  it('lays out exactly the wanted events, each on its day, without two equal rows', () => {
    const count = fc.integer({ min: 0, max: 400 });
    const days = fc.array(fc.record({ own: count, fans: count }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(), days, fc.integer({ min: 1, max: 60 }), (seed, wanted, pool) => {
        const rows = write(seed, wanted, pool);
        wanted.forEach(({ own, fans }, day) => {
          const today = rows.filter((r) => Math.floor(r.second / SECONDS_PER_DAY) === day);
          expect(today.filter((r) => r.actor === 500)).toHaveLength(own);
          expect(today.filter((r) => r.actor !== 500)).toHaveLength(fans);
        });
        expect(rows.every((r) => r.room === 500)).toBe(true);
        expectDisjoint(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('finds room for the busiest day: 1500 own events and 5000 of one single fan and friends', () => {
    const rows = write(3, [{ own: 1500, fans: 5000 }], 1);
    expect(rows).toHaveLength(6500);
    expect(rows.every((r) => r.second >= 0 && r.second < SECONDS_PER_DAY)).toBe(true);
    expectDisjoint(rows);
  });

  it('brings most fans after the owner has begun something', () => {
    const rows = write(
      4,
      Array.from({ length: 60 }, () => ({ own: 20, fans: 60 })),
      50,
    );
    const [before, after] = [0, 0].map((_, which) => {
      let seen = 0;
      for (let day = 0; day < 60; day++) {
        const today = rows.filter((r) => Math.floor(r.second / SECONDS_PER_DAY) === day);
        const starts = Math.min(...today.filter((r) => r.actor === 500).map((r) => r.second));
        const fans = today.filter((r) => r.actor !== 500);
        seen += fans.filter((r) => r.second >= starts === (which === 1)).length;
      }
      return seen;
    });
    expect((after ?? 0) / ((before ?? 0) + (after ?? 0))).toBeGreaterThan(0.75);
  });
});
