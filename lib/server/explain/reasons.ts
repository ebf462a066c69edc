import { setImmediate as nextTurn } from 'node:timers/promises';
import { TARGETS, type Target } from '@/lib/contracts/models';
import { REASONS_KEPT } from '@/lib/contracts/policies';
import { windowFeatures } from '@/lib/domain/baseline/window-features';
import { shapValues } from '@/lib/domain/trees/shap';
import type { Prisma, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { sqlName, sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath, targetsPath, versionDir } from '@/lib/server/lake/layout';
import { loadScoringWindows } from '@/lib/server/models/scoring-data';
import type { ModelContext } from '@/lib/server/models/train-candidates';
import { isoDay } from '@/lib/server/queries/series/version';
import { type ExplanationTables, readTables } from './tables';

/** Celebs explained between two turns of the event loop, which heartbeats need. */
const CELEBS_AT_ONCE = 1000;
/** Rows of one INSERT; PostgreSQL takes at most 65,535 parameters. */
const ROWS_AT_ONCE = 8000;

/**
 * Stores why each celeb of a snapshot has its probabilities, where an explanation of the very runs that made them is
 * there and reasons are not yet. Reasons come from the surrogates; they add to a snapshot and change nothing in it.
 * @returns how many celebs got reasons
 * @throws AppError `explanation_files_missing`, `features_missing`
 */
export async function fillReasons(
  context: ModelContext,
  snapshotId: string,
  signal: AbortSignal,
): Promise<number> {
  const { db } = context;
  const snapshot = await db.scoreSnapshot.findUniqueOrThrow({
    where: { id: snapshotId },
    include: { version: true },
  });
  const runs: Readonly<Record<Target, string>> = {
    churn: snapshot.churnRunId,
    sticker: snapshot.stickerRunId,
  };
  let celebs = 0;
  for (const target of TARGETS) {
    const where = { snapshotId, target };
    if ((await db.celebReason.count({ where })) > 0) continue;
    const part = await db.explanationPart.findFirst({
      where: { target, runId: runs[target] },
      orderBy: { explanation: { createdAt: 'desc' } },
    });
    if (!part) continue;
    const tables = await readTables(context.dataDir, part.explanationId, target);
    const rows = await reasonsOf(context, snapshot, target, part.explanationId, tables, signal);
    await db.$transaction(
      async (tx) => {
        for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
          await tx.celebReason.createMany({
            data: rows.slice(at, at + ROWS_AT_ONCE),
            skipDuplicates: true,
          });
      },
      { maxWait: 30_000, timeout: 600_000 },
    );
    celebs = Math.max(celebs, new Set(rows.map((row) => row.celebId)).size);
  }
  return celebs;
}

/**
 * What the series behind a feature amounted to in the observed days, and in as many days before them: what people can
 * be told in words.
 */
async function weekSums(
  { asOf }: ScoreSnapshot,
  dir: string,
  observeDays: number,
  series: readonly string[],
  signal: AbortSignal,
): Promise<(celebId: string, feature: string) => { week: number; weekBefore: number }> {
  const anchor = `DATE ${sqlString(isoDay(asOf))}`;
  const part = (name: string, from: number, to: number) =>
    `coalesce(sum(${sqlName(name)}) FILTER (WHERE d.day >= ${anchor} - ${from} AND d.day < ${anchor} - ${to}), 0)::DOUBLE`;
  const rows = await withLake({ signal }, async (connection) => {
    const answer = await connection.runAndReadAll(
      `SELECT t.celeb_id, ${series.map((name) => `${part(name, observeDays, 0)}, ${part(name, 2 * observeDays, observeDays)}`).join(', ')}
       FROM read_parquet(${sqlString(dailyPath(dir))}) d
       JOIN read_parquet(${sqlString(targetsPath(dir))}) t USING (celeb_index)
       WHERE d.day >= ${anchor} - ${2 * observeDays} AND d.day < ${anchor} GROUP BY t.celeb_id`,
    );
    return new Map(answer.getRows().map(([celebId, ...values]) => [String(celebId), values]));
  });
  const places = new Map(series.map((name, i) => [name, 2 * i]));
  return (celebId, feature) => {
    const place = places.get(feature.slice(0, feature.lastIndexOf('.'))) ?? -1;
    const values = rows.get(celebId) ?? [];
    return { week: Number(values[place] ?? 0), weekBefore: Number(values[place + 1] ?? 0) };
  };
}

async function reasonsOf(
  { dataDir, threads, memoryLimitMb }: ModelContext,
  snapshot: ScoreSnapshot & { readonly version: { readonly datasetId: string } },
  target: Target,
  explanationId: string,
  { surrogate, series, observeDays, features }: ExplanationTables,
  signal: AbortSignal,
): Promise<Prisma.CelebReasonCreateManyInput[]> {
  const dir = versionDir(dataDir, snapshot.version.datasetId, snapshot.versionId);
  const { x, celebIds } = await withLake({ threads, memoryLimitMb, signal }, (connection) =>
    loadScoringWindows(connection, dir, isoDay(snapshot.asOf), observeDays, series),
  );
  const sums = await weekSums(snapshot, dir, observeDays, series, signal);
  const week = observeDays * series.length;
  const rows: Prisma.CelebReasonCreateManyInput[] = [];
  for (let from = 0; from < celebIds.length; from += CELEBS_AT_ONCE) {
    await nextTurn();
    signal.throwIfAborted();
    const ids = celebIds.slice(from, from + CELEBS_AT_ONCE);
    const table = windowFeatures({
      values: x.subarray(from * week, (from + ids.length) * week),
      windows: ids.length,
      days: observeDays,
      features: series,
    });
    const shap = shapValues(surrogate, table);
    ids.forEach((celebId, row) => {
      const start = row * features.length;
      const pushes = features.map((feature, i) => ({
        feature,
        value: table.values[start + i] ?? 0,
        shap: shap.values[start + i] ?? 0,
      }));
      pushes
        .filter((push) => push.shap !== 0)
        .sort((a, b) => Math.abs(b.shap) - Math.abs(a.shap))
        .slice(0, REASONS_KEPT)
        .forEach((push, i) => {
          rows.push({
            snapshotId: snapshot.id,
            celebId,
            target,
            position: i + 1,
            explanationId,
            ...push,
            ...sums(celebId, push.feature),
          });
        });
    });
  }
  return rows;
}
