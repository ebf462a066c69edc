import { kmeans } from 'ml-kmeans';
import { type Matrix, takeRows } from '../matrix/matrix';
import { createRandom, type Random } from '../random/generator';
import { silhouettes } from '../stats/silhouette';
import { sampleRows } from '../trees/binned';

export interface Clusters {
  /** Cluster of each row, from 0; the largest cluster first. */
  readonly labels: Int32Array;
  readonly sizes: readonly number[];
  /** `[clusters][columns]`, in the units of the table. */
  readonly centres: readonly (readonly number[])[];
  /** Mean silhouette of up to 2,000 rows; null with one cluster. */
  readonly silhouette: number | null;
  /** Of each cluster: mean best Jaccard index over bootstrap samples. From 0.75 on a cluster is called stable. */
  readonly stability: readonly number[];
}

export interface ClusterSettings {
  readonly clusters: number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Bootstrap samples behind the stability; default 50. */
  readonly resamples?: number;
}

/** Starts of which the tightest result is kept: k-means++ alone may end in a poor one. */
const STARTS = 10;
const SILHOUETTE_ROWS = 2000;
/** Streams of the seed. */
const STREAM = { starts: 41, silhouette: 42, bootstrap: 43 } as const;

/**
 * Answers: which celebs are alike?
 *
 * k-means (Lloyd 1982) with k-means++ starts on log1p of each column, standardised, so that heavy tails and units do not
 * decide. Stability as in Hennig (2007): each bootstrap sample is clustered anew, and each cluster is matched to the new
 * cluster that it shares most drawn rows with.
 * @param matrix `[rows, columns]`, finite, from 0
 * @throws RangeError for fewer distinct rows than clusters, or values that have no logarithm
 */
export function clusterRows(
  matrix: Matrix,
  { clusters, seed, resamples = 50 }: ClusterSettings,
): Clusters {
  if (!(Number.isInteger(clusters) && clusters >= 1)) {
    throw new RangeError(`the number of clusters must be a positive integer, got ${clusters}`);
  }
  const points = standardised(matrix);
  const distinct = new Set(points.map((point) => point.join())).size;
  if (distinct < clusters) {
    throw new RangeError(`${distinct} different rows cannot make ${clusters} clusters`);
  }
  const labels = bySize(tightest(points, clusters, createRandom(seed, STREAM.starts)), clusters);
  const sizes = Array.from({ length: clusters }, (_, c) => labels.filter((l) => l === c).length);
  return {
    labels,
    sizes,
    centres: centresOf(matrix, labels, sizes),
    silhouette: meanSilhouette(points, labels, createRandom(seed, STREAM.silhouette)),
    stability: stabilityOf(points, labels, sizes, resamples, (sample) =>
      createRandom(seed, STREAM.bootstrap, sample),
    ),
  };
}

function standardised({ values, rows, columns }: Matrix): number[][] {
  const points = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (let column = 0; column < columns; column++) {
    const logs = points.map((_, row) => {
      const value = values[row * columns + column] as number;
      if (!(value >= 0 && value < Infinity)) {
        throw new RangeError(`row ${row} of column ${column} is ${value}, not a count`);
      }
      return Math.log1p(value);
    });
    const mean = logs.reduce((sum, value) => sum + value, 0) / rows;
    const deviation = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
    points.forEach((point, row) => {
      point[column] = deviation > 0 ? ((logs[row] as number) - mean) / deviation : 0;
    });
  }
  return points;
}

function tightest(points: number[][], clusters: number, random: Random): Int32Array {
  let best: { readonly error: number; readonly labels: number[] } | undefined;
  for (let start = 0; start < STARTS; start++) {
    const made = kmeans(points, clusters, { seed: random.bits(), maxIterations: 300 });
    const error = points.reduce(
      (sum, point, i) => sum + squaredDistance(point, made.centroids[made.clusters[i] ?? 0] ?? []),
      0,
    );
    if (!best || error < best.error) best = { error, labels: made.clusters };
  }
  return Int32Array.from(best?.labels ?? []);
}

const squaredDistance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);

/** Numbers clusters by falling size, so that a repeated run names them alike. */
function bySize(labels: Int32Array, clusters: number): Int32Array {
  const sizes = new Int32Array(clusters);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const order = Array.from(sizes.keys()).sort(
    (a, b) => (sizes[b] as number) - (sizes[a] as number) || labels.indexOf(a) - labels.indexOf(b),
  );
  return labels.map((label) => order.indexOf(label));
}

function centresOf(
  { values, columns }: Matrix,
  labels: Int32Array,
  sizes: readonly number[],
): number[][] {
  return sizes.map((size, c) =>
    Array.from({ length: columns }, (_, column) => {
      let sum = 0;
      labels.forEach((label, row) => {
        if (label === c) sum += values[row * columns + column] as number;
      });
      return sum / size;
    }),
  );
}

function meanSilhouette(points: number[][], labels: Int32Array, random: Random): number | null {
  const columns = points[0]?.length ?? 0;
  const rows = sampleRows(points.length, SILHOUETTE_ROWS, random);
  const all = { values: Float64Array.from(points.flat()), rows: points.length, columns };
  const each = silhouettes(
    takeRows(all, rows),
    rows.map((row) => labels[row] ?? -1),
  );
  return each && each.reduce((sum, value) => sum + value, 0) / each.length;
}

function stabilityOf(
  points: number[][],
  labels: Int32Array,
  sizes: readonly number[],
  resamples: number,
  randomOf: (sample: number) => Random,
): number[] {
  const sums = sizes.map(() => 0);
  const counts = sizes.map(() => 0);
  for (let sample = 0; sample < resamples; sample++) {
    const random = randomOf(sample);
    const drawn = points.map(() => random.integer(points.length));
    const chosen = drawn.map((row) => points[row] ?? []);
    if (new Set(chosen.map((point) => point.join())).size < sizes.length) continue;
    const made = kmeans(chosen, sizes.length, { seed: random.bits(), maxIterations: 300 });
    const found = new Map(drawn.map((row, i) => [row, made.clusters[i] ?? 0]));
    bestJaccards(labels, found, sizes.length).forEach((best, c) => {
      // A cluster of which no row was drawn has nothing to be compared with.
      if (best === null) return;
      sums[c] = (sums[c] ?? 0) + best;
      counts[c] = (counts[c] ?? 0) + 1;
    });
  }
  return sums.map((sum, c) => (counts[c] === 0 ? 0 : sum / (counts[c] ?? 1)));
}

/** For each cluster the largest Jaccard index with a new one, among the rows that were drawn. */
function bestJaccards(
  labels: Int32Array,
  found: ReadonlyMap<number, number>,
  clusters: number,
): (number | null)[] {
  const both = Array.from({ length: clusters }, () => new Int32Array(clusters));
  const [old, fresh] = [new Int32Array(clusters), new Int32Array(clusters)];
  for (const [row, label] of found) {
    const own = labels[row] ?? 0;
    (both[own] as Int32Array)[label] = ((both[own] as Int32Array)[label] as number) + 1;
    old[own] = (old[own] as number) + 1;
    fresh[label] = (fresh[label] as number) + 1;
  }
  return Array.from(old, (size, own) => {
    if (size === 0) return null;
    return Array.from(fresh, (other, label) => {
      const shared = both[own]?.[label] ?? 0;
      return shared / (size + other - shared);
    }).reduce((best, value) => Math.max(best, value), 0);
  });
}
