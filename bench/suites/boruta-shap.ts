import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  addTrial,
  type BorutaSettings,
  DEFAULT_BORUTA,
  startBoruta,
} from '@/lib/domain/boruta/boruta';
import { nextTrial, prepareBoruta } from '@/lib/domain/boruta/trial';
import { type Matrix, matrixOf } from '@/lib/domain/matrix/matrix';
import { gamma, poisson } from '@/lib/domain/random/distributions';
import { createRandom } from '@/lib/domain/random/generator';
import { sigmoid } from '@/lib/domain/trees/predict';
import type { TreeTools } from '@/lib/domain/trees/tools';
import { TreeThreads } from '@/lib/server/trees/threads';
import { threadTools } from '@/lib/server/trees/tools';
import {
  type Measurement,
  pythonHas,
  pythonVersion,
  runPeer,
  type Suite,
  seconds,
  takeTurns,
} from '../harness';

const THREADS = 2;
const ROWS = 27_536;
const FEATURES = 60;
const DRIVERS = 20;
const TRIALS = 50;
/** Both sides take turns; a round has some of the trials, few where the peer needs many seconds for one. */
const ROUNDS = 3;
/** So small that nothing is ever decided: every trial then works on all features and their shadows. */
const NO_VERDICT = 1e-300;

/** Sums of windows: counts with a heavy tail and many zeros. A third of them drive the label. */
function windowSums(): { matrix: Matrix; labels: Uint8Array } {
  const random = createRandom(2);
  const values = new Float32Array(ROWS * FEATURES);
  const labels = new Uint8Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    let margin = 0;
    for (let feature = 0; feature < FEATURES; feature++) {
      const count = poisson(random, 28 * gamma(random, 0.5));
      values[row * FEATURES + feature] = count;
      if (feature < DRIVERS) margin += (feature % 2 === 0 ? 0.15 : -0.15) * Math.log1p(count);
    }
    labels[row] = random.uniform() < sigmoid(margin) ? 1 : 0;
  }
  return { matrix: matrixOf(values, ROWS, FEATURES), labels };
}

interface Row {
  readonly id: string;
  readonly what: string;
  readonly trialsARound: number;
  readonly settings: Partial<BorutaSettings>;
  /** Of the peer's script. */
  readonly mode: 'default' | 'same';
}

const BORUTA_ROWS: readonly Row[] = [
  {
    id: 'boruta-shap',
    what: 'each with its own defaults for rows',
    trialsARound: 5,
    settings: {},
    mode: 'default',
  },
  {
    id: 'boruta-shap-all-rows',
    what: 'both training on and explaining all rows',
    trialsARound: 2,
    settings: { rowShare: 1, explainRows: ROWS },
    mode: 'same',
  },
];

/** 50 trials of Boruta-SHAP against the BorutaShap package with LightGBM, the trees' settings the same. */
export const borutaShapSuite: Suite = {
  ids: BORUTA_ROWS.map(({ id }) => id),
  run: async (work) => {
    const { matrix, labels } = windowSums();
    const file = (name: string) => path.join(work, name);
    await writeFile(file('table.f32'), matrix.values);
    await writeFile(file('labels.u8'), labels);
    await writeFile(file('trees.json'), JSON.stringify(treesOfThePeer()));
    const has = pythonHas('BorutaShap', 'lightgbm');
    const peer =
      ({ mode, trialsARound }: Row) =>
      async () => {
        const inputs = ['table.f32', 'labels.u8'].map(file);
        const args = [mode, ...inputs, `${FEATURES}`, `${trialsARound}`, file('trees.json')];
        const took = (await runPeer('boruta_shap.py', args)).seconds ?? Number.NaN;
        return (took * TRIALS) / trialsARound;
      };
    const threads = await TreeThreads.open(THREADS);
    try {
      const tools = threadTools(threads);
      const ours = (row: Row) => async () => {
        const took = await seconds(() => trials(matrix, labels, row, tools));
        return (took * TRIALS) / row.trialsARound;
      };
      const measurements: Measurement[] = [];
      for (const row of BORUTA_ROWS) {
        const turns = await takeTurns(ROUNDS, {
          ours: ours(row),
          peer: has ? peer(row) : undefined,
        });
        measurements.push({
          id: row.id,
          what: `${TRIALS} trials of Boruta-SHAP on ${ROWS} x ${FEATURES}, ${row.what}, 2 threads`,
          unit: 's',
          ours: turns.ours,
          peer: turns.peer,
          peerName: has ? `BorutaShap ${pythonVersion('BorutaShap')} with LightGBM` : 'BorutaShap',
          note: has
            ? `median of ${ROUNDS} rounds with ${row.trialsARound} of the ${TRIALS} trials each, scaled to all`
            : 'BorutaShap or LightGBM is not installed',
        });
      }
      return measurements;
    } finally {
      await threads.close();
    }
  },
};

async function trials(
  matrix: Matrix,
  labels: Uint8Array,
  { settings, trialsARound }: Row,
  tools: TreeTools,
): Promise<void> {
  const features = Array.from({ length: FEATURES }, (_, i) => `f${i}`);
  let state = startBoruta({ ...settings, features, alpha: NO_VERDICT });
  const data = prepareBoruta(state, matrix, { labels });
  for (let trial = 0; trial < trialsARound; trial++) {
    state = addTrial(state, await nextTrial(state, data, undefined, tools));
  }
}

/** Our trees' settings as LightGBM's classifier takes them. */
function treesOfThePeer(): Record<string, number> {
  const { num_iterations, learning_rate, num_leaves, max_depth, max_bin, min_data_in_leaf } =
    DEFAULT_BORUTA.trees;
  return {
    n_estimators: num_iterations,
    learning_rate,
    num_leaves,
    max_depth,
    max_bin,
    min_child_samples: min_data_in_leaf,
  };
}
