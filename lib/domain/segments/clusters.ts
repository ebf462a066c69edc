import { type Matrix, matrixFromRows } from '../matrix/matrix';
import { createRandom, type Random } from '../random/generator';
import { silhouettes } from '../stats/silhouette';
import { sampleRows } from '../trees/binned';
import { clusterStability } from './cluster-stability';
import { fitGaussians, likeliest } from './gaussian-clusters';
import { type Assign, fitKmeans } from './kmeans-clusters';
import type { ClusterMethod } from './segmentation-words';

export interface Clusters {
  /** Cluster of each row, from 0; the largest cluster first. */
  readonly labels: Int32Array;
  /** A mixture may leave a cluster without a row; then there are fewer than were asked for. */
  readonly sizes: readonly number[];
  /** `[clusters][columns]`, in the units of the table. */
  readonly centres: readonly (readonly number[])[];
  /** Mean silhouette of up to 2,000 rows; null with one cluster. */
  readonly silhouette: number | null;
  /** Of each cluster: mean best Jaccard index over bootstrap samples. */
  readonly stability: readonly number[];
}

export interface ClusterSettings {
  readonly clusters: number;
  /** Integer in [0, 2^32). */
  readonly seed: number;
  /** Default: k-means. */
  readonly method?: ClusterMethod;
  /** Bootstrap samples behind the stability; default 50. */
  readonly resamples?: number;
  /** Awaited between two fits, so that a process that answers others can do so; default: no pause. */
  readonly pause?: () => Promise<void>;
}

/** Starts of which the tightest result is kept: one alone may end in a poor one. */
const STARTS = 10;
/** Rows that clusters, silhouette and stability are found from; all others are assigned. */
const FITTED_ROWS = 2000;
/** Streams of the seed. */
const STREAM = { starts: 41, sample: 42, bootstrap: 43 } as const;

/** What is made of the tightest k-means clusters. */
const REFINE: Readonly<
  Record<ClusterMethod, (points: readonly number[][], start: Assign, clusters: number) => Assign>
> = {
  kmeans: (_, start) => start,
  mixture: (points, start, clusters) =>
    likeliest(fitGaussians(matrixFromRows(points), points.map(start), clusters)),
};

/**
 * Answers: which celebs are alike?
 *
 * k-means, or a Gaussian mixture that starts from it, on log1p of each column, standardised, so that heavy tails and units
 * do not decide. Beyond 2,000 rows a random sample is clustered and everybody assigned to the clusters found.
 * @param matrix `[rows, columns]`, finite, from 0
 * @throws RangeError for fewer distinct rows than clusters, or values that have no logarithm
 */
export async function clusterRows(
  matrix: Matrix,
  {
    clusters,
    seed,
    method = 'kmeans',
    resamples = 50,
    pause = async () => undefined,
  }: ClusterSettings,
): Promise<Clusters> {
  if (!(Number.isInteger(clusters) && clusters >= 1))
    throw new RangeError(`the number of clusters must be a positive integer, got ${clusters}`);
  const points = standardised(matrix);
  const rows = sampleRows(points.length, FITTED_ROWS, createRandom(seed, STREAM.sample));
  const sample = Array.from(rows, (row) => points[row] ?? []);
  const distinct = distinctRows(sample);
  if (distinct < clusters)
    throw new RangeError(`${distinct} different rows cannot make ${clusters} clusters`);
  const find = async (among: readonly number[][], random: Random, starts: number) => {
    let best: ReturnType<typeof fitKmeans> | undefined;
    for (let start = 0; start < starts; start++) {
      await pause();
      const made = fitKmeans(among, clusters, random);
      if (!best || made.error < best.error) best = made;
    }
    await pause();
    return REFINE[method](among, best?.assign ?? (() => 0), clusters);
  };
  const assign = await find(sample, createRandom(seed, STREAM.starts), STARTS);
  const labels = bySize(Int32Array.from(points, assign), clusters);
  const count = 1 + labels.reduce((most, label) => Math.max(most, label), -1);
  const sizes = Array.from({ length: count }, (_, c) => labels.filter((l) => l === c).length);
  const sampled = Int32Array.from(rows, (row) => labels[row] ?? 0);
  return {
    labels,
    sizes,
    centres: centresOf(matrix, labels, sizes),
    silhouette: meanSilhouette(sample, sampled),
    stability: await clusterStability(
      sample,
      sampled,
      count,
      resamples,
      (n) => createRandom(seed, STREAM.bootstrap, n),
      async (drawn, random) => (distinctRows(drawn) < clusters ? null : find(drawn, random, 1)),
    ),
  };
}

const distinctRows = (points: readonly (readonly number[])[]): number =>
  new Set(points.map((point) => point.join())).size;

/**
 * log1p of each column, with mean 0 and variance 1; 0 where nothing varies.
 * @returns `[rows][columns]`
 * @throws RangeError for values that have no logarithm
 */
export function standardised({ values, rows, columns }: Matrix): number[][] {
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
  const centres = sizes.map(() => new Array<number>(columns).fill(0));
  labels.forEach((label, row) => {
    const centre = centres[label] ?? [];
    for (let column = 0; column < columns; column++)
      centre[column] = (centre[column] ?? 0) + (values[row * columns + column] as number);
  });
  return centres.map((centre, c) => centre.map((sum) => sum / (sizes[c] ?? 1)));
}

function meanSilhouette(points: readonly number[][], labels: Int32Array): number | null {
  const columns = points[0]?.length ?? 0;
  const all = { values: Float64Array.from(points.flat()), rows: points.length, columns };
  const each = silhouettes(all, labels);
  return each && each.reduce((sum, value) => sum + value, 0) / each.length;
}
