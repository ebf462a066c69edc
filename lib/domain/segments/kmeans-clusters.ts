import { kmeans } from 'ml-kmeans';
import type { Random } from '../random/generator';

/** Tells the cluster of any point, from 0. */
export type Assign = (point: readonly number[]) => number;

/**
 * k-means (Lloyd 1982) from k-means++ starts, of which the tightest result is kept: one alone may end in a poor one.
 * @param points `[rows][columns]`, standardised
 */
export function fitKmeans(
  points: readonly number[][],
  clusters: number,
  random: Random,
  starts: number,
): Assign {
  let best: { readonly error: number; readonly centroids: number[][] } | undefined;
  for (let start = 0; start < starts; start++) {
    const settings = { seed: random.bits(), maxIterations: 300 };
    const { centroids } = kmeans([...points], clusters, settings);
    const assign = nearest(centroids);
    const error = points.reduce(
      (sum, point) => sum + squaredDistance(point, centroids[assign(point)] ?? []),
      0,
    );
    if (!best || error < best.error) best = { error, centroids };
  }
  return nearest(best?.centroids ?? []);
}

/** The cluster whose centre is nearest. */
const nearest =
  (centroids: readonly number[][]): Assign =>
  (point) => {
    let [best, least] = [0, Infinity];
    centroids.forEach((centroid, cluster) => {
      const distance = squaredDistance(point, centroid);
      if (distance < least) [best, least] = [cluster, distance];
    });
    return best;
  };

const squaredDistance = (a: readonly number[], b: readonly number[]) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
};
