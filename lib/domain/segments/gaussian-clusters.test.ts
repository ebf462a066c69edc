import { describe, expect, it } from 'vitest';
import { matrixFromRows } from '../matrix/matrix';
import { normal, poisson } from '../random/distributions';
import { createRandom } from '../random/generator';
import { clusterRows } from './clusters';
import { fitGaussians, likeliest } from './gaussian-clusters';
import { stabilityWord } from './segmentation-words';

describe('fitGaussians', () => {
  it('equals scikit-learn', () => {
    // scikit-learn 1.9.1: GaussianMixture(2, covariance_type='diag', reg_covar=0, tol=1e-14), with weights_init,
    // means_init and precisions_init of the first six rows against the others.
    const rows = [
      [0, 0.5],
      [0.2, 1.1],
      [-0.4, 0.3],
      [0.5, 0.9],
      [-0.1, -0.6],
      [0.9, 0.1],
      [1.6, 1.4],
      [2.2, 3.6],
      [2.9, 2.8],
      [3.1, 4.4],
      [2.5, 3.1],
      [3.8, 3.9],
      [1.9, 2.2],
    ];
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
    const fitted = fitGaussians(matrixFromRows(rows), labels, 2, { tolerance: 0 });
    const expectNear = (values: Float64Array, wanted: readonly number[]) => {
      expect(values).toHaveLength(wanted.length);
      wanted.forEach((want, i) => {
        expect(values[i]).toBeCloseTo(want, 8);
      });
    };
    expectNear(fitted.weights, [0.46337334274309466, 0.5366266572569054]);
    expectNear(
      fitted.means,
      [0.18926686892017078, 0.38762265238544197, 2.5744705911009467, 3.062581585713775],
    );
    expectNear(
      fitted.variances,
      [0.18583530832431444, 0.31117593917704456, 0.48989448120152446, 0.9028364336532313],
    );
    expect(fitted.logLikelihoods.at(-1)).toBeCloseTo(-34.301712522012345, 9);
    expect(rows.map(likeliest(fitted))).toEqual(labels);
  });

  it('never becomes less likely, also where values pile up', () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 300 }, () => [
      random.uniform() < 0.5 ? 0 : normal(random),
      normal(random) * 0.3 + Math.round(random.uniform()),
      random.integer(3),
    ]);
    const start = rows.map(() => random.integer(5));
    const { logLikelihoods, variances } = fitGaussians(matrixFromRows(rows), start, 5, {
      tolerance: 0,
    });
    expect(logLikelihoods.length).toBeGreaterThan(20);
    logLikelihoods.slice(1).forEach((value, i) => {
      expect(value - (logLikelihoods[i] ?? 0)).toBeGreaterThan(-1e-9);
    });
    expect(Math.min(...variances)).toBe(0.01);
  });
});

describe('a mixture of celebs', () => {
  const random = createRandom(5);
  const heap = (mean: number, size: number) =>
    Array.from({ length: size }, () => [poisson(random, mean), poisson(random, mean * 3)]);
  const rows = [...heap(2, 40), ...heap(60, 30), ...heap(900, 10)];

  it('finds heaps again, the largest first, and calls them stable', async () => {
    const { labels, sizes, silhouette, stability } = await clusterRows(matrixFromRows(rows), {
      clusters: 3,
      seed: 1,
      method: 'mixture',
      resamples: 20,
    });
    expect(sizes).toEqual([40, 30, 10]);
    expect(Array.from(labels)).toEqual([
      ...new Array(40).fill(0),
      ...new Array(30).fill(1),
      ...new Array(10).fill(2),
    ]);
    expect(silhouette).toBeGreaterThan(0.6);
    expect(stability.map(stabilityWord)).toEqual(['stable', 'stable', 'stable']);
  });

  it('tells a tight heap inside a wide one, which k-means cannot', async () => {
    // Half lie within 0.05 of the centre, half all around it.
    const nested = Array.from({ length: 400 }, (_, i) => {
      const spread = i % 2 === 0 ? 0.05 : 1;
      return [Math.exp(3 + spread * normal(random)), Math.exp(3 + spread * normal(random))];
    });
    const agreeing = async (method: 'kmeans' | 'mixture') => {
      const { labels } = await clusterRows(matrixFromRows(nested), {
        clusters: 2,
        seed: 1,
        method,
        resamples: 1,
      });
      const same = nested.filter((_, i) => labels[i] === i % 2).length;
      return Math.max(same, 400 - same) / 400;
    };
    expect(await agreeing('mixture')).toBeGreaterThan(0.9);
    expect(await agreeing('kmeans')).toBeLessThan(0.7);
  });

  it('beyond 2,000 rows a sample is clustered and everybody assigned', async () => {
    const many = [...heap(2, 2500), ...heap(900, 1500)];
    for (const method of ['kmeans', 'mixture'] as const) {
      const { labels, sizes } = await clusterRows(matrixFromRows(many), {
        clusters: 2,
        seed: 1,
        method,
        resamples: 2,
      });
      expect(sizes).toEqual([2500, 1500]);
      expect(labels.indexOf(1)).toBe(2500);
    }
  });
});

it('calls stable what reaches 0.75, unstable what stays below 0.6', () => {
  expect([0.75, 0.7499, 0.6, 0.5999].map(stabilityWord)).toEqual([
    'stable',
    'doubtful',
    'doubtful',
    'unstable',
  ]);
});
