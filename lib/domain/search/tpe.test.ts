import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '../random/generator';
import { finished, MIXED_SPACE, mixedObjective, running } from './search.fixture';
import { encodeAll, type ParameterValues, type SearchSpace, sampleUniform } from './space';
import { propose, splitTrials } from './tpe';
import { bestTrial, type SearchDirection, type Trial } from './trials';

const randomTrials = (count: number, seed: number): Trial[] =>
  Array.from({ length: count }, (_, number) => {
    const values = sampleUniform(MIXED_SPACE, createRandom(seed, number));
    return finished(number, values, mixedObjective(values));
  });

type Proposer = (trials: readonly Trial[], number: number) => ParameterValues;

function searchBest(count: number, next: Proposer): number {
  const trials: Trial[] = [];
  for (let number = 0; number < count; number++) {
    const values = next(trials, number);
    trials.push(finished(number, values, mixedObjective(values)));
  }
  return bestTrial(trials, 'maximise')?.value ?? Number.NaN;
}

const tpe =
  (seed: number, multivariate = true): Proposer =>
  (trials, number) =>
    propose({
      space: MIXED_SPACE,
      trials,
      direction: 'maximise',
      seed,
      number,
      settings: { multivariate },
    });
const randomSearch =
  (seed: number): Proposer =>
  (_, number) =>
    sampleUniform(MIXED_SPACE, createRandom(seed, number));

