import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CarriersQuery,
  carriersSchema,
  type DecompositionQuery,
  decompositionSchema,
  type StrengthsQuery,
  strengthsSchema,
} from '@/lib/contracts/decomposition';
import { analyseSeries, trendChange } from '@/lib/domain/series/analyse';
import { addDays } from '@/lib/domain/series/period';
import { AppError } from '@/lib/server/errors';
import { seriesCarriers } from './carriers';
import { seriesDecomposition } from './decomposition';
import { seriesStrengths } from './strengths';
import { type EventRow, newInstallation, publishTables } from './testing';

const FIRST = '2024-01-01';
const DAYS = 42;
const MISSING = 30;
const UNUSUAL = 24;
/** Own chats of a day: by weekday; nothing at all on day 30; ten times as many of celeb a on day 24. */
const chats = (celeb: 'a' | 'b', day: number): number => {
  if (day === MISSING || (celeb === 'b' && day < 7)) return 0;
  const usual = [2, 3, 2, 4, 3, 6, 5][day % 7] ?? 0;
  // A little of a disturbance that no week repeats, or every other residual is 0.
  const disturbed = usual + (day % 5 === 0 ? 1 : 0);
  return celeb === 'a' && day === UNUSUAL ? 10 * disturbed : disturbed;
};
const celebs = ['a', 'b'] as const;
const events: EventRow[] = Array.from({ length: DAYS }, (_, day) =>
  celebs.flatMap((celeb) =>
    Array.from(
      { length: chats(celeb, day) },
      (): EventRow => [addDays(FIRST, day), 9, celeb, celeb, 'chat'],
    ),
  ),
).flat();

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version = '';
beforeAll(async () => {
  installation = await newInstallation();
  ({ id: version } = await publishTables(installation.runtime, {
    events,
    celebs: [
      ['a', 'Ara', null, { genre: 'music' }],
      ['b', null, null, { genre: 'talk' }],
    ],
  }));
});
afterAll(() => installation.close());

const base = { metric: 'own_total', scope: 'platform', method: 'stl-robust', period: 7 } as const;
const decomposition = async (query: Partial<DecompositionQuery> = {}) =>
  decompositionSchema.parse(
    await seriesDecomposition(installation.runtime.db, {
      ...base,
      version,
      threshold: 3.5,
      direction: 'both',
      ...query,
    }),
  );
const carriers = async (query: Partial<CarriersQuery> = {}) =>
  carriersSchema.parse(
    await seriesCarriers(installation.runtime.db, {
      ...base,
      version,
      day: addDays(FIRST, UNUSUAL),
      ...query,
    }),
  );
const strengths = async (query: Partial<StrengthsQuery> = {}) =>
  strengthsSchema.parse(
    await seriesStrengths(installation.runtime.db, { ...base, version, ...query }),
  );
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.catch((e: unknown) => e);
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return { code: error.code, details: error.details };
};

const days = Array.from({ length: DAYS }, (_, day) => addDays(FIRST, day));
const values = (of: readonly ('a' | 'b')[]) =>
  days.map((_, day) => (day === MISSING ? null : of.reduce((n, x) => n + chats(x, day), 0)));
const nulls = (numbers: Float64Array) => Array.from(numbers, (v) => (Number.isNaN(v) ? null : v));

describe('the decomposition of a series', () => {
  test('is that of the numbers, with its missing day declared', async () => {
    const found = await decomposition();
    const wanted = analyseSeries(days, values(celebs));
    if (found.kind !== 'parts' || wanted.kind !== 'parts') throw new Error(found.kind);
    expect(found.days).toEqual(days);
    expect(found.missingDays).toEqual([addDays(FIRST, MISSING)]);
    expect([found.observed[MISSING], found.residual[MISSING]]).toEqual([null, null]);
    for (const part of ['observed', 'trend', 'seasonal', 'residual'] as const)
      expect(found[part]).toEqual(nulls(wanted.parts[part]));
    expect(found.seasonalStrength).toBe(wanted.parts.seasonalStrength);
    expect(found.trendChange).toEqual(trendChange(wanted.parts.trend));
    expect(found.profile.days).toEqual([6, 6, 5, 6, 6, 6, 6]);
    expect(found.anomalies[0]?.day).toBe(addDays(FIRST, UNUSUAL));
    expect(found.caveats).toEqual([]);
  });

  test('of a celeb begins with the celeb', async () => {
    const found = await decomposition({ scope: 'celeb', celeb: 'b' });
    if (found.kind !== 'parts') throw new Error(found.kind);
    expect(found.days).toEqual(days.slice(7));
    expect(found.observed).toEqual(values(['b']).slice(7));
    expect(found.caveats).toEqual(['few-cycles']);
  });

  test('that cannot be made says why', async () => {
    expect(await decomposition({ from: FIRST, to: FIRST })).toEqual({
      kind: 'too-short',
      observed: 1,
      needed: 14,
    });
    expect(await decomposition({ metric: 'fan_total' })).toEqual({ kind: 'constant', value: 0 });
    expect(
      await decomposition({
        metric: 'active_celebs',
        scope: 'group',
        attribute: 'genre',
        value: 'talk',
        method: 'multiplicative',
      }),
    ).toEqual({ kind: 'not-positive', days: days.slice(0, 7) });
  });
});

