import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/generator';
import { MIXED_SPACE } from './search.fixture';
import {
  cardinality,
  cellOf,
  checkSpace,
  decode,
  decodeAll,
  describeParameter,
  encode,
  encodeAll,
  extentOf,
  isFixed,
  type Parameter,
  sampleUniform,
} from './space';

const integer = fc
  .record({
    low: fc.integer({ min: -1000, max: 1000 }),
    step: fc.integer({ min: 1, max: 50 }),
    steps: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ low, step, steps }): Parameter => {
    return { kind: 'integer', name: 'p', low, high: low + steps * step, step };
  });
const logInteger = fc
  .record({ low: fc.integer({ min: 1, max: 500 }), width: fc.integer({ min: 0, max: 5000 }) })
  .map(({ low, width }): Parameter => {
    return { kind: 'integer', name: 'p', low, high: low + width, log: true };
  });
const float = fc
  .record({
    low: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    factor: fc.double({ min: 1, max: 1e6, noNaN: true }),
    log: fc.boolean(),
  })
  .map(({ low, factor, log }): Parameter => {
    return { kind: 'float', name: 'p', low, high: low * factor, log };
  });
const category = fc
  .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((choices): Parameter => ({ kind: 'category', name: 'p', choices }));
const parameters = fc.oneof(integer, logInteger, float, category);

