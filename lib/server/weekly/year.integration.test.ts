import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { weekContentSchema, weekGradeSchema } from '@/lib/contracts/weeks';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';
import type { Runtime } from '@/lib/server/runtime';
import { simulate } from '@/lib/server/simulate';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { newRuntime } from '@/lib/server/testing/state';
import { describeWeek } from './freeze-week';

/** Days of one simulation; three of them, one after the other, are more than a year. */
const SPAN = 139;
const SEASONS = 3;

let runtime: Runtime;
let runner: JobRunner;

beforeAll(async () => {
  runtime = await newRuntime();
  runner = await JobRunner.open(runtime);
}, 60_000);
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

/** The files of three simulated seasons, each later by its predecessors' days; celebs keep their ids. */
async function yearOfFiles() {
  const folder = await newDataDir();
  const files = [];
  for (let season = 0; season < SEASONS; season++) {
    const outDir = path.join(folder, `season-${season}`);
    const made = await simulate({
      scale: 0.03,
      seed: 7 + season,
      dirty: false,
      outDir,
      format: 'parquet',
    });
    for (const { table, path: file } of made.files) {
      const later = path.join(outDir, `${table}-${path.basename(file)}`);
      const shifted =
        table === 'celebs' ? '*' : `* REPLACE (ts + INTERVAL ${season * SPAN} DAY AS ts)`;
      await withLake({}, (connection) =>
        connection.run(
          `COPY (SELECT ${shifted} FROM read_parquet(${sqlString(file)})) TO ${sqlString(later)} (FORMAT parquet)`,
        ),
      );
      const mapping = Object.fromEntries(
        TABLE_FIELDS[table].map(({ name }) => [name, { column: name }]),
      );
      files.push({ table, path: later, name: `${season}-${path.basename(later)}`, mapping });
    }
  }
  return files;
}

it('runs through a year: 52 weeks are frozen, each the same to the bit when made again', async () => {
  const imported = await runner.run('import', {
    newDataset: { name: 'A year', timeZone: 'Asia/Seoul' },
    files: await yearOfFiles(),
  });
  expect(imported.error).toBeNull();
  const { versionId } = imported.result as { versionId: string };
  const trees = { kind: 'gbdt', trees: { num_iterations: 10 } };
  await runner.run('train', { versionId, candidates: [trees], promote: 'best' });
  const half = await runner.run('brief', { versionId, asOf: '2023-07-03', weeksBefore: 25 });
  expect(half.error).toBeNull();
  const job = await runner.run('brief', { versionId, weeksBefore: 25 });
  expect(job.error).toBeNull();

  const weeks = await runtime.db.week.findMany({
    orderBy: { asOf: 'asc' },
    include: { grade: true },
  });
  expect(weeks).toHaveLength(52);
  const days = weeks.map(({ asOf }) => asOf.toISOString().slice(0, 10));
  // 2022-11-10 and 3 x 139 days: the data end on 2023-12-31.
  expect([days[0], days[51]]).toEqual(['2023-01-09', '2024-01-01']);
  expect(new Set(weeks.map(({ fingerprint }) => fingerprint)).size).toBe(52);
  // Only the newest week's outcome is open.
  expect(weeks.filter(({ grade }) => grade === null).map(({ id }) => id)).toEqual([weeks[51]?.id]);
  for (const { grade } of weeks.slice(0, 51))
    expect(weekGradeSchema.parse(grade?.content).missing).toBe(0);
  // Each week is told what was believed of those before it.
  const sizes = weeks.map(({ content }) => weekContentSchema.parse(content).group.celebs);
  const last = weekContentSchema.parse(weeks[51]?.content);
  expect(last.figures.atRisk.weeks).toEqual(sizes.slice(-8));

  for (const week of weeks) {
    const again = await withLake({}, (connection) =>
      describeWeek(runtime.db, connection, runtime.env.dataDir, week.snapshotId),
    );
    expect(again.fingerprint).toBe(week.fingerprint);
    expect(JSON.parse(JSON.stringify(again.content))).toEqual(week.content);
  }
}, 240_000);
