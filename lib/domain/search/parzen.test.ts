import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/generator';
import { kernelsOf, observationWeights, parzenEstimator } from './parzen';
import { MIXED_SPACE } from './search.fixture';
import {
  cardinality,
  decode,
  encode,
  encodeAll,
  extentOf,
  type Parameter,
  type ParameterValue,
  sampleUniform,
} from './space';

// Recipe of all literals: optuna 5.0.0 `_ParzenEstimator(observations, space, _ParzenEstimatorParameters(1.0, True, False,
// default_weights, True))`; `mu`, `sigma` of its distributions, `weights` of its mixture, and `log_pdf`.
const FLOAT: Parameter = { kind: 'float', name: 'x', low: 0, high: 1 };
const LOG_FLOAT: Parameter = { kind: 'float', name: 'x', low: 1e-5, high: 1e-1, log: true };
const STEPPED: Parameter = { kind: 'integer', name: 'x', low: 16, high: 128, step: 16 };
const LOG_INTEGER: Parameter = { kind: 'integer', name: 'x', low: 1, high: 64, log: true };
const CHOICE: Parameter = { kind: 'category', name: 'x', choices: ['a', 'b', 'c'] };

function logDensities(
  parameter: Parameter,
  observed: readonly ParameterValue[],
  at: readonly ParameterValue[],
) {
  const points = observed.map((value) => [encode(parameter, value)]);
  const { density } = parzenEstimator([parameter], points);
  return at.map((value) => Math.log(density([encode(parameter, value)])));
}

const expectClose = (actual: ArrayLike<number>, wanted: readonly number[]) => {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThan(1e-12);
  });
};

describe('kernels', () => {
  it('have the means and deviations of Optuna', () => {
    const float = kernelsOf([0.5, 0.1, 0.9, 0.55], { low: 0, high: 1 });
    expectClose(float.means, [0.5, 0.1, 0.9, 0.55, 0.5]);
    expectClose(float.deviations, [0.4, 0.4, 0.35, 0.35, 1]);
    const one = kernelsOf([0.3], { low: 0, high: 1 });
    expectClose(one.means, [0.3, 0.5]);
    expectClose(one.deviations, [0.7, 1]);
    const stepped = kernelsOf([32, 128, 32], { low: 8, high: 136 });
    expectClose(stepped.means, [32, 128, 32, 72]);
    expectClose(stepped.deviations, [25.6, 96, 96, 128]);
    const log = kernelsOf([0, Math.log(8), Math.log(64)], {
      low: Math.log(0.5),
      high: Math.log(64.5),
    });
    expectClose(log.means, [0, 2.0794415416798357, 4.1588830833596715, 1.7367590216208906]);
    expectClose(
      log.deviations,
      [2.0794415416798357, 2.0794415416798357, 2.0794415416798357, 4.859812404361672],
    );
  });

  it('are the prior alone without observations', () => {
    expect(kernelsOf([], { low: 2, high: 4 })).toEqual({
      means: Float64Array.of(3),
      deviations: Float64Array.of(2),
    });
  });

  it('weigh as in Optuna: equal below 25, then the oldest less', () => {
    expect([...observationWeights(0)]).toEqual([1]);
    expect([...observationWeights(4)]).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
    // default_weights(27) is 1/27, then 26 times 1; the prior adds 1.
    const old = 1 / 27 / (27 + 1 / 27);
    expectClose(observationWeights(27), [old, ...new Array<number>(27).fill(1 / (27 + 1 / 27))]);
    expectClose(
      observationWeights(30).subarray(0, 6),
      [
        0.0011661807580174927, 0.009620991253644314, 0.018075801749271137, 0.026530612244897955,
        0.034985422740524776, 0.034985422740524776,
      ],
    );
  });
});

