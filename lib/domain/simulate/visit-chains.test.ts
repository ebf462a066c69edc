import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/domain/random/generator';
import {
  EVENT_NAMES,
  emptyVisit,
  FAN_CHAIN,
  FAN_EVENTS,
  layVisit,
  OWN_CHAIN,
  OWN_EVENTS,
  VISIT_MAX_EVENTS,
  type VisitChain,
  WEARY_CHAIN,
} from './visit-chains';

it('names twelve own and twelve fan events, chat in both', () => {
  expect(OWN_EVENTS).toHaveLength(12);
  expect(FAN_EVENTS).toHaveLength(12);
  expect(OWN_EVENTS.filter((e) => FAN_EVENTS.includes(e))).toEqual(['chat']);
  expect(EVENT_NAMES).toHaveLength(23);
  expect(EVENT_NAMES).toEqual(EVENT_NAMES.toSorted());
});

function visits(
  chain: VisitChain,
  quota: number,
  count: number,
): { events: string[]; offsets: number[] }[] {
  const random = createRandom(8, quota);
  const visit = emptyVisit();
  return Array.from({ length: count }, () => {
    layVisit(chain, quota, random, visit);
    return {
      events: [...visit.event.subarray(0, visit.length)].map((e) => EVENT_NAMES[e] ?? '?'),
      offsets: [...visit.offset.subarray(0, visit.length)],
    };
  });
}

describe.each([
  ['own', OWN_CHAIN, OWN_EVENTS],
  ['weary', WEARY_CHAIN, OWN_EVENTS],
  ['fan', FAN_CHAIN, FAN_EVENTS],
] as const)('a visit by the %s chain', (_, chain, known) => {
  it('holds 1 to quota known events whose seconds start at 0 and grow by less than a session gap', () => {
    for (const quota of [1, 2, 3, 10, 59, 60, 500]) {
      for (const { events, offsets } of visits(chain, quota, 300)) {
        expect(events.length).toBeGreaterThanOrEqual(1);
        expect(events.length).toBeLessThanOrEqual(Math.min(quota, VISIT_MAX_EVENTS));
        expect(events.every((e) => known.includes(e))).toBe(true);
        expect(offsets[0]).toBe(0);
        offsets.slice(1).forEach((o, i) => {
          expect(o - (offsets[i] ?? 0)).toBeGreaterThanOrEqual(1);
          expect(o - (offsets[i] ?? 0)).toBeLessThanOrEqual(601);
        });
      }
    }
  });
});

it('ends a broadcast in the visit that began it, however short the visit must be', () => {
  for (const quota of [1, 2, 5, 60]) {
    for (const { events } of [
      ...visits(OWN_CHAIN, quota, 2000),
      ...visits(WEARY_CHAIN, quota, 2000),
    ]) {
      const live = events.filter((e) => e.startsWith('live_'));
      expect(live.every((e, i) => e === (i % 2 === 0 ? 'live_start' : 'live_end'))).toBe(true);
      expect(live.length % 2).toBe(0);
    }
  }
});

it('lets a fan who entered leave, unless one event is all there is', () => {
  for (const { events } of visits(FAN_CHAIN, 2, 500)) {
    if (events[0] === 'room_enter') expect(events).toEqual(['room_enter', 'room_leave']);
  }
});
