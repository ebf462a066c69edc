import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { normal } from '../random/distributions';
import { createRandom } from '../random/generator';
import reference from './fixtures/vif.json' with { type: 'json' };
import { selectByVif, varianceInflation } from './vif';

/** Independent normals; `extra` makes further columns of them. */
function table(rows: number, columns: number, extra: (row: number[]) => number[] = () => []) {
  const random = createRandom(11);
  return matrixFromRows(
    Array.from({ length: rows }, () => {
      const row = Array.from({ length: columns }, () => normal(random));
      return [...row, ...extra(row)];
    }),
  );
}

describe('varianceInflation', () => {
  it('equals statsmodels within 1e-8, relative', () => {
    const vif = varianceInflation(matrixFromRows(reference.x));
    reference.vif.forEach((want, j) => {
      expect(Math.abs((vif[j] ?? 0) / want - 1)).toBeLessThan(1e-8);
    });
  });

  it('is 1 / (1 - r^2) for two columns and 1 for one', () => {
    const matrix = table(50, 2, () => []);
    const x = Array.from({ length: 50 }, (_, i) => matrix.values[2 * i] ?? 0);
    const y = Array.from({ length: 50 }, (_, i) => matrix.values[2 * i + 1] ?? 0);
    const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
    const [mx, my] = [mean(x), mean(y)];
    const dot = (a: number[], ma: number, b: number[], mb: number) =>
      a.reduce((sum, value, i) => sum + (value - ma) * ((b[i] ?? 0) - mb), 0);
    const r2 = dot(x, mx, y, my) ** 2 / (dot(x, mx, x, mx) * dot(y, my, y, my));
    expect(varianceInflation(matrix)[0]).toBeCloseTo(1 / (1 - r2), 12);
    expect(Array.from(varianceInflation(table(20, 1)))).toEqual([1]);
  });

  it('is infinite for what others make up, and only there', () => {
    // Column 3 = column 0 + column 1; columns 2 and 4 have nothing to do with it.
    const vif = varianceInflation(table(100, 3, ([a = 0, b = 0, c = 0]) => [a + b, c * c]));
    expect([vif[0], vif[1], vif[3]]).toEqual([Infinity, Infinity, Infinity]);
    expect(vif[2]).toBeLessThan(1.1);
    expect(vif[4]).toBeLessThan(1.1);
  });

  it('is the same for independent columns whether or not a duplicate stands before them', () => {
    const plain = varianceInflation(table(60, 4));
    const doubled = varianceInflation(table(60, 4, ([a = 0, b = 0]) => [a, b]));
    expect(doubled[2]).toBeCloseTo(plain[2] ?? 0, 12);
    expect(doubled[3]).toBeCloseTo(plain[3] ?? 0, 12);
  });

  it('is NaN for a constant column, which bothers no other', () => {
    const vif = varianceInflation(table(30, 2, () => [0.1]));
    const plain = varianceInflation(table(30, 2));
    expect(vif[2]).toBeNaN();
    expect(vif[0]).toBe(plain[0]);
  });

  it('does not depend on scale', () => {
    const plain = varianceInflation(table(40, 3, ([a = 0, b = 0]) => [a + 0.1 * b * b]));
    const scaled = varianceInflation(
      table(40, 3, ([a = 0, b = 0]) => [1e6 * (a + 0.1 * b * b) + 5]),
    );
    plain.forEach((value, j) => {
      expect((scaled[j] ?? 0) / value).toBeCloseTo(1, 9);
    });
  });

  it('refuses what is not finite', () => {
    const matrix = matrixFromRows([[1], [Number.NaN]]);
    expect(() => varianceInflation(matrix)).toThrow('row 1 of column 0 is NaN');
  });

  it('gives infinity everywhere with more columns than rows', () => {
    expect(new Set(varianceInflation(table(3, 5)))).toEqual(new Set([Infinity]));
  });
});

describe('selectByVif', () => {
  const names = ['a', 'b', 'c', 'nearA', 'sum', 'constant'];
  const matrix = table(200, 3, ([a = 0, b = 0, c = 0]) => [a + 0.1 * c * b, a + b, 7]);

  it('tells what went, in which order and why', () => {
    const { removed, kept, before } = selectByVif(matrix, names);
    expect(removed.map(({ feature, reason }) => [feature, reason])).toEqual([
      ['constant', 'constant'],
      ['sum', 'collinear'],
      ['a', 'collinear'],
    ]);
    expect(kept.map(({ feature }) => feature)).toEqual(['b', 'c', 'nearA']);
    expect(before.find(({ feature }) => feature === 'sum')?.vif).toBe(Infinity);
    expect(Math.max(...kept.map(({ vif }) => vif))).toBeLessThan(1.1);
  });

  it('agrees with removing one by one and starting over', () => {
    const { removed, kept } = selectByVif(
      matrixFromRows(reference.x),
      ['p', 'q', 'r', 's', 't', 'u'],
      2,
    );
    let left = ['p', 'q', 'r', 's', 't', 'u'].map((name, j) => ({ name, j }));
    for (const step of removed) {
      const vif = varianceInflation(
        matrixFromRows(reference.x.map((row) => left.map(({ j }) => row[j] ?? 0))),
      );
      const at = left.findIndex(({ name }) => name === step.feature);
      expect(Math.max(...vif)).toBe(vif[at]);
      expect((vif[at] ?? 0) / step.vif).toBeCloseTo(1, 9);
      left = left.filter(({ name }) => name !== step.feature);
    }
    expect(left.map(({ name }) => name)).toEqual(kept.map(({ feature }) => feature));
    expect(kept.every(({ vif }) => vif <= 2)).toBe(true);
  });

  it('keeps everything below the limit and nothing of nothing', () => {
    expect(selectByVif(table(50, 2), ['a', 'b']).removed).toEqual([]);
    expect(selectByVif(matrixFromRows([]), [])).toEqual({ removed: [], kept: [], before: [] });
  });

  it('refuses a limit below 1 and names that do not fit', () => {
    expect(() => selectByVif(matrix, names, 0.5)).toThrow(RangeError);
    expect(() => selectByVif(matrix, ['a'])).toThrow('1 names do not fit 6 columns');
  });
});
