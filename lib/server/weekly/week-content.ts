import type { DuckDBConnection } from '@duckdb/node-api';
import { runReportSchema, TARGETS } from '@/lib/contracts/models';
import {
  LINE_WEEKS,
  NAMED_CELEBS,
  type NamedCeleb,
  type WeekContent,
  weekContentSchema,
} from '@/lib/contracts/weeks';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { ACTION_KINDS } from '@/lib/contracts/work';
import { groupOutlook } from '@/lib/domain/segments/groups';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, Run, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { versionDir } from '@/lib/server/lake/layout';
import { isoDay } from '@/lib/server/queries/series/version';
import { type SnapshotCut, snapshotThreshold } from '@/lib/server/segments/current-policy';
import { weekDrift } from './drift';
import { type LakeWeek, lakeWeeks, weekStickers } from './week-figures';

export type SnapshotOfWeek = ScoreSnapshot & {
  readonly version: DatasetVersion;
  readonly churnRun: Run;
  readonly stickerRun: Run;
};

/** What a week is made of: the scores of its day, sorted by celeb, and what cuts the priority group out of them. */
export interface WeekScores {
  readonly cut: SnapshotCut;
  readonly scores: Awaited<ReturnType<typeof loadScores>>;
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);

const loadScores = (db: Database, snapshotId: string) =>
  db.celebScore.findMany({ where: { snapshotId }, orderBy: { celebId: 'asc' } });

export async function loadWeekScores(db: Database, snapshot: SnapshotOfWeek): Promise<WeekScores> {
  const [cut, scores] = await Promise.all([
    snapshotThreshold(db, snapshot),
    loadScores(db, snapshot.id),
  ]);
  return { cut, scores };
}

/** Scores of one snapshot that reach a threshold; nobody without one. */
const groupOf = <T extends { readonly score: number }>(
  scores: readonly T[],
  threshold: number | null,
): T[] => (threshold === null ? [] : scores.filter(({ score }) => score >= threshold));

/**
 * What the brief tells of the week before a snapshot's day. The same database, lake and models give the same content.
 * @param connection to the lake
 */
export async function weekContent(
  db: Database,
  connection: DuckDBConnection,
  dataDir: string,
  snapshot: SnapshotOfWeek,
  { cut, scores }: WeekScores,
): Promise<WeekContent> {
  const { version } = snapshot;
  const asOf = isoDay(snapshot.asOf);
  const dir = versionDir(dataDir, version.datasetId, version.id);
  const group = groupOf(scores, cut.threshold);
  const before = await snapshotBefore(db, version.datasetId, asOf);
  const movements = before && (await movementsOf(db, snapshot.id, { scores, group, before }));
  const stickers = await weekStickers(connection, dir, asOf);
  const runs = { churn: snapshot.churnRun, sticker: snapshot.stickerRun };
  const { outcomeDays } = windowSettingsSchema.parse(runs.churn.windows);
  return weekContentSchema.parse({
    from: addDays(asOf, -7),
    to: addDays(asOf, -1),
    outcomeFrom: asOf,
    outcomeTo: addDays(asOf, outcomeDays - 1),
    celebs: scores.length,
    policy: { name: cut.policy?.name ?? null, rule: cut.rule, threshold: cut.threshold },
    figures: await figuresOf(db, snapshot, {
      lake: await lakeWeeks(connection, dir, asOf, isoDay(version.firstDay)),
      atRisk: group.length,
      recovered: movements?.recovered.count ?? null,
      stickersAtRisk: group.reduce(
        (sum, { celebId, churn }) => sum + churn * (stickers.get(celebId) ?? 0),
        0,
      ),
    }),
    group: groupOutlook(group),
    movements,
    drivers: await driversOf(db, snapshot.id, group),
    work: await workOf(db, version.datasetId, asOf),
    models: TARGETS.map((target) => ({
      target,
      runId: runs[target].id,
      kind: runs[target].kind,
      microAveragePrecision: runReportSchema.parse(runs[target].report).test.microAveragePrecision,
    })),
    drift: await weekDrift(connection, { dataDir, version, asOf, runs, scores }),
  });
}