describe('propose', () => {
  const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);

  it.each([
    [true, 9],
    [false, 10],
  ])(
    'beats random search in 60 trials (multivariate %s): %i seeds of ten',
    (multivariate, count) => {
      const wins = SEEDS.filter(
        (seed) => searchBest(60, tpe(seed, multivariate)) > searchBest(60, randomSearch(seed)),
      );
      expect(wins).toHaveLength(count);
    },
  );

  it('is a pure function of history, seed and number, whatever the order of the history', () => {
    const history = [
      ...randomTrials(20, 1),
      running(20, sampleUniform(MIXED_SPACE, createRandom(9))),
    ];
    const request = { space: MIXED_SPACE, direction: 'maximise', seed: 3, number: 21 } as const;
    const first = propose({ ...request, trials: history });
    const mixed = shuffle([...history], createRandom(4));
    const order = mixed.map(({ number }) => number);
    expect(propose({ ...request, trials: mixed })).toEqual(first);
    expect(mixed.map(({ number }) => number)).toEqual(order);
    // As a search that was killed reads it back.
    const stored: Trial[] = JSON.parse(JSON.stringify(history));
    expect(propose({ ...request, trials: stored })).toEqual(first);
    // The trial itself may already be in the list, as after a crash.
    expect(propose({ ...request, trials: [...history, running(21, first)] })).toEqual(first);
    expect(propose({ ...request, trials: history, number: 22 })).not.toEqual(first);
    expect(propose({ ...request, trials: history, seed: 4 })).not.toEqual(first);
  });

  it('proposes what minimising the negated objective proposes', () => {
    const trials = randomTrials(25, 6);
    const negated = trials.map((trial) => ({ ...trial, value: -(trial.value ?? 0) }));
    const request = { space: MIXED_SPACE, seed: 1, number: 25 } as const;
    expect(propose({ ...request, trials: negated, direction: 'minimise' })).toEqual(
      propose({ ...request, trials, direction: 'maximise' }),
    );
  });

  it('is random search until ten trials have ended, pruned ones counted, running and failed not', () => {
    const number = 40;
    const at = (trials: readonly Trial[]) =>
      propose({ space: MIXED_SPACE, trials, direction: 'maximise', seed: 8, number });
    const uniform = sampleUniform(MIXED_SPACE, createRandom(8, number));
    const [first, second, ...others] = randomTrials(12, 2);
    if (!first || !second) throw new Error('no trials');
    const open: Trial[] = [
      { ...first, state: 'running', value: null },
      { ...second, state: 'failed', value: null },
    ];
    expect(at([])).toEqual(uniform);
    expect(at([...open, ...others.slice(1)])).toEqual(uniform);
    const pruned: Trial[] = others.map((trial) => ({ ...trial, state: 'pruned', value: null }));
    expect(at([...open, ...pruned])).not.toEqual(uniform);
  });

  it('stays inside any space', () => {
    const number = fc.integer({ min: 10, max: 60 });
    fc.assert(
      fc.property(
        number,
        fc.integer({ min: 0, max: 1e6 }),
        fc.boolean(),
        (count, seed, multivariate) => {
          const trials = randomTrials(count, seed);
          // `encodeAll` throws for a point outside.
          encodeAll(MIXED_SPACE, tpe(seed, multivariate)(trials, count));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps fixed parameters and can search a space of nothing else', () => {
    const space: SearchSpace = [
      { kind: 'float', name: 'rate', low: 0.1, high: 0.1, log: true },
      { kind: 'category', name: 'cell', choices: ['gru'] },
      { kind: 'integer', name: 'units', low: 1, high: 64, log: true },
    ];
    for (const used of [space, space.slice(0, 2)]) {
      const trials = Array.from({ length: 12 }, (_, number) =>
        finished(number, sampleUniform(used, createRandom(1, number)), number % 5),
      );
      const point = propose({ space: used, trials, direction: 'maximise', seed: 0, number: 12 });
      expect(point).toMatchObject({ rate: 0.1, cell: 'gru' });
      encodeAll(used, point);
    }
  });

  it('never proposes a point twice before a finite space is used up', () => {
    const space: SearchSpace = [
      { kind: 'integer', name: 'layers', low: 1, high: 3 },
      { kind: 'category', name: 'cell', choices: ['gru', 'lstm', 'dense', 'none'] },
      { kind: 'category', name: 'weighted', choices: [true, false] },
    ];
    const trials: Trial[] = [];
    const seen = new Set<string>();
    for (let number = 0; number < 24; number++) {
      const values = propose({ space, trials, direction: 'minimise', seed: 5, number });
      seen.add(JSON.stringify(values));
      const value = Number(values.layers) + (values.cell === 'gru' ? 0 : 1);
      // Every third trial crashed; its point must not come again either.
      trials.push(
        number % 3 === 2
          ? { ...running(number, values), state: 'failed' }
          : finished(number, values, value),
      );
    }
    expect(seen.size).toBe(24);
    const again = propose({ space, trials, direction: 'minimise', seed: 5, number: 24 });
    expect(seen.has(JSON.stringify(again))).toBe(true);
  });

  it.each([
    [{ startupTrials: 0 }, 'startupTrials must be a positive whole number, got 0'],
    [{ candidates: 1.5 }, 'candidates must be a positive whole number, got 1.5'],
  ])('refuses the settings %j', (settings, message) => {
    const request = {
      space: MIXED_SPACE,
      trials: [],
      direction: 'maximise',
      seed: 0,
      number: 0,
    } as const;
    expect(() => propose({ ...request, settings })).toThrow(message);
  });

  it.each<[Partial<Trial>, string]>([
    [{ number: 1 }, 'trial 1 appears twice'],
    [{ number: -1 }, "a trial's number must be a whole number from 0, got -1"],
    [{ value: null }, 'trial 0 is finished and must have a finite value, got null'],
    [{ value: Number.NaN }, 'trial 0 is finished and must have a finite value, got NaN'],
    [{ values: {} }, 'rate: number from 0.00001 to 0.1, logarithmic; got undefined'],
  ])('refuses a history with %j', (change, message) => {
    const [first, second] = randomTrials(2, 0);
    if (!first || !second) throw new Error('no trials');
    const trials = [{ ...first, ...change }, second];
    const request = { space: MIXED_SPACE, direction: 'maximise', seed: 0, number: 2 } as const;
    expect(() => propose({ ...request, trials })).toThrow(message);
  });
});

describe('parallel workers', () => {
  const LINE: SearchSpace = [{ kind: 'float', name: 'x', low: 0, high: 1 }];
  const history = Array.from({ length: 20 }, (_, i) => {
    const x = i / 19;
    return finished(i, { x }, -((x - 0.3) ** 2));
  });

  /** Eight workers that ask one after the other while none has finished. */
  function batch(seed: number, liar: boolean): number[] {
    const open: Trial[] = [];
    for (let number = 20; number < 28; number++) {
      const trials = liar ? [...history, ...open] : history;
      const values = propose({ space: LINE, trials, direction: 'maximise', seed, number });
      open.push(running(number, values));
    }
    return open.map(({ values }) => Number(values.x));
  }
  const spread = (xs: readonly number[]) => Math.max(...xs) - Math.min(...xs);

  it('are driven apart by counting running trials as bad, in ten seeds of ten', () => {
    const seeds = Array.from({ length: 10 }, (_, seed) => seed);
    const apart = seeds.map((seed) => spread(batch(seed, true)));
    const blind = seeds.map((seed) => spread(batch(seed, false)));
    // Without the liar all eight crowd within 0.08 of each other; with it they cover at least 0.29 of [0, 1].
    expect(Math.min(...apart)).toBeGreaterThan(0.29);
    expect(Math.max(...blind)).toBeLessThan(0.08);
  });

  it('get eight different points of a small space', () => {
    const space: SearchSpace = [
      { kind: 'integer', name: 'layers', low: 1, high: 4 },
      { kind: 'category', name: 'cell', choices: ['gru', 'lstm', 'dense', 'none'] },
    ];
    const trials: Trial[] = Array.from({ length: 8 }, (_, i) =>
      finished(i, { layers: 1 + (i % 4), cell: i < 4 ? 'none' : 'dense' }, i),
    );
    const settings = { startupTrials: 8 };
    for (let number = 8; number < 16; number++) {
      const values = propose({ space, trials, direction: 'maximise', seed: 2, number, settings });
      trials.push(running(number, values));
    }
    expect(new Set(trials.map(({ values }) => JSON.stringify(values))).size).toBe(16);
  });
});

describe('splitTrials', () => {
  const at = (
    number: number,
    state: Trial['state'],
    value: number | null,
    intermediate: Trial['intermediate'] = [],
  ): Trial => ({
    number,
    state,
    values: {},
    value,
    intermediate,
  });
  const numbers = (trials: readonly Trial[], direction: SearchDirection = 'maximise') => {
    const { good, bad } = splitTrials(trials, direction);
    return [good.map(({ number }) => number), bad.map(({ number }) => number)];
  };

  it('takes the best tenth, rounded up and at most 25; the earlier of equals', () => {
    const values = [0.1, 0.9, 0.3, 0.9, 0.2, 0.5, 0.4, 0.9, 0.6, 0.7, 0.8];
    const trials = values.map((value, number) => at(number, 'finished', value));
    expect(numbers(trials)).toEqual([
      [1, 3],
      [0, 2, 4, 5, 6, 7, 8, 9, 10],
    ]);
    expect(numbers(trials, 'minimise')).toEqual([
      [0, 4],
      [1, 2, 3, 5, 6, 7, 8, 9, 10],
    ]);
    expect(numbers(trials.slice(0, 1))).toEqual([[0], []]);
    expect(numbers([])).toEqual([[], []]);
    const many = Array.from({ length: 400 }, (_, number) => at(number, 'finished', number));
    expect(splitTrials(many, 'maximise').good.map(({ number }) => number)).toEqual(
      Array.from({ length: 25 }, (_, i) => 375 + i),
    );
  });

  it('ranks pruned trials after finished ones: further first, then by the last value', () => {
    const trials = [
      at(0, 'pruned', null, [0.9, 0.2]),
      at(1, 'pruned', null, [0.99]),
      at(2, 'pruned', null, [0.1, 0.8]),
      at(3, 'pruned', null, []),
      at(4, 'finished', 0.01),
      ...Array.from({ length: 15 }, (_, i) => at(5 + i, 'pruned', null, [])),
    ];
    expect(numbers(trials)[0]).toEqual([2, 4]);
    expect(numbers(trials, 'minimise')[0]).toEqual([0, 4]);
  });

  it('counts running trials as bad, not towards the tenth, and failed ones nowhere', () => {
    const trials = [
      ...Array.from({ length: 10 }, (_, i) => at(i, 'finished', i)),
      at(10, 'running', null, [99]),
      at(11, 'failed', null, [99]),
    ];
    expect(numbers(trials)).toEqual([[9], [0, 1, 2, 3, 4, 5, 6, 7, 8, 10]]);
  });
});