describe('the carriers of a day', () => {
  test('are named, and their differences add up', async () => {
    const found = await carriers();
    const day = addDays(FIRST, UNUSUAL);
    expect(found.usualDays).toEqual([-21, -14, -7, 7, 14].map((d) => addDays(day, d)));
    expect(found.value).toBe(chats('a', UNUSUAL) + chats('b', UNUSUAL));
    const usual = (celeb: 'a' | 'b') =>
      [3, 10, 17, 31, 38].reduce((n, d) => n + chats(celeb, d), 0) / 5;
    expect(found.celebs.rows[0]).toEqual({
      celebId: 'a',
      name: 'Ara',
      value: chats('a', UNUSUAL),
      usual: usual('a'),
      difference: chats('a', UNUSUAL) - usual('a'),
    });
    expect(found.celebs.rows[1]?.name).toBeNull();
    expect(found.events.map((e) => [e.metric, e.value])).toEqual([['own_chat', found.value]]);
  });

  test('leave the days without data out of what is usual', async () => {
    // Two weeks before the 37th day lies the missing one.
    const found = await carriers({ day: addDays(FIRST, MISSING + 7) });
    expect(found.usualDays).not.toContain(addDays(FIRST, MISSING));
    expect(found.usualDays).toHaveLength(3);
  });

  test('of a group are its celebs; an impossible question is named', async () => {
    const talk = await carriers({ scope: 'group', attribute: 'genre', value: 'talk' });
    expect(talk.celebs.rows.map((row) => row.celebId)).toEqual(['b']);
    expect(await failure(carriers({ day: '2030-01-01' }))).toEqual({
      code: 'bad_request',
      details: { field: 'day', reason: '2030-01-01' },
    });
    expect((await failure(carriers({ metric: 'own_dance' }))).code).toBe('not_found');
    expect((await failure(carriers({ scope: 'celeb', celeb: 'z' }))).code).toBe('not_found');
  });
});

describe('the strengths of all celebs', () => {
  test('are those of their decompositions, and are kept', async () => {
    const found = await strengths();
    expect(await strengths()).toEqual(found);
    // Celeb b has 34 days with data: one less than five weeks.
    expect(found.rows.map((row) => [row.celebId, row.name, row.days])).toEqual([['a', 'Ara', 41]]);
    expect(found.without).toEqual({ 'few-cycles': 1, 'mostly-equal': 0, 'not-positive': 0 });
    for (const row of found.rows) {
      const one = await decomposition({ scope: 'celeb', celeb: row.celebId });
      if (one.kind !== 'parts') throw new Error(one.kind);
      expect(row.seasonalStrength).toBe(one.seasonalStrength);
      expect(row.trendStrength).toBe(one.trendStrength);
      expect(row.trend).toEqual(one.trendChange);
      // Saturday.
      expect(row.peak).toBe(5);
    }
    const stored = await installation.runtime.db.processResult.count({
      where: { versionId: version },
    });
    expect(stored).toBe(1);
  });

  test('of a period too short for two cycles are none, and of nobody an error', async () => {
    expect(await strengths({ from: FIRST, to: addDays(FIRST, 5) })).toEqual({
      rows: [],
      total: 1,
      without: { 'few-cycles': 1, 'mostly-equal': 0, 'not-positive': 0 },
      truncated: false,
    });
    const nobody = strengths({ scope: 'group', attribute: 'genre', value: 'dance' });
    expect((await failure(nobody)).code).toBe('not_found');
  });
});
