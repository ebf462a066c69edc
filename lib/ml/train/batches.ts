import type { Random } from '@/lib/domain/random/generator';
import type { Architecture } from '@/lib/ml/model/architecture';
import { dropoutSites } from '@/lib/ml/model/architecture';
import type { TrainingData } from './data';
import type { Batch } from './engine';

/**
 * Copies windows into a batch's layout, all windows' first day first, and zeros behind the last window.
 * @param x `[n, steps, features]`
 * @param rows which windows
 * @param out `[steps * size, features]`
 */
export function gatherTimeMajor(
  x: Float32Array,
  rows: Int32Array,
  { steps, features }: Pick<TrainingData, 'steps' | 'features'>,
  out: Float32Array,
): void {
  const size = out.length / (steps * features);
  if (rows.length < size) out.fill(0);
  for (let i = 0; i < rows.length; i++) {
    for (let step = 0; step < steps; step++) {
      const from = ((rows[i] ?? 0) * steps + step) * features;
      const to = (step * size + i) * features;
      // A loop: for a few dozen numbers it beats subarray and set.
      for (let k = 0; k < features; k++) out[to + k] = x[from + k] ?? 0;
    }
  }
}

/** Fills one batch's arrays again and again. */
export interface BatchMaker {
  /** @param rows at most `batchSize` windows; @param random where the dropout masks come from */
  make(rows: Int32Array, random: Random): Batch;
}

/** @param labelWeights factors for the labels 0 and 1, times each window's own weight */
export function createBatchMaker(
  architecture: Architecture,
  data: TrainingData,
  batchSize: number,
  labelWeights: readonly [number, number],
): BatchMaker {
  const x = new Float32Array(batchSize * data.steps * data.features);
  const labels = new Float32Array(batchSize);
  const rowWeights = new Float32Array(batchSize);
  const sites = dropoutSites(architecture);
  const masks = new Map(
    sites.map((site) => [site.layer, new Float32Array(site.steps * batchSize * site.width)]),
  );
  return {
    make(rows, random) {
      gatherTimeMajor(data.x, rows, data, x);
      labels.fill(0);
      rowWeights.fill(0);
      for (const [i, row] of rows.entries()) {
        const label = data.labels[row] === 1 ? 1 : 0;
        labels[i] = label;
        // The mean over the windows that are there, whatever their weights (Keras's rule).
        rowWeights[i] = ((data.sampleWeights?.[row] ?? 1) * labelWeights[label]) / rows.length;
      }
      for (const site of sites) {
        const mask = masks.get(site.layer);
        if (mask) fillDropoutMask(mask, site.rate, random);
      }
      return { x, labels, rowWeights, masks };
    },
  };
}

const LEVELS = 65536;

/**
 * Inverted dropout (Srivastava et al. 2014, section 10): 0 with probability `rate`, which is rounded to 1 / 65536,
 * else 1 / (1 - rate). Two numbers come from each 32 random bits.
 * @throws RangeError unless 0 <= rate < 1
 */
export function fillDropoutMask(mask: Float32Array, rate: number, random: Random): void {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`rate must lie in [0, 1), got ${rate}`);
  const dropped = Math.min(Math.round(rate * LEVELS), LEVELS - 1);
  const kept = LEVELS / (LEVELS - dropped);
  for (let i = 0; i < mask.length; i += 2) {
    const bits = random.bits();
    mask[i] = (bits & 0xffff) >= dropped ? kept : 0;
    // Behind the end of an odd length this is no element and has no effect.
    mask[i + 1] = bits >>> 16 >= dropped ? kept : 0;
  }
}
