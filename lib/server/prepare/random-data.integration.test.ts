import fc from 'fast-check';
import { it } from 'vitest';
import { agrees, at, day } from './agreement';
import type { RawData } from './reference';

it('agrees with the slow computation on random data', async () => {
  const people = ['가수', 'b', 'B', 'c d', "e'f", 'g'];
  const person = fc.constantFrom(...people);
  const ts = fc
    .tuple(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 0, max: 86_399 }))
    .map(([d, second]) => at('2023-01-10 00:00:00') + d * 86_400_000 + second * 1000);
  const name = fc.constantFrom('chat', 'Chat', 'total', 'unique', '응원');
  const anywhere = fc.record({ ts, actor: person, room: person, event: name });
  const atHome = fc
    .record({ ts, actor: person, event: name })
    .map((e) => ({ ...e, room: e.actor }));
  const raw: fc.Arbitrary<RawData> = fc.record({
    events: fc
      .tuple(
        fc.array(fc.oneof(anywhere, atHome), { minLength: 1, maxLength: 60 }),
        ts.map((t) => ({ ts: t, actor: 'b', room: 'b', event: 'chat' })),
      )
      .map(([events, sure]) => [...events, sure]),
    stickers: fc.array(
      fc.record({
        ts,
        from: person,
        celeb: person,
        quantity: fc.integer({ min: 1, max: 40 }).map((q) => q / 4),
        amount: fc
          .option(fc.integer({ min: 0, max: 4000 }), { nil: undefined })
          .map((a) => a && a / 4),
      }),
      { maxLength: 12 },
    ),
    celebs: fc.uniqueArray(person, { maxLength: 5 }).chain((ids) =>
      fc.tuple(
        ...['b', ...ids.filter((id) => id !== 'b')].map((id) =>
          fc.record({
            id: fc.constant(id),
            joined: fc.option(fc.integer({ min: day('2023-01-01'), max: day('2023-02-05') }), {
              nil: undefined,
            }),
          }),
        ),
      ),
    ),
  });
  const settings = fc.record({
    observeDays: fc.integer({ min: 1, max: 9 }),
    outcomeDays: fc.integer({ min: 1, max: 9 }),
    strideDays: fc.integer({ min: 1, max: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(raw, settings, fc.integer({ min: 1, max: 3 }), async (data, s, parts) => {
      await agrees(data, parts, [s]);
    }),
    { numRuns: 25, seed: 20230328 },
  );
});
