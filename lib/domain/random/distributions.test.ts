import { describe, expect, it } from 'vitest';
import {
  bernoulli,
  exponential,
  gamma,
  logFactorial,
  logNormal,
  normal,
  normalQuantile,
  pareto,
  poisson,
} from './distributions';
import { createRandom, type Random } from './generator';

const N = 200_000;

/** Largest distance of the sample's distribution from `cdf`, times sqrt(n): above 1.95 once in a thousand times. */
function kolmogorov(draw: (random: Random) => number, cdf: (x: number) => number): number {
  const random = createRandom(1234);
  const x = Float64Array.from({ length: N }, () => draw(random)).sort();
  let worst = 0;
  x.forEach((value, i) => {
    const f = cdf(value);
    worst = Math.max(worst, (i + 1) / N - f, f - i / N);
  });
  return worst * Math.sqrt(N);
}

/** Sample mean of `value`, in standard errors from `expected`. */
function z(draw: (random: Random) => number, expected: number): number {
  const random = createRandom(99);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < N; i++) {
    const value = draw(random);
    sum += value;
    squares += value * value;
  }
  const mean = sum / N;
  return (mean - expected) / Math.sqrt((squares / N - mean * mean) / N);
}

describe('continuous distributions', () => {
  it('exponential has the CDF 1 - exp(-x / mean)', () => {
    expect(
      kolmogorov(
        (r) => exponential(r, 30),
        (x) => 1 - Math.exp(-x / 30),
      ),
    ).toBeLessThan(1.95);
  });

  it('Pareto has the CDF 1 - x^-shape from 1 on', () => {
    expect(
      kolmogorov(
        (r) => pareto(r, 1.2),
        (x) => 1 - x ** -1.2,
      ),
    ).toBeLessThan(1.95);
    expect(() => pareto(createRandom(1), 0)).toThrow(RangeError);
    expect(() => pareto(createRandom(1), Number.NaN)).toThrow(RangeError);
  });

  it('normal and log-normal have their quantiles', () => {
    const random = createRandom(5);
    const x = Float64Array.from({ length: N }, () => normal(random));
    const y = Float64Array.from({ length: N }, () => logNormal(random, 2, 0.5));
    for (const p of [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999]) {
      const q = normalQuantile(p);
      const slack = 4 * Math.sqrt((p * (1 - p)) / N);
      expect(Math.abs(x.filter((v) => v < q).length / N - p)).toBeLessThan(slack);
      const level = Math.exp(2 + 0.5 * q);
      expect(Math.abs(y.filter((v) => v < level).length / N - p)).toBeLessThan(slack);
    }
  });

  it('gamma of shape 1 is exponential', () => {
    expect(
      kolmogorov(
        (r) => gamma(r, 1),
        (x) => 1 - Math.exp(-x),
      ),
    ).toBeLessThan(1.95);
  });

  it.each([0.3, 0.8, 2.5, 40])('gamma of shape %s has its first three moments', (shape) => {
    const rising = (k: number) => Array.from({ length: k }, (_, i) => shape + i);
    for (const k of [1, 2, 3]) {
      const moment = rising(k).reduce((a, b) => a * b, 1);
      expect(Math.abs(z((r) => gamma(r, shape) ** k, moment))).toBeLessThan(4);
    }
    expect(() => gamma(createRandom(1), -shape)).toThrow(RangeError);
  });
});

describe('poisson', () => {
  it.each([0.05, 1, 4.2, 9.99, 10, 25.5, 400])(
    'of mean %s has the probabilities exp(-m) m^k / k!',
    (mean) => {
      const random = createRandom(77);
      const counts = new Map<number, number>();
      for (let i = 0; i < N; i++) {
        const k = poisson(random, mean);
        counts.set(k, (counts.get(k) ?? 0) + 1);
      }
      let chi = 0;
      let cells = 0;
      let restExpected = N;
      let restSeen = N;
      for (let k = 0; k <= mean + 12 * Math.sqrt(mean) + 10; k++) {
        const expected = N * Math.exp(k * Math.log(mean) - mean - logFactorial(k));
        if (expected < 20) continue;
        const seen = counts.get(k) ?? 0;
        chi += (seen - expected) ** 2 / expected;
        cells++;
        restExpected -= expected;
        restSeen -= seen;
      }
      chi += restExpected > 1 ? (restSeen - restExpected) ** 2 / restExpected : 0;
      // Wilson and Hilferty: chi-square with `cells` degrees of freedom as a standard normal.
      const df = cells;
      const score = ((chi / df) ** (1 / 3) - (1 - 2 / (9 * df))) / Math.sqrt(2 / (9 * df));
      expect(score).toBeLessThan(3.1);
    },
  );

  it('of mean 0 is 0, and other means are refused', () => {
    expect(poisson(createRandom(1), 0)).toBe(0);
    for (const mean of [-1, Number.NaN, 2 ** 31]) {
      expect(() => poisson(createRandom(1), mean)).toThrow(RangeError);
    }
  });
});

it('bernoulli is true with probability p', () => {
  expect(Math.abs(z((r) => (bernoulli(r, 0.3) ? 1 : 0), 0.3))).toBeLessThan(4);
  expect(bernoulli(createRandom(1), 0)).toBe(false);
  expect(bernoulli(createRandom(1), 1)).toBe(true);
});

it('logFactorial agrees with lgamma(k + 1)', () => {
  // Recipe: Python 3 math.lgamma(k + 1).
  const golden = [
    [0, 0],
    [1, 0],
    [5, 4.787491742782047],
    [15, 27.89927138384089],
    [16, 30.671860106080672],
    [17, 33.50507345013689],
    [50, 148.47776695177305],
    [1000, 5912.128178488163],
  ] as const;
  for (const [k, expected] of golden) {
    expect(Math.abs(logFactorial(k) - expected)).toBeLessThanOrEqual(1e-11 + 1e-15 * expected);
  }
});

it('normalQuantile agrees with statistics.NormalDist().inv_cdf', () => {
  // Recipe: Python 3 statistics.NormalDist().inv_cdf(p).
  const golden = [
    [1e-9, -5.9978070150076865],
    [0.001, -3.090232306167813],
    [0.02425, -1.9729610513118845],
    [0.3, -0.5244005127080407],
    [0.975, 1.9599639845400536],
    [0.9999, 3.7190164854557084],
  ] as const;
  for (const [p, expected] of golden) {
    expect(Math.abs(normalQuantile(p) / expected - 1)).toBeLessThan(1.2e-9);
  }
  expect(normalQuantile(0.5)).toBe(0);
  for (const p of [0, 1, -0.1, Number.NaN])
    expect(() => normalQuantile(p)).toThrow(`(0, 1), got ${p}`);
});
