/**
 * `npx tsx scripts/verify-trees.ts <folder>`: trains on LightGBM's own example of binary classification (its
 * examples/binary_classification, 7,000 / 500 rows; `lgb_binary.train.gz` and `lgb_binary.test.gz`, not part of this
 * repository) and compares the test AUC with LightGBM's.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Matrix, matrixFromRows } from '@/lib/domain/matrix/matrix';
import { rocAuc } from '@/lib/domain/metrics/ranking';
import { trainTrees } from '@/lib/domain/trees/boost';
import type { TreeParams } from '@/lib/domain/trees/params';
import { predict } from '@/lib/domain/trees/predict';

const folder = process.argv[2];
if (!folder) {
  console.error('Usage: npx tsx scripts/verify-trees.ts <folder>');
  process.exit(2);
}

/** The first column is the label. */
async function read(name: string): Promise<{ data: Matrix; labels: Uint8Array }> {
  const text = gunzipSync(await readFile(path.join(folder ?? '', name))).toString('utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split('\t').map(Number));
  return {
    data: matrixFromRows(rows.map((row) => row.slice(1))),
    labels: Uint8Array.from(rows, (row) => row[0] ?? 0),
  };
}

/** AUC of lightgbm 4.7.0 in Python: `lgb.train({...}, lgb.Dataset(x, y), 100)`, `roc_auc_score` on the test rows. */
const CASES: readonly { name: string; params: Partial<TreeParams>; lightgbm: number }[] = [
  { name: 'defaults', params: {}, lightgbm: 0.8320917182662539 },
  {
    name: 'the settings of its train.conf',
    params: {
      num_leaves: 63,
      feature_fraction: 0.8,
      bagging_freq: 5,
      bagging_fraction: 0.8,
      min_data_in_leaf: 50,
      min_sum_hessian_in_leaf: 5,
    },
    lightgbm: 0.8241905314757482,
  },
];
const ALLOWED = 0.01;

const [train, test] = [await read('lgb_binary.train.gz'), await read('lgb_binary.test.gz')];
let failures = 0;
for (const { name, params, lightgbm } of CASES) {
  const { model } = trainTrees(train, params);
  const auc = rocAuc(test.labels, predict(model, test.data));
  const near = Math.abs(auc - lightgbm) <= ALLOWED;
  if (!near) failures++;
  console.log(
    `${near ? 'ok    ' : 'DIFFER'} ${name}: test AUC ${auc.toFixed(4)}, LightGBM ${lightgbm.toFixed(4)}`,
  );
}
process.exitCode = failures === 0 ? 0 : 1;
