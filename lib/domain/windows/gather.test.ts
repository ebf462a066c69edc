import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherWindows } from './gather';

/** One value at a time: day `d` of window `i` is `observeDays - d` rows before the anchor, 0 before the history. */
function slowly(
  values: readonly (readonly number[])[],
  lastRow: readonly number[],
  history: readonly number[],
  observeDays: number,
): number[] {
  return lastRow.flatMap((last, i) =>
    Array.from({ length: observeDays }, (_, d) => {
      const back = observeDays - 1 - d;
      const row = values[last - back];
      return back < (history[i] ?? 0) && row ? row : (values[0] ?? []).map(() => 0);
    }).flat(),
  );
}

describe('gatherWindows', () => {
  it('puts a short history at the end, after zeros', () => {
    const daily = { values: Float32Array.of(1, 10, 2, 20, 3, 30), features: 2 };
    const tensor = gatherWindows(daily, Int32Array.of(1, 2), Int32Array.of(1, 2), 3);
    expect([...tensor]).toEqual([0, 0, 0, 0, 2, 20, 0, 0, 2, 20, 3, 30]);
  });

  it('agrees with slow code', () => {
    const size = fc.record({
      features: fc.integer({ min: 1, max: 4 }),
      rows: fc.integer({ min: 1, max: 30 }),
      observeDays: fc.integer({ min: 1, max: 9 }),
    });
    const windows = size.chain((s) => {
      const last = fc.integer({ min: 0, max: s.rows - 1 });
      const window = last.chain((l) =>
        fc.tuple(fc.constant(l), fc.integer({ min: 1, max: l + 1 })),
      );
      return fc.tuple(fc.constant(s), fc.array(window, { maxLength: 10 }));
    });
    fc.assert(
      fc.property(windows, ([{ features, rows, observeDays }, list]) => {
        const values = Array.from({ length: rows }, (_, r) =>
          Array.from({ length: features }, (_, f) => 1 + r * 10 + f),
        );
        const lastRow = list.map(([last]) => last);
        const history = list.map(([, days]) => days);
        const tensor = gatherWindows(
          { values: Float32Array.from(values.flat()), features },
          Int32Array.from(lastRow),
          Int32Array.from(history),
          observeDays,
        );
        expect([...tensor]).toEqual(slowly(values, lastRow, history, observeDays));
      }),
    );
  });

  it.each([
    ['a row behind the matrix', [3], [1]],
    ['more history than rows', [1], [3]],
    ['no history', [1], [0]],
    ['a negative row', [-1], [1]],
  ])('refuses %s', (_, lastRow, history) => {
    const daily = { values: new Float32Array(6), features: 2 };
    const call = () => gatherWindows(daily, Int32Array.from(lastRow), Int32Array.from(history), 7);
    expect(call).toThrow(/window 0 needs rows/);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses observeDays = %s', (days) => {
    const daily = { values: new Float32Array(2), features: 1 };
    expect(() => gatherWindows(daily, new Int32Array(), new Int32Array(), days)).toThrow(
      `got ${days}`,
    );
  });
});
