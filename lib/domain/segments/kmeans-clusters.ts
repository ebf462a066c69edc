import { kmeans } from 'ml-kmeans';
import type { Random } from '../random/generator';

/** Tells the cluster of any point, from 0. */
export type Assign = (point: readonly number[]) => number;

/**
 * k-means (Lloyd 1982) from one k-means++ start.
 * @param points `[rows][columns]`, standardised
 * @returns also the sum of squared distances to the own centre: the smaller, the tighter
 */
export function fitKmeans(
  points: readonly number[][],
  clusters: number,
  random: Random,
): { readonly assign: Assign; readonly error: number } {
  const settings = { seed: random.bits(), maxIterations: 300 };
  const { centroids } = kmeans([...points], clusters, settings);
  const assign: Assign = (point) => {
    let [best, least] = [0, Infinity];
    centroids.forEach((centroid, cluster) => {
      const distance = squaredDistance(point, centroid);
      if (distance < least) [best, least] = [cluster, distance];
    });
    return best;
  };
  const error = points.reduce(
    (sum, point) => sum + squaredDistance(point, centroids[assign(point)] ?? []),
    0,
  );
  return { assign, error };
}

const squaredDistance = (a: readonly number[], b: readonly number[]) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return sum;
};
