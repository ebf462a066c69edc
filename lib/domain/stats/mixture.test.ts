import { describe, expect, it } from 'vitest';
import { fitTwoGaussians, mixtureCrossing } from './mixture';
import { skewness } from './skewness';

/** numpy 2: default_rng(7), 60 of N(-3, 0.6) and 40 of N(-1, 0.3), rounded to 3 digits. */
const TWO_HEAPS = [
  -2.999, -2.821, -3.164, -3.534, -3.273, -3.595, -2.964, -2.196, -3.295, -3.372, -2.706, -2.786,
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: one of the numbers begins like pi
  -2.937, -3.558, -3.018, -2.583, -3.807, -3.275, -4.141, -3.774, -4.105, -3.141, -3.76, -2.837,
  -2.906, -3.112, -4.51, -3.323, -3.029, -2.932, -3.918, -3.287, -3.587, -3.485, -2.363, -3.485,
  -3.02, -2.469, -3.35, -3.067, -2.934, -2.962, -3.735, -2.954, -2.185, -3.928, -2.484, -2.928,
  -3.385, -1.8, -2.543, -3.72, -2.955, -2.654, -3.113, -2.59, -3.04, -2.6, -2.137, -3.405, -0.939,
  -1.139, -0.962, -1.356, -1.174, -1.059, -0.73, -0.656, -1.397, -1.238, -0.806, -1.598, -1.139,
  -1.029, -0.623, -0.793, -1.098, -1.111, -1.075, -0.543, -1.128, -1.091, -0.894, -1.036, -1.059,
  -1.334, -1.003, -1.133, -0.65, -0.804, -1.007, -0.799, -1.102, -0.684, -1.002, -0.825, -1.387,
  -0.896, -1.506, -1.611,
];

describe('fitTwoGaussians', () => {
  it('equals GaussianMixture of scikit-learn', () => {
    // scikit-learn 1.9.1: GaussianMixture(2, tol=1e-12, reg_covar=0, means_init=[[-3], [-1]]); crossing by scipy's brentq
    const fitted = fitTwoGaussians(TWO_HEAPS);
    const want = [
      [0.5998723430185252, -3.12461738744244, 0.2833155424885495],
      [0.40012765698147484, -1.0375399938367695, 0.0694723260232723],
    ];
    fitted?.parts.forEach((part, i) => {
      [part.weight, part.mean, part.variance].forEach((value, j) => {
        expect(value).toBeCloseTo(want[i]?.[j] ?? Number.NaN, 5);
      });
    });
    expect(fitted?.logLikelihood).toBeCloseTo(-116.25228842477551, 8);
    expect(fitted && mixtureCrossing(fitted)).toBeCloseTo(-1.7486347592470801, 5);
  });

  it('finds two values, each of them many times', () => {
    const fitted = fitTwoGaussians([1, 1, 1, 5]);
    expect(fitted?.parts.map(({ weight }) => Math.round(weight * 100))).toEqual([75, 25]);
    expect(fitted?.parts[0].mean).toBeCloseTo(1, 6);
    expect(fitted?.parts[1].mean).toBeCloseTo(5, 6);
  });

  it('has no heaps where there is no spread, or hardly a value', () => {
    expect(fitTwoGaussians([2, 2, 2, 2, 2])).toBeNull();
    expect(fitTwoGaussians([1, 2, 3])).toBeNull();
    expect(fitTwoGaussians([])).toBeNull();
    expect(() => fitTwoGaussians([1, Number.NaN])).toThrow('value 1 of the sample is NaN');
  });

  it('has no crossing when one part is the likelier one everywhere between the means', () => {
    const part = (weight: number, mean: number) => ({ weight, mean, variance: 1 });
    expect(
      mixtureCrossing({ parts: [part(0.999, 0), part(0.001, 0.5)], logLikelihood: 0 }),
    ).toBeNull();
    expect(mixtureCrossing({ parts: [part(0.5, 0), part(0.5, 4)], logLikelihood: 0 })).toBeCloseTo(
      2,
      12,
    );
  });
});

describe('skewness', () => {
  it('equals scipy.stats.skew', () => {
    expect(skewness([1, 2, 3, 10])).toBeCloseTo(1.0182337649086284, 12);
    expect(skewness([0.5, 0.1, 0.02, 0.9, 0.3])).toBeCloseTo(0.6181996041877063, 12);
  });

  it('is not defined without spread', () => {
    expect(skewness([0.1, 0.1, 0.1])).toBeNull();
    expect(skewness([])).toBeNull();
  });
});
