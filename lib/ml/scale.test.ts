import { describe, expect, test } from 'vitest';
import { SCALERS } from '@/lib/contracts/training';
import { fitScaler, scalerSchema, scaleWindows } from './scale';

// Two windows to fit on, one that is never looked at; 2 days x 2 features.
const X = Float32Array.of(1, 10, 2, 10, 3, 10, 6, 10, 1000, Number.NaN, -5, 0);
const ROWS = Int32Array.of(0, 1);
const fitKind = (kind: (typeof SCALERS)[number]) => fitScaler(kind, X, ROWS, 2, 2);

describe('fitScaler', () => {
  test('knows each kind', () => {
    expect(fitKind('none')).toEqual({ kind: 'none', center: [0, 0], scale: [1, 1] });
    // Mean of 1, 2, 3, 6 is 3; variance (4 + 1 + 0 + 9) / 4.
    expect(fitKind('standard')).toEqual({
      kind: 'standard',
      center: [3, 10],
      scale: [Math.sqrt(3.5), 1],
    });
    expect(fitKind('min-max')).toEqual({ kind: 'min-max', center: [1, 10], scale: [5, 1] });
    // Quartiles 1.75 and 3.75 (numpy.percentile's default).
    expect(fitKind('robust')).toEqual({ kind: 'robust', center: [2.5, 10], scale: [2, 1] });
    const logs = [2, 3, 4, 7].map(Math.log);
    const mean = logs.reduce((a, b) => a + b) / 4;
    const { center, scale } = fitKind('log1p-standard');
    expect(center[0]).toBeCloseTo(mean, 12);
    expect(scale[0]).toBeCloseTo(
      Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 4),
      12,
    );
  });

  test('does not blow up what is constant but for rounding', () => {
    const third = new Float32Array(30).fill(1 / 3);
    const rows = Int32Array.from({ length: 30 }, (_, i) => i);
    const scaler = fitScaler('standard', third, rows, 1, 1);
    expect(scaler.scale).toEqual([1]);
    expect(Math.abs(scaleWindows(scaler, third)[0] ?? 1)).toBeLessThan(1e-7);
  });

  test('refuses what cannot be scaled, and says where it is', () => {
    expect(() => fitScaler('standard', X, new Int32Array(), 2, 2)).toThrow('there is no window');
    expect(() => fitScaler('standard', X, Int32Array.of(2), 2, 2)).toThrow(
      'window 2, day 0, feature 1 is NaN',
    );
    expect(() =>
      fitScaler('log1p-standard', Float32Array.of(3, -1), Int32Array.of(0), 1, 2),
    ).toThrow('log1p needs numbers above -1, feature 1 has -1');
  });
});

describe('scaleWindows', () => {
  test('applies what was fitted to windows that were not', () => {
    expect([...scaleWindows(fitKind('min-max'), X)]).toEqual(
      [0, 0, 0.2, 0, 0.4, 0, 1, 0, 199.8, Number.NaN, -1.2, -10].map(Math.fround),
    );
    const { center, scale, ...rest } = fitKind('log1p-standard');
    const scaled = scaleWindows({ center, scale, ...rest }, Float32Array.of(0, 10));
    expect([...scaled]).toEqual([Math.fround(-(center[0] ?? 0) / (scale[0] ?? 0)), 0]);
  });

  test('gives the same after a way through JSON', () => {
    for (const kind of SCALERS) {
      const scaler = fitKind(kind);
      const read = scalerSchema.parse(JSON.parse(JSON.stringify(scaler)));
      const counts = Float32Array.of(0, 4, 2.5, 7);
      expect(scaleWindows(read, counts)).toEqual(scaleWindows(scaler, counts));
    }
  });

  test('leaves the windows as they are, and refuses another width', () => {
    const windows = Float32Array.of(1, 2);
    scaleWindows(fitKind('standard'), windows);
    expect([...windows]).toEqual([1, 2]);
    expect(() => scaleWindows(fitKind('standard'), Float32Array.of(1, 2, 3))).toThrow(
      '3 numbers are no rows of 2 features',
    );
  });
});
