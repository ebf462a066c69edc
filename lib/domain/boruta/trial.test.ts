import { describe, expect, it } from 'vitest';
import type { Matrix } from '../matrix/matrix';
import { normal } from '../random/distributions';
import { createRandom } from '../random/generator';
import { binForTraining } from '../trees/boost';
import { SINGLE_THREAD } from '../trees/tools';
import { addTrial, type BorutaState, isFinished, startBoruta } from './boruta';
import { sampleColumns, trialBins, trialColumns, trialMatrix } from './shadows';
import { nextTrial, prepareBoruta, trialRandom } from './trial';

const TREES = { num_iterations: 20, num_leaves: 7, min_data_in_leaf: 10 };

interface Toy {
  readonly matrix: Matrix;
  readonly labels: Uint8Array;
  readonly features: readonly string[];
}

/** Independent normal features; the log-odds of label 1 are 1.2 (p0 - p1 + p2 - ...), the `n` have no part in them. */
function toy(seed: number, rows: number, planted: number, noise: number): Toy {
  const random = createRandom(seed, 77);
  const columns = planted + noise;
  const values = Float32Array.from({ length: rows * columns }, () => normal(random));
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    let logit = 0;
    for (let j = 0; j < planted; j++) {
      logit += (j % 2 === 0 ? 1.2 : -1.2) * (values[row * columns + j] ?? 0);
    }
    return random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  });
  const features = Array.from({ length: columns }, (_, j) =>
    j < planted ? `p${j}` : `n${j - planted}`,
  );
  return { matrix: { values, rows, columns }, labels, features };
}

async function run({ matrix, labels, features }: Toy, seed: number, maxTrials = 30) {
  let state = startBoruta({ features, seed, maxTrials, rowShare: 0.5, trees: TREES });
  const data = prepareBoruta(state, matrix, { labels });
  while (!isFinished(state)) state = addTrial(state, await nextTrial(state, data));
  return state;
}

const named = (state: BorutaState, verdict: string) =>
  state.features.filter((entry) => entry.verdict === verdict).map(({ feature }) => feature);

describe('Boruta-SHAP on planted features', () => {
  // Not in all: noise that happens to go with the target in these rows looks like a weak driver.
  it('accepts them, rejects each noise feature in at least 9 of 10 seeds', {
    timeout: 60_000,
  }, async () => {
    const rejected = { n0: 0, n1: 0 };
    for (let seed = 0; seed < 10; seed++) {
      const state = await run(toy(seed, 800, 6, 2), seed);
      expect(named(state, 'accepted')).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
      for (const feature of named(state, 'rejected')) rejected[feature as 'n0' | 'n1']++;
    }
    expect(rejected).toEqual({ n0: 9, n1: 10 });
  });

  it('drops rejected features from later trials and keeps accepted ones', async () => {
    const state = await run(toy(1, 400, 2, 3), 1, 12);
    const { features, trials } = state;
    expect(named(state, 'accepted')).toEqual(['p0', 'p1']);
    features.forEach(({ verdict, decidedAfter }, i) => {
      for (const { number, importance } of trials) {
        const isOut = verdict === 'rejected' && number > (decidedAfter ?? Infinity);
        expect(importance[i] === null).toBe(isOut);
      }
    });
    for (const { shadow } of trials) {
      expect(shadow.min).toBeLessThanOrEqual(shadow.mean);
      expect(shadow.mean).toBeLessThanOrEqual(shadow.max);
    }
  });
});