describe('a search space', () => {
  it('draws only allowed values, and the same ones for the same seed', () => {
    fc.assert(
      fc.property(parameters, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (parameter, seed) => {
        const space = [parameter];
        checkSpace(space);
        const draw = () => {
          const random = createRandom(seed);
          return Array.from({ length: 20 }, () => sampleUniform(space, random));
        };
        const points = draw();
        // `encode` throws for a value that is not allowed.
        for (const point of points) encodeAll(space, point);
        expect(draw()).toEqual(points);
      }),
    );
  });

  it('decodes what it encodes; logarithmic floats up to rounding', () => {
    fc.assert(
      fc.property(parameters, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (parameter, seed) => {
        const value = sampleUniform([parameter], createRandom(seed)).p;
        const again = decode(parameter, encode(parameter, value));
        if (parameter.kind === 'float' && parameter.log) {
          expect(Math.abs(Number(again) / Number(value) - 1)).toBeLessThan(1e-14);
        } else expect(again).toBe(value);
      }),
    );
  });

  it('decodes any coordinate to the nearest value within the bounds', () => {
    const units = MIXED_SPACE[1] as Parameter;
    expect([-1e9, 16, 23.9, 24.1, 250, 1e9].map((x) => decode(units, x))).toEqual([
      16, 16, 16, 32, 256, 256,
    ]);
    const layers: Parameter = { kind: 'integer', name: 'layers', low: 1, high: 8, log: true };
    expect([-9, Math.log(1.49), Math.log(1.51), 9].map((x) => decode(layers, x))).toEqual([
      1, 1, 2, 8,
    ]);
    const cell = MIXED_SPACE[3] as Parameter;
    expect([-1, 0.4, 2, 7].map((x) => decode(cell, x))).toEqual([
      'gru',
      'gru',
      'gru-bilstm',
      'dense',
    ]);
    expect(() => decode(units, Number.NaN)).toThrow('units has no value at NaN');
  });

  it('gives every whole number a cell, the cells filling the extent', () => {
    const parameter = { kind: 'integer', name: 'k', low: 2, high: 6, log: true } as const;
    const cells = [2, 3, 4, 5, 6].map((k) => cellOf(parameter, k));
    expect(extentOf(parameter)).toEqual({ low: Math.log(1.5), high: Math.log(6.5) });
    expect(cells.map(({ low }) => low)).toEqual([1.5, 2.5, 3.5, 4.5, 5.5].map(Math.log));
    expect(cells.map(({ high }) => high)).toEqual([2.5, 3.5, 4.5, 5.5, 6.5].map(Math.log));
  });

  it('draws both ends of whole numbers as often as the others, seed 4', () => {
    const random = createRandom(4);
    const space = [{ kind: 'integer', name: 'k', low: -10, high: 20, step: 10 }] as const;
    const counts = new Map<unknown, number>();
    for (let i = 0; i < 40_000; i++) {
      const { k } = sampleUniform(space, random);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([-10, 0, 10, 20]);
    // Chi-square, 3 degrees of freedom, 99.9 %: 16.27.
    const chi = [...counts.values()].reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(16.27);
  });

  it('draws logarithmic floats evenly over decades, seed 5', () => {
    const random = createRandom(5);
    const decades = [0, 0, 0, 0];
    for (let i = 0; i < 40_000; i++) {
      const decade = Math.floor(Math.log10(Number(sampleUniform(MIXED_SPACE, random).rate))) + 5;
      decades[decade] = (decades[decade] ?? 0) + 1;
    }
    const chi = decades.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
    expect(chi).toBeLessThan(16.27);
  });

  it('counts its points', () => {
    expect(cardinality(MIXED_SPACE)).toBe(Infinity);
    expect(cardinality(MIXED_SPACE.filter(({ kind }) => kind !== 'float'))).toBe(64);
    const fixed: Parameter = { kind: 'float', name: 'rate', low: 0.1, high: 0.1 };
    expect([cardinality([fixed]), isFixed(fixed), isFixed(MIXED_SPACE[0] as Parameter)]).toEqual([
      1,
      true,
      false,
    ]);
  });

  it('describes itself in one line per parameter', () => {
    expect(MIXED_SPACE.map(describeParameter)).toEqual([
      'rate: number from 0.00001 to 0.1, logarithmic',
      'units: integer from 16 to 256 by 16',
      'dropout: number from 0 to 0.6',
      'cell: one of gru, bilstm, gru-bilstm, dense',
    ]);
  });

  it('turns points into coordinates and back', () => {
    const point = { rate: 0.001, units: 64, dropout: 0.25, cell: 'dense' };
    const coordinates = encodeAll(MIXED_SPACE, point);
    expect([...coordinates]).toEqual([Math.log(0.001), 64, 0.25, 3]);
    expect(decodeAll(MIXED_SPACE, coordinates)).toEqual({
      ...point,
      rate: Math.exp(Math.log(0.001)),
    });
    expect(() => decodeAll(MIXED_SPACE, [1])).toThrow('1 coordinates do not fit 4 parameters');
  });

  it.each([
    [{ rate: 1, units: 16, dropout: 0, cell: 'gru' }, 'to 0.1, logarithmic; got 1'],
    [{ rate: 0.1, units: 17, dropout: 0, cell: 'gru' }, 'from 16 to 256 by 16; got 17'],
    [{ rate: 0.1, units: '16', dropout: 0, cell: 'gru' }, 'by 16; got 16'],
    [{ rate: 0.1, units: 16, dropout: Number.NaN, cell: 'gru' }, 'to 0.6; got NaN'],
    [{ rate: 0.1, units: 16, dropout: 0, cell: 'lstm' }, 'dense; got lstm'],
    [{ rate: 0.1, units: 16, dropout: 0 }, 'dense; got undefined'],
    [{ rate: 0.1, units: 16, dropout: 0, cell: 'gru', l2: 1 }, 'has no parameter l2'],
  ])('refuses the point %j', (point, message) => {
    expect(() => encodeAll(MIXED_SPACE, point)).toThrow(message);
    expect(() => encodeAll(MIXED_SPACE, point)).toThrow(RangeError);
  });

  it.each<[Parameter[], string]>([
    [[], 'a search space needs at least one parameter'],
    [[{ kind: 'float', name: '', low: 0, high: 1 }], 'a parameter needs a name'],
    [
      [
        { kind: 'float', name: 'x', low: 0, high: 1 },
        { kind: 'integer', name: 'x', low: 0, high: 1 },
      ],
      'the parameter x appears twice',
    ],
    [[{ kind: 'float', name: 'x', low: 2, high: 1 }], 'low <= high, got 2 and 1'],
    [[{ kind: 'float', name: 'x', low: 0, high: Infinity }], 'finite numbers, got 0 and Infinity'],
    [[{ kind: 'float', name: 'x', low: Number.NaN, high: 1 }], 'finite numbers, got NaN and 1'],
    [[{ kind: 'float', name: 'x', low: 0, high: 1, log: true }], 'low > 0, got 0'],
    [[{ kind: 'integer', name: 'x', low: 0.5, high: 2 }], 'whole numbers, got 0.5 and 2'],
    [[{ kind: 'integer', name: 'x', low: 0, high: 2, log: true }], 'low >= 1, got 0'],
    [[{ kind: 'integer', name: 'x', low: 1, high: 9, step: 0 }], 'positive whole number, got 0'],
    [[{ kind: 'integer', name: 'x', low: 1, high: 9, step: 3 }], 'must divide 9 - 1, got 3'],
    [[{ kind: 'integer', name: 'x', low: 1, high: 9, step: 2, log: true }], 'not both, got step 2'],
    [[{ kind: 'category', name: 'x', choices: [] }], 'x needs at least one choice'],
    [[{ kind: 'category', name: 'x', choices: ['a', 'a'] }], 'must differ, got a, a'],
    [[{ kind: 'category', name: 'x', choices: [1, Number.NaN] }], 'must be finite, got NaN'],
  ])('refuses the space %j', (space, message) => {
    expect(() => checkSpace(space)).toThrow(message);
    expect(() => checkSpace(space)).toThrow(RangeError);
  });
});