/** The scores of a week before, with their own priority group. */
async function snapshotBefore(db: Database, datasetId: string, asOf: string) {
  const snapshot = await db.scoreSnapshot.findFirst({
    where: { version: { datasetId }, asOf: dateOf(addDays(asOf, -7)) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: { version: true, scores: { select: { celebId: true, churn: true, score: true } } },
  });
  if (!snapshot) return null;
  const { threshold } = await snapshotThreshold(db, snapshot);
  return {
    group: new Set(groupOf(snapshot.scores, threshold).map(({ celebId }) => celebId)),
    scores: new Map(snapshot.scores.map((row) => [row.celebId, row])),
  };
}

interface Moved {
  readonly scores: WeekScores['scores'];
  readonly group: WeekScores['scores'];
  readonly before: NonNullable<Awaited<ReturnType<typeof snapshotBefore>>>;
}

async function movementsOf(db: Database, snapshotId: string, { scores, group, before }: Moved) {
  const inGroup = new Set(group.map(({ celebId }) => celebId));
  const scoreBefore = (id: string) => before.scores.get(id)?.score;
  const rise = ({ celebId, score }: { celebId: string; score: number }) =>
    score - (scoreBefore(celebId) ?? 0);
  const lists = {
    newlyAtRisk: group
      .filter(({ celebId }) => !before.group.has(celebId))
      .sort((a, b) => b.score - a.score),
    worsened: group
      .filter((row) => before.group.has(row.celebId) && rise(row) > 0)
      .sort((a, b) => rise(b) - rise(a)),
    recovered: scores
      .filter(({ celebId }) => before.group.has(celebId) && !inGroup.has(celebId))
      .sort((a, b) => rise(a) - rise(b)),
  };
  const named = Object.values(lists).flatMap((list) => list.slice(0, NAMED_CELEBS));
  const reasons = await firstReasons(
    db,
    snapshotId,
    named.map(({ celebId }) => celebId),
  );
  const movement = (list: typeof group) => ({
    count: list.length,
    celebs: list.slice(0, NAMED_CELEBS).map((row): NamedCeleb => {
      const { celebId, name, churn, sticker, score } = row;
      const last = scoreBefore(celebId);
      return {
        celebId,
        name,
        churn,
        sticker,
        score,
        change: last === undefined ? null : score - last,
        reason: reasons.get(celebId) ?? null,
      };
    }),
  });
  return {
    newlyAtRisk: movement(lists.newlyAtRisk),
    worsened: movement(lists.worsened),
    recovered: movement(lists.recovered),
  };
}

/** What raises each celeb's p(churn) most. */
async function firstReasons(db: Database, snapshotId: string, celebIds: readonly string[]) {
  const rows = await db.celebReason.findMany({
    where: { snapshotId, target: 'churn', shap: { gt: 0 }, celebId: { in: [...celebIds] } },
    orderBy: [{ celebId: 'asc' }, { position: 'desc' }],
    select: { celebId: true, feature: true, value: true, week: true, weekBefore: true },
  });
  return new Map(rows.map(({ celebId, ...reason }) => [celebId, reason]));
}

async function figuresOf(
  db: Database,
  snapshot: SnapshotOfWeek,
  now: {
    readonly lake: readonly (LakeWeek | null)[];
    readonly atRisk: number;
    readonly recovered: number | null;
    readonly stickersAtRisk: number;
  },
): Promise<WeekContent['figures']> {
  const asOf = isoDay(snapshot.asOf);
  const days = Array.from({ length: LINE_WEEKS - 1 }, (_, i) =>
    addDays(asOf, -7 * (LINE_WEEKS - 1 - i)),
  );
  const frozen = await db.week.findMany({
    where: { datasetId: snapshot.version.datasetId, asOf: { in: days.map(dateOf) } },
    select: { asOf: true, content: true },
  });
  const known = new Map(
    frozen.map((week) => [isoDay(week.asOf), weekContentSchema.parse(week.content).figures]),
  );
  // What was believed of earlier weeks stays what it was.
  const believed = (figure: 'atRisk' | 'recovered' | 'stickersAtRisk') => ({
    weeks: [...days.map((day) => known.get(day)?.[figure].weeks.at(-1) ?? null), now[figure]],
  });
  const measured = (figure: keyof LakeWeek) => ({
    weeks: now.lake.map((week) => week?.[figure] ?? null),
  });
  return {
    active: measured('active'),
    churned: measured('churned'),
    atRisk: believed('atRisk'),
    recovered: believed('recovered'),
    stickers: measured('stickers'),
    amount: measured('amount'),
    stickersAtRisk: believed('stickersAtRisk'),
  };
}

const DRIVERS = 5;

async function driversOf(db: Database, snapshotId: string, group: WeekScores['scores']) {
  if (group.length === 0) return [];
  const counts = await db.celebReason.groupBy({
    by: ['feature'],
    where: {
      snapshotId,
      target: 'churn',
      shap: { gt: 0 },
      celebId: { in: group.map(({ celebId }) => celebId) },
    },
    _count: { celebId: true },
  });
  return counts
    .map(({ feature, _count }) => ({
      feature,
      celebs: _count.celebId,
      share: _count.celebId / group.length,
    }))
    .sort((a, b) => b.celebs - a.celebs || (a.feature < b.feature ? -1 : 1))
    .slice(0, DRIVERS);
}

async function workOf(db: Database, datasetId: string, asOf: string) {
  const answered = { gte: dateOf(addDays(asOf, -7)), lt: dateOf(asOf) };
  const [actions, rounds] = await Promise.all([
    db.celebAction.findMany({
      where: { datasetId, asOf: answered },
      select: { kind: true, celebId: true },
    }),
    db.round.count({ where: { datasetId, snapshot: { asOf: answered } } }),
  ]);
  return {
    actions: Object.fromEntries(
      ACTION_KINDS.map((kind) => [kind, actions.filter((action) => action.kind === kind).length]),
    ),
    contacted: new Set(actions.map(({ celebId }) => celebId)).size,
    rounds,
  };
}