describe('nextTrial', () => {
  const data = toy(5, 200, 2, 2);
  const start = startBoruta({ features: data.features, seed: 3, rowShare: 0.5, trees: TREES });
  const prepared = prepareBoruta(start, data.matrix, data);

  it('gives the same trial again, after a break too', async () => {
    const first = await nextTrial(start, prepared);
    expect(await nextTrial(start, prepared)).toEqual(first);
    const stored = JSON.parse(JSON.stringify(first));
    const second = await nextTrial(addTrial(start, first), prepared);
    const again = prepareBoruta(start, data.matrix, data);
    expect(await nextTrial(addTrial(start, stored), again)).toEqual(second);
    expect(second.importance).not.toEqual(first.importance);
  });

  it('trains and explains with the given tools, on half of the rows and on shadows', async () => {
    const seen: unknown[] = [];
    const trial = await nextTrial(start, prepared, trialRandom(start), {
      train: (training, params, names) => {
        seen.push(training.labels.length, names);
        return SINGLE_THREAD.train(training, params, names);
      },
      shapValues: async (_, matrix) => {
        seen.push([matrix.rows, matrix.columns]);
        const { rows, columns } = matrix;
        const values = Float64Array.from({ length: rows * columns }, (_, i) => -(i % columns));
        return { rows, columns, expected: 0, values };
      },
    });
    const shadows = Array.from({ length: 20 }, (_, i) => `${i % 4}.shadow-${i + 4}`);
    expect(seen).toEqual([100, ['0', '1', '2', '3', ...shadows], [100, 24]]);
    expect(trial.number).toBe(1);
    [0, 1, 2, 3].forEach((expected, i) => {
      expect(trial.importance[i]).toBeCloseTo(expected, 10);
    });
    const { min, mean, max } = trial.shadow;
    expect([2 * min, 2 * mean, 2 * max].map(Math.round)).toEqual([8, 27, 46]);
  });

  it('explains a sample of the rows when there are more than asked for', async () => {
    const few = startBoruta({ features: data.features, explainRows: 30, trees: TREES });
    const seen: number[] = [];
    await nextTrial(few, prepared, trialRandom(few), {
      ...SINGLE_THREAD,
      shapValues: (model, matrix) => {
        seen.push(matrix.rows);
        return SINGLE_THREAD.shapValues(model, matrix);
      },
    });
    expect(seen).toEqual([30]);
  });

  it('judges a single feature beside twenty shadows', async () => {
    const one = toy(2, 200, 1, 0);
    const state = await run(one, 2);
    expect(state.features).toMatchObject([{ verdict: 'accepted', hits: 6, trials: 6 }]);
  });

  it('rejects a constant feature', async () => {
    const { matrix, labels } = toy(2, 200, 2, 0);
    const values = matrix.values.map((value, i) => (i % 2 === 0 ? value : 1));
    const state = await run({ matrix: { ...matrix, values }, labels, features: ['p', 'one'] }, 4);
    expect([named(state, 'accepted'), named(state, 'rejected')]).toEqual([['p'], ['one']]);
  });

  it('refuses labels of one kind, other columns, and a trial after the last', async () => {
    const zeros = { labels: new Uint8Array(200) };
    expect(() => prepareBoruta(start, data.matrix, zeros)).toThrow('all labels are equal');
    const { matrix } = toy(5, 200, 1, 1);
    expect(() => prepareBoruta(start, matrix, data)).toThrow('4 names do not fit 2 columns');
    const last = startBoruta({ features: data.features, maxTrials: 1, trees: TREES });
    const done = addTrial(last, await nextTrial(last, prepared));
    await expect(nextTrial(done, prepared)).rejects.toThrow('no further trial is due');
  });
});

describe('trialColumns', () => {
  const { matrix } = toy(9, 60, 2, 4);
  const all = Int32Array.from({ length: 60 }, (_, i) => i);

  it('gives each shadow the values of its feature in an order of its own', () => {
    const rows = all.filter((row) => row % 2 === 0);
    const columns = trialColumns([5, 0, 1, 2, 3], rows, createRandom(1));
    const features = [5, 0, 1, 2, 3];
    expect(columns.map(({ feature }) => feature)).toEqual(Array(5).fill(features).flat());
    const orders = columns.map(({ rows: order }) => order.join());
    expect(new Set(orders.slice(4)).size).toBe(21);
    for (const column of columns) expect(column.rows.toSorted()).toEqual(rows);
    const table = trialMatrix(matrix, columns);
    expect([table.rows, table.columns]).toEqual([30, 25]);
    expect(table.values[3 * 25]).toBe(matrix.values[6 * 6 + 5]);
    const from = columns[5]?.rows[3] ?? 0;
    expect(table.values[3 * 25 + 5]).toBe(matrix.values[from * 6 + 5]);
  });

  it('bins as the table itself would be binned', () => {
    const columns = trialColumns([1, 4, 5, 0, 2], all, createRandom(2));
    const binned = trialBins(binForTraining(matrix), columns);
    expect(binned).toEqual(binForTraining(trialMatrix(matrix, columns)));
  });
  it('samples rows of all columns alike', () => {
    const columns = trialColumns([0, 1], all, createRandom(3));
    expect(sampleColumns(columns, 60, createRandom(4))).toBe(columns);
    const sampled = sampleColumns(columns, 10, createRandom(4));
    const places = Array.from(sampled[0]?.rows ?? []);
    expect(new Set(places).size).toBe(10);
    sampled.forEach(({ feature, rows }, i) => {
      expect(feature).toBe(columns[i]?.feature);
      expect(Array.from(rows)).toEqual(places.map((at) => columns[i]?.rows[at]));
    });
  });
});
