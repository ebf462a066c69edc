import { describe, expect, it } from 'vitest';
import { matrixFromRows, matrixOf } from '../matrix/matrix';
import { createRandom } from '../random/generator';
import { binAt, binMatrix, sampleRows } from './binned';
import { areSmallCounts, binOf, findBins, nextUp } from './bins';
import { treeParams } from './params';

const upperOf = (values: number[], maxBin = 255, minData = 1) =>
  Array.from(findBins(Float64Array.from(values), maxBin, minData).upper);

const TINY = Math.fround(1e-35);

describe('findBins', () => {
  it('cuts between neighbours and gives zero a bin of its own', () => {
    expect(upperOf([-1, 0, 1, 2])).toEqual([-TINY, TINY, nextUp(1.5), Infinity]);
    expect(upperOf([1, 2, 2])).toEqual([TINY, nextUp(1.5), Infinity]);
    expect(upperOf([-3, -1])).toEqual([nextUp(-2), -TINY, Infinity]);
  });

  it('joins neighbours until a bin holds min_data_in_bin values', () => {
    expect(upperOf([1, 2, 3, 4, 5], 255, 2)).toEqual([TINY, nextUp(2.5), nextUp(4.5), Infinity]);
  });

  it('has one bin for a constant, and two for zero and missing', () => {
    expect(upperOf([0, 0])).toEqual([Infinity]);
    const bins = findBins(Float64Array.from([0, Number.NaN, 0]), 255, 3);
    expect(bins).toEqual({ upper: Float64Array.from([Infinity]), hasMissing: true, count: 2 });
    expect(findBins(Float64Array.from([Number.NaN]), 255, 3).count).toBe(2);
  });

  it('never makes more than max_bin bins, that of missing values included', () => {
    const random = createRandom(1);
    for (const maxBin of [2, 3, 16, 255]) {
      const values = Float64Array.from({ length: 4000 }, (_, i) =>
        i % 9 === 0 ? Number.NaN : random.uniform() * 20 - 5,
      );
      const bins = findBins(values, maxBin, 3);
      expect(bins.count).toBeLessThanOrEqual(maxBin);
      expect(bins.upper.every((bound, i) => i === 0 || bound > (bins.upper[i - 1] ?? 0))).toBe(
        true,
      );
    }
  });

  it('counts whole numbers to the same bins as it sorts them', () => {
    const random = createRandom(2);
    const counts = Float64Array.from({ length: 3000 }, () =>
      random.uniform() < 0.1 ? Number.NaN : random.integer(700),
    );
    expect(areSmallCounts(counts)).toBe(true);
    // One value that is not whole sends the same column the other way; it falls into the last bin.
    const sorted = Float64Array.from([...counts, 699.5]);
    expect(areSmallCounts(sorted)).toBe(false);
    for (const maxBin of [16, 255]) {
      const [a, b] = [
        findBins(counts, maxBin, 1),
        findBins(Float64Array.from([...counts, 699]), maxBin, 1),
      ];
      expect(b.hasMissing).toBe(true);
      expect(findBins(sorted, maxBin, 1).upper.slice(0, 4)).toEqual(b.upper.slice(0, 4));
      expect(a.count).toBe(b.count);
    }
  });
});

describe('binOf', () => {
  it('is the first bin whose bound is not below the value', () => {
    const bins = findBins(Float64Array.from([-1, 0, 1, 2]), 255, 1);
    const values = [-9, -1, 0, 1e-36, 1, nextUp(1.5), 2, 99];
    expect(values.map((value) => binOf(bins, value))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('reads NaN as zero unless training knew missing values', () => {
    const known = findBins(Float64Array.from([1, Number.NaN, 2]), 255, 1);
    expect(binOf(known, Number.NaN)).toBe(known.count - 1);
    const unknown = findBins(Float64Array.from([-1, 1, 2]), 255, 1);
    expect(binOf(unknown, Number.NaN)).toBe(binOf(unknown, 0));
  });
});

describe('nextUp', () => {
  it('is the next double', () => {
    expect(nextUp(1)).toBe(1 + 2 ** -52);
    expect(nextUp(-1)).toBe(-1 + 2 ** -53);
    expect(nextUp(0)).toBe(Number.MIN_VALUE);
    expect(nextUp(Infinity)).toBe(Infinity);
  });
});

describe('binMatrix', () => {
  const params = treeParams();

  it('holds the bin of every value, counts or not, missing or not', () => {
    const random = createRandom(3);
    const columns = 37;
    const values = Float64Array.from({ length: 200 * columns }, (_, at) => {
      if (random.uniform() < 0.05) return Number.NaN;
      return at % columns < 10 ? random.integer(300) : random.uniform() * 10 - 5;
    });
    const data = binMatrix(matrixOf(values, 200, columns), params, random);
    values.forEach((value, at) => {
      const [row, feature] = [Math.floor(at / columns), at % columns];
      const bins = data.bins[feature];
      if (!bins || binAt(data, row, feature) !== binOf(bins, value)) {
        throw new Error(`row ${row}, feature ${feature}`);
      }
    });
    expect(Array.from(data.binCounts)).toEqual(data.bins.map(({ count }) => count));
  });

  it('finds bins on a sample of a long table', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i);
    const few = { ...params, bin_construct_sample_cnt: 50, min_data_in_bin: 1 };
    const data = binMatrix(matrixOf(values, 1000, 1), few, createRandom(1));
    // 50 distinct values and the bin of zero.
    expect(data.binCounts[0]).toBeGreaterThanOrEqual(50);
    expect(data.binCounts[0]).toBeLessThanOrEqual(51);
  });

  it('refuses tables without rows or with infinite values', () => {
    expect(() => binMatrix(matrixFromRows([]), params, createRandom(1))).toThrow('got 0 x 0');
    expect(() =>
      binMatrix(
        matrixFromRows([
          [0, 1],
          [2, Infinity],
        ]),
        params,
        createRandom(1),
      ),
    ).toThrow('row 1 of feature 1 is Infinity');
  });
});

describe('sampleRows', () => {
  it('draws distinct rising rows, every row equally often', () => {
    const random = createRandom(6);
    const seen = new Float64Array(10);
    for (let i = 0; i < 5000; i++) {
      const rows = sampleRows(10, 3, random);
      expect(rows).toHaveLength(3);
      rows.forEach((row, k) => {
        if (k > 0 && row <= (rows[k - 1] ?? 0)) throw new Error('not rising');
        seen[row] = (seen[row] ?? 0) + 1;
      });
    }
    // 1,500 expected, standard deviation 32.
    for (const count of seen) expect(Math.abs(count - 1500)).toBeLessThan(130);
    expect(Array.from(sampleRows(3, 9, random))).toEqual([0, 1, 2]);
  });
});
