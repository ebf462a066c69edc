import { describe, expect, it } from 'vitest';
import { calibrate, fitIsotonic, fitPlatt, reliabilityCurve } from './calibration';
import { classificationReport } from './classification';

/**
 * Golden values: scikit-learn 1.9.1 `IsotonicRegression(out_of_bounds='clip')`; Platt's likelihood minimised by scipy
 * 1.17 `minimize(method='BFGS', gtol=1e-12)`, on p_i = (7919 i mod 101) / 100, y_i = (104729 i mod 97) / 97 < p_i^2.
 */
const P = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 101) / 100);
const Y = P.map((p, i) => (((i * 104729) % 97) / 97 < p ** 2 ? 1 : 0));

describe('fitIsotonic', () => {
  it('equals scikit-learn', () => {
    const got = calibrate(fitIsotonic(Y, P), [0, 0.1, 0.33, 0.5, 0.505, 0.77, 0.9, 1]);
    const want = [0, 0, 1 / 14, 0.25, 0.25, 5 / 7, 5 / 6, 1];
    want.forEach((value, i) => {
      expect(got[i]).toBeCloseTo(value, 14);
    });
  });

  it('pools a violation to its mean', () => {
    const calibration = fitIsotonic([0, 1, 0, 1], [0.1, 0.2, 0.3, 0.4]);
    expect(calibration).toEqual({
      method: 'isotonic',
      from: [0.1, 0.2, 0.3, 0.4],
      to: [0, 0.5, 0.5, 1],
    });
    expect(Array.from(calibrate(calibration, [0, 0.15, 1]))).toEqual([0, 0.24999999999999994, 1]);
  });

  it('gives rows with equal p one value', () => {
    const calibration = fitIsotonic([1, 0, 1], [0.5, 0.5, 0.5]);
    expect(Array.from(calibrate(calibration, [0, 0.5]))).toEqual([2 / 3, 2 / 3]);
  });
});

describe('fitPlatt', () => {
  it('finds the maximum of the likelihood', () => {
    const calibration = fitPlatt(Y, P);
    expect(calibration.method).toBe('platt');
    if (calibration.method !== 'platt') return;
    expect(calibration.slope).toBeCloseTo(1.0900231905974205, 6);
    expect(calibration.intercept).toBeCloseTo(-1.0214630893140524, 6);
  });

  it('stays finite when the classes part perfectly or all p are equal', () => {
    const apart = calibrate(fitPlatt([0, 0, 1, 1], [0, 0.1, 0.9, 1]), [0, 0.1, 0.9, 1]);
    expect(apart.every((p) => p > 0 && p < 1)).toBe(true);
    // The softened targets 1/4 and 3/4 keep the mean at one half.
    expect(apart.reduce((a, b) => a + b, 0)).toBeCloseTo(2, 9);
    const flat = calibrate(fitPlatt([0, 0, 0, 1], [0.5, 0.5, 0.5, 0.5]), [0.5]);
    // The softened targets' mean: (3 * 1/5 + 2/3) / 4.
    expect(flat[0]).toBeCloseTo((3 / 5 + 2 / 3) / 4, 9);
  });
});

describe('calibration', () => {
  it('repairs probabilities that are off', () => {
    const before = classificationReport(Y, P).metrics;
    for (const calibration of [fitPlatt(Y, P), fitIsotonic(Y, P)]) {
      const after = classificationReport(Y, calibrate(calibration, P)).metrics;
      expect(after.expectedCalibrationError).toBeLessThan(
        (before.expectedCalibrationError ?? 0) / 2,
      );
    }
  });

  it('refuses one class and probabilities out of range', () => {
    expect(() => fitPlatt([1, 1], [0.1, 0.2])).toThrow('both classes');
    expect(() => fitIsotonic([], [])).toThrow('both classes');
    expect(() => calibrate(fitPlatt(Y, P), [Number.NaN])).toThrow(RangeError);
  });
});

describe('reliabilityCurve', () => {
  it('leaves empty bins out and puts 1 in the last', () => {
    expect(reliabilityCurve([0, 1, 1], [0.25, 0.25, 1], 4)).toEqual([
      { rows: 2, predicted: 0.25, observed: 0.5 },
      { rows: 1, predicted: 1, observed: 1 },
    ]);
    expect(() => reliabilityCurve([], [], 0)).toThrow(RangeError);
  });
});
