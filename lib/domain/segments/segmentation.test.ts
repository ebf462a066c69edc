import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { poisson } from '../random/distributions';
import { createRandom } from '../random/generator';
import { silhouettes } from '../stats/silhouette';
import { clusterRows } from './clusters';
import { rfmScores } from './rfm';

describe('silhouettes', () => {
  it('equal scikit-learn', () => {
    // scikit-learn 1.9.1: silhouette_samples
    const rows = [
      [0, 0],
      [0, 1],
      [1, 0],
      [5, 5],
      [5, 6],
      [6, 5],
      [0.5, 9],
    ];
    const want = [
      0.8677922957740025, 0.824932619353653, 0.824932619353653, 0.8339090402925201,
      0.7768058772036726, 0.822503488808612, 0,
    ];
    silhouettes(matrixFromRows(rows), [0, 0, 0, 1, 1, 1, 2])?.forEach((value, i) => {
      expect(value).toBeCloseTo(want[i] ?? Number.NaN, 12);
    });
    expect(silhouettes(matrixFromRows(rows), [4, 4, 4, 4, 4, 4, 4])).toBeNull();
    expect(() => silhouettes(matrixFromRows(rows), [1])).toThrow('1 labels do not fit 7 rows');
  });
});

describe('clusterRows', () => {
  const random = createRandom(5);
  const heap = (mean: number, size: number) =>
    Array.from({ length: size }, () => [poisson(random, mean), poisson(random, mean * 3)]);
  const matrix = matrixFromRows([...heap(2, 40), ...heap(60, 30), ...heap(900, 10)]);

  it('finds heaps again, the largest first, and calls them stable', async () => {
    const { labels, sizes, centres, silhouette, stability } = await clusterRows(matrix, {
      clusters: 3,
      seed: 1,
      resamples: 20,
    });
    expect(sizes).toEqual([40, 30, 10]);
    expect(Array.from(labels)).toEqual([
      ...new Array(40).fill(0),
      ...new Array(30).fill(1),
      ...new Array(10).fill(2),
    ]);
    // Means over the rows as they are, not over logarithms.
    const sum = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => matrix.values[(from + i) * 2] ?? 0).reduce(
        (a, b) => a + b,
        0,
      );
    expect(centres.map(([x]) => x)).toEqual([sum(0, 40) / 40, sum(40, 70) / 30, sum(70, 80) / 10]);
    expect(silhouette).toBeGreaterThan(0.6);
    expect(stability.every((value) => value > 0.9)).toBe(true);
  });

  it('says the same when it is repeated, and that too many clusters are not stable', async () => {
    const settings = { clusters: 6, seed: 3, resamples: 20 };
    const made = await clusterRows(matrix, settings);
    expect(await clusterRows(matrix, settings)).toEqual(made);
    expect(Math.min(...made.stability)).toBeLessThan(0.75);
  });

  it('makes one cluster of everything, and none of too few different rows', async () => {
    const one = await clusterRows(matrix, { clusters: 1, seed: 1, resamples: 5 });
    expect(one).toMatchObject({ sizes: [80], silhouette: null, stability: [1] });
    const same = matrixFromRows([[1], [1], [1]]);
    await expect(clusterRows(same, { clusters: 2, seed: 1 })).rejects.toThrow(
      '1 different rows cannot make 2 clusters',
    );
    await expect(clusterRows(matrixFromRows([[-1]]), { clusters: 1, seed: 1 })).rejects.toThrow(
      'row 0 of column 0 is -1, not a count',
    );
    await expect(clusterRows(matrix, { clusters: 0, seed: 1 })).rejects.toThrow(
      'positive integer, got 0',
    );
  });
});

describe('rfmScores', () => {
  it('scores fifths, equal values alike', () => {
    const celeb = (recencyDays: number, activeDays: number, stickerValue: number) => ({
      recencyDays,
      activeDays,
      stickerValue,
    });
    const got = rfmScores([
      celeb(0, 20, 900),
      celeb(1, 15, 0),
      celeb(2, 1, 0),
      celeb(20, 12, 500),
      celeb(40, 2, 0),
    ]);
    expect(got.map(({ recency }) => recency)).toEqual([5, 4, 3, 2, 1]);
    expect(got.map(({ frequency }) => frequency)).toEqual([5, 4, 1, 3, 2]);
    // Three celebs without stickers share the middle of their places: the second fifth.
    expect(got.map(({ value }) => value)).toEqual([5, 2, 2, 4, 2]);
    expect(got.map(({ segment }) => segment)).toEqual([
      'stars',
      'regulars',
      'quiet',
      'valued-at-risk',
      'quiet',
    ]);
  });

  it('takes one celeb, and none, and refuses what is no measure', () => {
    const one = { recencyDays: 0, activeDays: 1, stickerValue: 0 };
    expect(rfmScores([one])).toEqual([{ recency: 3, frequency: 3, value: 3, segment: 'fading' }]);
    expect(rfmScores([])).toEqual([]);
    expect(() => rfmScores([{ ...one, activeDays: Number.NaN }])).toThrow(
      'activeDays of celeb 0 must be a number from 0, got NaN',
    );
  });
});
