import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Matrix, matrixOf } from '@/lib/domain/matrix/matrix';
import { gamma, poisson } from '@/lib/domain/random/distributions';
import { createRandom } from '@/lib/domain/random/generator';
import { trainTrees } from '@/lib/domain/trees/boost';
import { treeModelFromLightGbm } from '@/lib/domain/trees/lightgbm';
import { predict, sigmoid } from '@/lib/domain/trees/predict';
import { TreeThreads } from '@/lib/server/trees/threads';
import { type Measurement, pythonHas, runPeer, type Suite, seconds, takeTurns } from '../harness';

const ROUNDS = 3;
const THREADS = 2;
/** Windows of 7 days and 40 series: the training part of the simulated data, and all of its windows. */
const TRAINING_ROWS = 27_536;
const EXPLAINED_ROWS = 38_000;
const SERIES = 40;
const DAYS = 7;
/** SHAP values that differ more than this from LightGBM's, for LightGBM's own model, prove nothing. */
const AGREEMENT = 1e-6;

/** Daily counts with a heavy tail and many zeros; the label depends on most of them. */
function windows(): { matrix: Matrix; labels: Uint8Array } {
  const random = createRandom(1);
  const columns = SERIES * DAYS;
  const values = new Float32Array(EXPLAINED_ROWS * columns);
  const labels = new Uint8Array(EXPLAINED_ROWS);
  for (let row = 0; row < EXPLAINED_ROWS; row++) {
    let margin = 0;
    for (let series = 0; series < SERIES; series++) {
      const mean = 4 * gamma(random, 0.5);
      for (let day = 0; day < DAYS; day++) {
        const count = poisson(random, mean);
        values[row * columns + day * SERIES + series] = count;
        margin += 0.03 * (((series * 7 + day) % 11) - 5) * Math.log1p(count);
      }
    }
    labels[row] = random.uniform() < sigmoid(margin) ? 1 : 0;
  }
  return { matrix: matrixOf(values, EXPLAINED_ROWS, columns), labels };
}

/** Loads the model that LightGBM dumped, explains the same rows and compares. */
async function checkAgreement(dump: string, matrix: Matrix, threads: TreeThreads): Promise<void> {
  const model = treeModelFromLightGbm(await readFile(`${dump}.txt`, 'utf8'));
  const bytes = await readFile(`${dump}.f64`);
  const want = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  const { values, expected } = await threads.shapValues(model, matrix);
  let gap = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const at = row * (matrix.columns + 1);
    for (let j = 0; j < matrix.columns; j++) {
      const mine = values[row * matrix.columns + j] ?? Number.NaN;
      gap = Math.max(gap, Math.abs(mine - (want[at + j] ?? Number.NaN)));
    }
    gap = Math.max(gap, Math.abs(expected - (want[at + matrix.columns] ?? Number.NaN)));
  }
  if (!(gap <= AGREEMENT)) throw new Error(`SHAP values differ from LightGBM's by ${gap}`);
  console.log(
    `  SHAP values of LightGBM's model agree with LightGBM's within ${gap.toExponential(1)}`,
  );
}

/** Training, prediction and explanation of boosted trees, each against LightGBM and XGBoost. */
export const treesSuite: Suite = {
  ids: [
    'gbdt-train',
    'gbdt-train-vs-xgboost',
    'gbdt-predict',
    'gbdt-predict-vs-xgboost',
    'treeshap',
    'treeshap-vs-lightgbm',
  ],
  run: async (work) => {
    const { matrix, labels } = windows();
    const { columns } = matrix;
    const training = {
      data: matrixOf(matrix.values.subarray(0, TRAINING_ROWS * columns), TRAINING_ROWS, columns),
      labels: labels.subarray(0, TRAINING_ROWS),
    };
    const file = (name: string) => path.join(work, name);
    await writeFile(file('table.f32'), training.data.values);
    await writeFile(file('labels.u8'), training.labels);
    await writeFile(file('explained.f32'), matrix.values);
    const peer = (library: string, what: string, ...rest: string[]) => {
      if (!pythonHas(library)) return undefined;
      const inputs = ['table.f32', 'labels.u8'].map(file);
      const args = [library, what, ...inputs, `${columns}`, file('explained.f32'), ...rest];
      return async () => (await runPeer('trees.py', args)).seconds ?? Number.NaN;
    };
    const threads = await TreeThreads.open(THREADS);
    try {
      const train = () =>
        threads.train((createFinder) => trainTrees(training, {}, { createFinder }));
      const { model } = await train();
      const trained = await takeTurns(ROUNDS, {
        ours: () => seconds(train),
        lightgbm: peer('lightgbm', 'train'),
        xgboost: peer('xgboost', 'train'),
      });
      const predicted = await takeTurns(ROUNDS, {
        ours: () => seconds(async () => predict(model, matrix)),
        lightgbm: peer('lightgbm', 'predict'),
        xgboost: peer('xgboost', 'predict'),
      });
      const explained = await takeTurns(ROUNDS, {
        ours: () => seconds(() => threads.shapValues(model, matrix)),
        lightgbm: peer('lightgbm', 'explain', file('dump')),
        xgboost: peer('xgboost', 'explain'),
      });
      if (explained.lightgbm !== null) await checkAgreement(file('dump'), matrix, threads);
      const rate = (time: number | null) => (time === null ? null : EXPLAINED_ROWS / time);
      const row = (
        id: string,
        what: string,
        unit: 's' | 'rows/s',
        figures: Record<'ours' | 'lightgbm' | 'xgboost', number | null>,
        library: 'lightgbm' | 'xgboost',
      ): Measurement => ({
        id,
        what,
        unit,
        ours: unit === 's' ? figures.ours : rate(figures.ours),
        peer: unit === 's' ? figures[library] : rate(figures[library]),
        peerName: library === 'lightgbm' ? 'LightGBM' : 'XGBoost',
        note: figures[library] === null ? `${library} is not installed` : undefined,
      });
      const trainRow = `binning and 100 trees of 31 leaves on ${TRAINING_ROWS} x ${columns}, 2 threads`;
      const predictRow = `probabilities of ${EXPLAINED_ROWS} rows, 100 trees; ours in 1 thread, peers in 2`;
      const explainRow = `exact SHAP values of ${EXPLAINED_ROWS} x ${columns}, 100 trees, 2 threads`;
      return [
        row('gbdt-train', trainRow, 's', trained, 'lightgbm'),
        row('gbdt-train-vs-xgboost', trainRow, 's', trained, 'xgboost'),
        row('gbdt-predict', predictRow, 'rows/s', predicted, 'lightgbm'),
        row('gbdt-predict-vs-xgboost', predictRow, 'rows/s', predicted, 'xgboost'),
        row('treeshap', explainRow, 's', explained, 'xgboost'),
        row('treeshap-vs-lightgbm', explainRow, 's', explained, 'lightgbm'),
      ];
    } finally {
      await threads.close();
    }
  },
};
