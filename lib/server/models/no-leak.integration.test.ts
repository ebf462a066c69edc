import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { candidateSchema, splitSettingsSchema } from '@/lib/contracts/models';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, versionDir } from '@/lib/server/lake/layout';
import { createTrialPool } from '@/lib/server/ml/trial-pool';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { fitCandidate, ScaledWindows } from './fit-candidate';
import { loadModelData } from './model-data';
import { windowsOf } from './version';

let runtime: Runtime;
let versionId: string;

beforeAll(async () => {
  runtime = await newRuntime();
  const runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.05, seed: 3, train: false });
  ({ versionId } = demo.result as { versionId: string });
  await runner.close();
});
afterAll(async () => {
  await runtime.close();
  await removeDataDirs();
});

const CANDIDATES = [
  { kind: 'gbdt', trees: { num_iterations: 10 } },
  { kind: 'sequence', model: { model: 'gru', units: 4 }, training: { epochs: 2 } },
].map((candidate) => candidateSchema.parse(candidate));

/** What each candidate says of the validation windows and of the first test anchor's windows. */
async function answers() {
  const version = await runtime.db.datasetVersion.findUniqueOrThrow({
    where: { id: versionId },
    include: { preparations: true },
  });
  const dir = versionDir(runtime.env.dataDir, version.datasetId, version.id);
  const windows = windowsOf(version);
  const split = splitSettingsSchema.parse({});
  const data = await withLake({}, (connection) =>
    loadModelData(connection, { version, dir, windows, split }),
  );
  const pool = createTrialPool(1);
  try {
    const { anchor } = data;
    const { test } = data.split;
    const firstTest = anchor[test[0] ?? -1] ?? 0;
    const said = [];
    for (const candidate of CANDIDATES) {
      const fitted = await fitCandidate(
        {
          data,
          pool,
          threads: 1,
          scaled: new ScaledWindows(data),
          signal: new AbortController().signal,
        },
        'churn',
        candidate,
      );
      const isFirst = (_: number, i: number) => anchor[test[i] ?? -1] === firstTest;
      said.push({
        validation: Array.from(fitted.validation),
        firstTest: Array.from(fitted.test).filter(isFirst),
        laterTest: Array.from(fitted.test).filter((p, i) => !isFirst(p, i)),
      });
    }
    return { said, dir, firstTest: new Date(firstTest * 86_400_000).toISOString().slice(0, 10) };
  } finally {
    await pool.close();
  }
}

it('does not move a model by anything that happens from the first test anchor on', async () => {
  const before = await answers();
  const { dir, firstTest } = before;
  // The leak: from the first test anchor on, every column says whether the celeb leaves.
  await withLake({}, async (connection) => {
    const file = dailyPath(dir);
    const names = await connection.runAndReadAll(
      `SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${sqlString(file)}))
       WHERE column_name LIKE 'own_%' OR column_name LIKE 'fan_%'`,
    );
    const columns = (names.getColumns()[0] ?? []).map((name) => `"${name}"`);
    expect(columns.length).toBeGreaterThan(20);
    const leaks = columns.map(
      (name) =>
        `CASE WHEN day >= DATE '${firstTest}' THEN 1000 * leaves ELSE ${name} END AS ${name}`,
    );
    await connection.run(`COPY (
      SELECT * EXCLUDE (leaves) REPLACE (${leaks.join(', ')}) FROM (
        SELECT *, (sum(own_total) OVER (PARTITION BY celeb_index ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 7 FOLLOWING) > 0)::INTEGER AS leaves
        FROM read_parquet(${sqlString(file)})
      ) ORDER BY celeb_index, day
    ) TO ${sqlString(`${file}.leak`)} (FORMAT parquet)`);
    await rename(`${file}.leak`, file);
  });
  const after = await answers();
  before.said.forEach((said, i) => {
    expect(after.said[i]?.validation).toEqual(said.validation);
    expect(after.said[i]?.firstTest).toEqual(said.firstTest);
    // The leak is real: windows that observe those days are answered otherwise.
    expect(after.said[i]?.laterTest).not.toEqual(said.laterTest);
  });
});
