import type { Random } from '../random/generator';
import type { Assign } from './kmeans-clusters';

/**
 * Answers: would other celebs of the same kind fall into the same clusters?
 *
 * As in Hennig (2007): each bootstrap sample is clustered anew, and each cluster is matched to the new one that it shares
 * most drawn rows with.
 * @param labels cluster of each point, from 0
 * @param refit clusters drawn points anew; null when they cannot be clustered
 * @returns of each cluster its mean best Jaccard index over the samples
 */
export async function clusterStability(
  points: readonly number[][],
  labels: Int32Array,
  clusters: number,
  resamples: number,
  randomOf: (sample: number) => Random,
  refit: (drawn: number[][], random: Random) => Promise<Assign | null>,
): Promise<number[]> {
  const sums = new Array<number>(clusters).fill(0);
  const counts = new Array<number>(clusters).fill(0);
  for (let sample = 0; sample < resamples; sample++) {
    const random = randomOf(sample);
    const drawn = points.map(() => random.integer(points.length));
    const assign = await refit(
      drawn.map((row) => points[row] ?? []),
      random,
    );
    if (!assign) continue;
    const found = new Map(drawn.map((row) => [row, assign(points[row] ?? [])]));
    bestJaccards(labels, found, clusters).forEach((best, c) => {
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
  const names = 1 + Math.max(clusters - 1, ...found.values());
  const both = Array.from({ length: clusters }, () => new Int32Array(names));
  const [old, fresh] = [new Int32Array(clusters), new Int32Array(names)];
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
