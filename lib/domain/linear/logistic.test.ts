import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { solveSpd } from './cholesky';
import { fitLogistic, predictLogistic } from './logistic';

/**
 * Golden values: scikit-learn 1.9.1 `LogisticRegression(solver='newton-cholesky', tol=1e-12)`, C = 1 / l2, on
 * x_i = ((7919 i mod 101) / 10, (104729 i mod 97) - 48, (1299709 i mod 89) / 89000) and y_i drawn by
 * (15485863 i mod 9973) / 9973 < sigmoid(0.3 (x_0 - 5) - 0.05 x_1 + 800 (x_2 - 0.0005)), i = 0 to 299.
 */
const X = Array.from({ length: 300 }, (_, i) => [
  ((i * 7919) % 101) / 10,
  ((i * 104729) % 97) - 48,
  (((i * 1299709) % 89) / 89) * 1e-3,
]);
const Y = X.map(([a = 0, b = 0, c = 0], i) => {
  const margin = 0.3 * (a - 5) - 0.05 * b + 800 * (c - 5e-4);
  return ((i * 15485863) % 9973) / 9973 < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
});
const matrix = matrixFromRows(X);

function expectModel(
  fit: ReturnType<typeof fitLogistic>,
  intercept: number,
  coefficients: readonly number[],
) {
  expect(fit.converged).toBe(true);
  expect(fit.model.intercept).toBeCloseTo(intercept, 7);
  coefficients.forEach((want, j) => {
    expect((fit.model.coefficients[j] ?? 0) / want).toBeCloseTo(1, 7);
  });
}

describe('fitLogistic against scikit-learn', () => {
  it('agrees on raw columns for two penalties', () => {
    const raw = { standardise: false };
    expectModel(
      fitLogistic(matrix, Y, raw),
      -1.6365787080310439,
      [0.32803783558420035, -0.050543451882985514, 0.003975093014333052],
    );
    expectModel(
      fitLogistic(matrix, Y, { ...raw, l2: 0.01 }),
      -1.6418529110283424,
      [0.3290533426394594, -0.05059232736116374, 0.3973121506274949],
    );
  });

  it('agrees on standardised columns, told in their own units', () => {
    expectModel(
      fitLogistic(matrix, Y),
      -2.0531862118418664,
      [0.31860940949975913, -0.049996340064403434, 948.3617906656966],
    );
  });

  it('agrees with weights', () => {
    const weights = Y.map((_, i) => 1 + (i % 3));
    expectModel(
      fitLogistic(matrix, Y, { weights, standardise: false }),
      -1.5985573026732807,
      [0.3232684630934369, -0.05082694705156501, 0.005959050778533266],
    );
  });

  it('shares a coefficient between two equal columns', () => {
    const doubled = matrixFromRows(X.map((row) => [...row, row[0] ?? 0]));
    expectModel(
      fitLogistic(doubled, Y, { standardise: false }),
      -1.6391229952337294,
      [0.16427314026141196, -0.05056696049948715, 0.003974886524543062, 0.16427314026141196],
    );
  });

  it('is bounded by its penalty when classes part perfectly', () => {
    const separable = matrixFromRows([[-2], [-1], [1], [2]]);
    const fit = fitLogistic(separable, [0, 0, 1, 1], { standardise: false });
    expect(fit.model.intercept).toBeCloseTo(0, 12);
    expect(fit.model.coefficients[0]).toBeCloseTo(1.0065943148735454, 9);
  });
});

describe('fitLogistic', () => {
  it('ends with finite numbers without a penalty on separable or collinear columns', () => {
    const separable = fitLogistic(matrixFromRows([[-2], [-1], [1], [2]]), [0, 0, 1, 1], { l2: 0 });
    expect(separable.iterations).toBeLessThanOrEqual(100);
    expect(Number.isFinite(separable.model.coefficients[0])).toBe(true);
    expect(separable.loss).toBeLessThan(1e-6);
    const collinear = matrixFromRows(X.map(([a = 0, b = 0]) => [a, b, a + b]));
    const fit = fitLogistic(collinear, Y, { l2: 0 });
    const plain = fitLogistic(matrixFromRows(X.map(([a = 0, b = 0]) => [a, b])), Y, { l2: 0 });
    expect(fit.converged).toBe(true);
    expect(fit.loss).toBeCloseTo(plain.loss, 9);
  });

  it('leaves a constant column alone', () => {
    const constant = matrixFromRows(X.map(([a = 0, b = 0, c = 0]) => [a, b, c, 0.1]));
    const fit = fitLogistic(constant, Y);
    expect(fit.model.coefficients[3]).toBe(0);
    expect(fit.loss).toBeCloseTo(fitLogistic(matrix, Y).loss, 12);
  });

  it('starts far away without overflow', () => {
    const huge = matrixFromRows(X.map(([a = 0]) => [a * 1e8]));
    const fit = fitLogistic(huge, Y, { standardise: false });
    expect(fit.model.coefficients.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(fit.loss)).toBe(true);
  });

  it('tells when it was stopped', () => {
    const fit = fitLogistic(matrix, Y, { maxIterations: 1 });
    expect(fit.converged).toBe(false);
    expect(fit.iterations).toBe(1);
    expect(fit.gradient).toBeGreaterThan(1e-3);
  });

  it('refuses one class, NaN and settings out of range', () => {
    expect(() =>
      fitLogistic(
        matrix,
        Y.map(() => 1),
      ),
    ).toThrow('both classes');
    expect(() => fitLogistic(matrix, [1])).toThrow('1 labels, 300 rows');
    expect(() => fitLogistic(matrixFromRows([[Number.NaN], [1]]), [0, 1])).toThrow(
      'row 0 of column 0 is NaN',
    );
    expect(() => fitLogistic(matrix, Y, { l2: -1 })).toThrow('l2 must be from 0, got -1');
  });
});

describe('predictLogistic', () => {
  it('is the sigmoid of the margin', () => {
    const model = { intercept: -1, coefficients: [2, 0.5] };
    const p = predictLogistic(
      model,
      matrixFromRows([
        [0.5, 0],
        [1, 2],
      ]),
    );
    expect(Array.from(p)).toEqual([0.5, 1 / (1 + Math.exp(-2))]);
    expect(() => predictLogistic(model, matrix)).toThrow('knows 2 columns, got 3');
  });
});

describe('solveSpd', () => {
  it('solves and refuses what is not positive definite', () => {
    // [[4, 2], [2, 5]] x = [8, 14]
    const x = solveSpd(new Float64Array([4, 0, 2, 5]), new Float64Array([8, 14]));
    expect(Array.from(x ?? [])).toEqual([0.75, 2.5]);
    expect(solveSpd(new Float64Array([1, 0, 2, 1]), new Float64Array([1, 1]))).toBeUndefined();
  });
});
