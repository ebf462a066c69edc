/**
 * `npx tsx scripts/verify-boruta.ts [seeds [first]]`: does Boruta-SHAP keep what drives the simulated platform, and nothing else?
 *
 * Simulates the platform at scale 1 in a folder of its own (seed 20230328), takes the window sums of the training windows
 * of the default time split, and adds ten columns of noise: independent normal numbers, one per window. For each seed
 * (default 0 to 9), which moves the noise and Boruta's own draws, and both targets:
 *
 * - all columns and the noise: fan activity, which the simulator lets drive retention, must have accepted columns;
 * - `own_total`, `fan_total`, `sticker_count` and the noise, so that nothing stands in for `fan_total`: it must be accepted.
 *
 * Fails unless that holds for churn in every seed and all ten noise columns of a table are rejected in 9 of 10 seeds, for
 * either target. About 20 seconds a seed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runJob } from '@/cli/run-job';
import { splitSettingsSchema, TARGETS, type Target } from '@/lib/contracts/models';
import {
  joinColumns,
  type NamedMatrix,
  windowFeatures,
} from '@/lib/domain/baseline/window-features';
import {
  addTrial,
  type BorutaState,
  type BorutaVerdict,
  isFinished,
  startBoruta,
} from '@/lib/domain/boruta/boruta';
import { noiseColumns } from '@/lib/domain/boruta/noise.fixture';
import { nextTrial, prepareBoruta } from '@/lib/domain/boruta/trial';
import { takeRows } from '@/lib/domain/matrix/matrix';
import { env } from '@/lib/server/env';
import { withLake } from '@/lib/server/lake/duckdb';
import { versionDir } from '@/lib/server/lake/layout';
import { loadModelData } from '@/lib/server/models/model-data';
import { requireVersionWithWindows, windowsOf } from '@/lib/server/models/version';
import { openRuntime, type Runtime } from '@/lib/server/runtime';

const NOISE = 10;
const [seeds = 10, first = 0] = process.argv.slice(2).map(Number);
if (!(Number.isInteger(seeds) && seeds >= 1 && Number.isInteger(first) && first >= 0)) {
  console.error('Usage: npx tsx scripts/verify-boruta.ts [seeds [first]]');
  process.exit(2);
}

interface Windows {
  readonly table: NamedMatrix;
  readonly labels: Readonly<Record<Target, Uint8Array>>;
}

/** Sums of the training windows of a newly simulated platform. */
async function simulatedWindows(runtime: Runtime): Promise<Windows> {
  const { db, env: settings } = runtime;
  const demo = await runJob(runtime, 'demo', 'Boruta', { scale: 1, train: false });
  const version = await requireVersionWithWindows(db, demo.versionId);
  const dir = versionDir(settings.dataDir, version.datasetId, version.id);
  const windows = windowsOf(version);
  const split = splitSettingsSchema.parse({});
  const data = await withLake({}, (connection) =>
    loadModelData(connection, { version, dir, windows, split }),
  );
  const { x, steps, features, labels } = data;
  const { train } = data.split;
  const sums = windowFeatures({ values: x, windows: labels.churn.length, days: steps, features }, [
    'sum',
  ]);
  const of = (target: Target) => Uint8Array.from(train, (row) => labels[target][row] ?? 0);
  return {
    table: { ...takeRows(sums, train), names: features },
    labels: { churn: of('churn'), sticker: of('sticker') },
  };
}

/** Some columns of a table. */
function choose(table: NamedMatrix, names: readonly string[]): NamedMatrix {
  const from = names.map((name) => table.names.indexOf(name));
  const values = new Float32Array(table.rows * names.length);
  for (let row = 0, at = 0; row < table.rows; row++) {
    for (const column of from) values[at++] = table.values[row * table.columns + column] ?? 0;
  }
  return { values, rows: table.rows, columns: names.length, names };
}

async function judge(table: NamedMatrix, labels: Uint8Array, seed: number): Promise<BorutaState> {
  const matrix = joinColumns([table, noiseColumns(table.rows, NOISE, seed)]);
  let state = startBoruta({ features: matrix.names, seed });
  const data = prepareBoruta(state, matrix, { labels });
  while (!isFinished(state)) state = addTrial(state, await nextTrial(state, data));
  return state;
}

const named = ({ features }: BorutaState, verdict: BorutaVerdict) =>
  features.filter((f) => f.verdict === verdict).map((f) => f.feature);
const isNoise = (name: string) => name.startsWith('noise-');
const isFanActivity = (name: string) => name.startsWith('fan_');

async function verify({ table, labels }: Windows): Promise<boolean> {
  const totals = choose(table, ['own_total', 'fan_total', 'sticker_count']);
  const tables = { 'all columns': table, totals };
  let holds = true;
  for (const target of TARGETS) {
    for (const [name, columns] of Object.entries(tables)) {
      let [withDrivers, withoutNoise] = [0, 0];
      for (let seed = first; seed < first + seeds; seed++) {
        const began = performance.now();
        const state = await judge(columns, labels[target], seed);
        const accepted = named(state, 'accepted');
        const rejected = named(state, 'rejected').filter(isNoise).length;
        if (accepted.some(isFanActivity)) withDrivers++;
        if (rejected === NOISE) withoutNoise++;
        console.log(
          `${target}, ${name}, seed ${seed}: accepted ${accepted.join(' ') || 'nothing'}; ${rejected} of ${NOISE} noise columns rejected; ${state.trials.length} trials in ${((performance.now() - began) / 1000).toFixed(1)} s`,
        );
      }
      const good =
        withoutNoise >= Math.ceil(0.9 * seeds) && (target !== 'churn' || withDrivers === seeds);
      if (!good) holds = false;
      console.log(
        `${good ? 'ok  ' : 'FAIL'} ${target}, ${name}: fan activity accepted in ${withDrivers} of ${seeds} seeds, all noise rejected in ${withoutNoise}`,
      );
    }
  }
  return holds;
}

const dataDir = await mkdtemp(path.join(os.tmpdir(), 'stagelight-boruta-'));
try {
  const runtime = await openRuntime({ ...env(), dataDir });
  let windows: Windows;
  try {
    windows = await simulatedWindows(runtime);
  } finally {
    await runtime.close();
  }
  process.exitCode = (await verify(windows)) ? 0 : 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