describe('parzenEstimator', () => {
  it('has the densities of Optuna for each kind of parameter', () => {
    expectClose(
      logDensities(FLOAT, [0.5, 0.1, 0.9, 0.55], [0, 0.3, 0.52, 1]),
      [-0.3260288526153352, 0.02327195132977211, 0.12629340414225676, -0.2163946749829183],
    );
    expectClose(
      logDensities(FLOAT, [0.3], [0.3, 0.9]),
      [0.06989616347219396, -0.13932167972091136],
    );
    expectClose(
      logDensities(LOG_FLOAT, [1e-3, 2e-4, 5e-2], [1e-5, 1e-3, 0.1]),
      [-2.7931419685609, -2.050871993861641, -2.440928254611522],
    );
    expectClose(
      logDensities(STEPPED, [32, 128, 32], [16, 32, 112, 128]),
      [-1.9214471709841798, -1.8018614002620397, -2.3486019418408093, -2.4031541461578763],
    );
    expectClose(
      logDensities(LOG_INTEGER, [1, 8, 64], [1, 2, 8, 63]),
      [-1.6463396054011001, -2.273943596278719, -3.572840801929445, -5.7787732155003],
    );
    expectClose(
      logDensities(CHOICE, ['a', 'a', 'c'], ['a', 'b', 'c']),
      [-0.7419373447293773, -1.6582280766035324, -1.0986122886681098],
    );
  });

  it('has the joint density of Optuna for 30 observations of a mixed space', () => {
    // x = ((7 i) mod 30) / 29, units = 1 + (11 i) mod 30, cell = i mod 3, for i = 0 to 29.
    const space: Parameter[] = [
      FLOAT,
      { kind: 'integer', name: 'units', low: 1, high: 30 },
      CHOICE,
    ];
    const points = Array.from({ length: 30 }, (_, i) => [
      ((i * 7) % 30) / 29,
      1 + ((i * 11) % 30),
      i % 3,
    ]);
    const { density } = parzenEstimator(space, points);
    const at = [
      [0.02, 1, 0],
      [1, 16, 1],
      [0.4, 30, 2],
    ];
    expectClose(
      at.map((point) => Math.log(density(point))),
      [-4.4043842884063595, -2.706677666310807, -5.852557043729789],
    );
  });

  it('gives the values of whole numbers and choices probabilities that sum to 1', () => {
    const discrete = fc.constantFrom(STEPPED, LOG_INTEGER, CHOICE);
    const seeds = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(discrete, seeds, fc.integer({ min: 0, max: 40 }), (parameter, seed, n) => {
        const random = createRandom(seed);
        const points = Array.from({ length: n }, () =>
          encodeAll([parameter], sampleUniform([parameter], random)),
        );
        const { density } = parzenEstimator([parameter], points);
        const values = allValues(parameter);
        expect(values).toHaveLength(cardinality([parameter]));
        const sum = values.reduce<number>((a, v) => a + density([encode(parameter, v)]), 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  it('integrates to 1 over a continuous parameter', () => {
    for (const parameter of [FLOAT, LOG_FLOAT] as const) {
      const random = createRandom(2);
      const points = Array.from({ length: 12 }, () =>
        encodeAll([parameter], sampleUniform([parameter], random)),
      );
      const { density } = parzenEstimator([parameter], points);
      const { low, high } = extentOf(parameter);
      const n = 20_000;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += density([low + ((i + 0.5) / n) * (high - low)]);
      // The midpoint rule's error is of the order of (range / n)^2.
      expect(Math.abs((sum * (high - low)) / n - 1)).toBeLessThan(1e-6);
    }
  });

  it('draws what its density says: chi-square over 8 whole numbers, seed 9', () => {
    const points = [[32], [128], [32]];
    const { draw, density } = parzenEstimator([STEPPED], points);
    const random = createRandom(9);
    const counts = new Map<number, number>();
    const n = 40_000;
    for (let i = 0; i < n; i++) {
      const [value = Number.NaN] = draw(random);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const chi = allValues(STEPPED).reduce<number>((sum, value) => {
      const expected = n * density([Number(value)]);
      return sum + ((counts.get(Number(value)) ?? 0) - expected) ** 2 / expected;
    }, 0);
    // 7 degrees of freedom, 99.9 %: 24.32.
    expect(chi).toBeLessThan(24.33);
  });

  it('draws only allowed values', () => {
    const random = createRandom(1);
    const points = Array.from({ length: 15 }, () =>
      encodeAll(MIXED_SPACE, sampleUniform(MIXED_SPACE, random)),
    );
    const { draw } = parzenEstimator(MIXED_SPACE, points);
    for (let i = 0; i < 500; i++) {
      const point = draw(random);
      MIXED_SPACE.forEach((parameter, p) => {
        // `encode` throws for a value that is not allowed.
        const value = decode(parameter, point[p] ?? Number.NaN);
        expect(encode(parameter, value)).toBeCloseTo(point[p] ?? Number.NaN, 12);
      });
    }
  });
});

function allValues(parameter: Parameter): ParameterValue[] {
  if (parameter.kind === 'category') return [...parameter.choices];
  const step = parameter.kind === 'integer' ? (parameter.step ?? 1) : Number.NaN;
  const values: number[] = [];
  for (let value = parameter.low; value <= parameter.high; value += step) values.push(value);
  return values;
}
