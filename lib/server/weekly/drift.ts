import type { DuckDBConnection } from '@duckdb/node-api';
import { splitSummarySchema, TARGETS, type Target } from '@/lib/contracts/models';
import type { WeekContent } from '@/lib/contracts/weeks';
import { windowSettingsSchema } from '@/lib/contracts/windows';
import { addDays } from '@/lib/domain/series/period';
import { populationStability } from '@/lib/domain/stats/population-stability';
import type { DatasetVersion, Run } from '@/lib/server/db/generated/client';
import { versionDir } from '@/lib/server/lake/layout';
import { loadPredictor } from '@/lib/server/models/model-store';
import { loadScoringWindows, type ScoringWindows } from '@/lib/server/models/scoring-data';
import { isoDay } from '@/lib/server/queries/series/version';

/** At most so many weeks that trained the model stand for how things used to be. */
const REFERENCE_WEEKS = 8;

interface DriftInput {
  readonly dataDir: string;
  readonly version: DatasetVersion;
  readonly asOf: string;
  readonly runs: Readonly<Record<Target, Run>>;
}

/**
 * Answers: are celebs still as they were when the models learned?
 *
 * Population stability index (Siddiqi 2006) of the week sum of each series that the churn model reads, and of both
 * probabilities, against the last weeks whose outcome trained the churn model.
 * @returns null where the version holds none of these weeks
 */
export async function weekDrift(
  connection: DuckDBConnection,
  { dataDir, version, asOf, runs }: DriftInput,
): Promise<WeekContent['drift']> {
  const { churn } = runs;
  const anchors = referenceAnchors(churn, version, asOf);
  const [last] = anchors;
  const first = anchors.at(-1);
  if (first === undefined || last === undefined) return null;
  const { observeDays } = windowSettingsSchema.parse(churn.windows);
  const dir = versionDir(dataDir, version.datasetId, version.id);
  const load = (anchor: string, run: Run) =>
    loadScoringWindows(connection, dir, anchor, observeDays, run.features);
  const sums = async (days: readonly string[]) => {
    const columns: number[][] = churn.features.map(() => []);
    for (const day of days) addWeekSums(await load(day, churn), observeDays, columns);
    return columns;
  };
  const before = await sums(anchors);
  const now = await sums([asOf]);
  const features = churn.features.flatMap((name, i) => {
    const stability = populationStability(before[i] ?? [], now[i] ?? []);
    return stability ? [{ name, index: stability.index, verdict: stability.verdict }] : [];
  });
  const scores = [];
  for (const target of TARGETS) {
    const run = runs[target];
    const windows = windowSettingsSchema.parse(run.windows);
    const predict = await loadPredictor(dataDir, { ...run, observeDays: windows.observeDays });
    const probabilities = async (days: readonly string[]) => {
      const all: number[] = [];
      for (const day of days) {
        const { x } = await loadScoringWindows(
          connection,
          dir,
          day,
          windows.observeDays,
          run.features,
        );
        for (const p of x.length === 0 ? [] : await predict(x)) all.push(p);
      }
      return all;
    };
    const stability = populationStability(
      await probabilities(anchors),
      await probabilities([asOf]),
    );
    if (stability) scores.push({ target, index: stability.index, verdict: stability.verdict });
  }
  return {
    from: addDays(first, -observeDays),
    to: addDays(last, -1),
    windows: before[0]?.length ?? 0,
    scores,
    features: features.sort((a, b) => b.index - a.index),
  };
}

/** Anchors a week apart, the newest first, from the last one that trained the model. */
function referenceAnchors(run: Run, version: DatasetVersion, asOf: string): string[] {
  const { firstAnchor, lastAnchor } = splitSummarySchema.parse(run.splitSummary).train;
  if (firstAnchor === null || lastAnchor === null) return [];
  const { observeDays } = windowSettingsSchema.parse(run.windows);
  const end = [lastAnchor, addDays(asOf, -7)].sort()[0] ?? lastAnchor;
  const begin = [firstAnchor, addDays(isoDay(version.firstDay), observeDays)].sort()[1] ?? '';
  return Array.from({ length: REFERENCE_WEEKS }, (_, i) => addDays(end, -7 * i)).filter(
    (day) => day >= begin,
  );
}

/** Adds each window's sum of every series to that series' column. */
function addWeekSums({ x, celebIds }: ScoringWindows, days: number, columns: number[][]): void {
  const width = columns.length;
  for (let celeb = 0; celeb < celebIds.length; celeb++) {
    columns.forEach((column, i) => {
      let sum = 0;
      for (let day = 0; day < days; day++) sum += x[(celeb * days + day) * width + i] ?? 0;
      column.push(sum);
    });
  }
}
