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
  /** Both probabilities of every celeb as of the day. */
  readonly scores: readonly Readonly<Record<Target, number>>[];
}

/** How things were in the weeks that the models learned from. */
interface Reference {
  /** Anchors a week apart, the newest first. */
  readonly anchors: readonly string[];
  /** Week sums of each series that the churn model reads. */
  readonly sums: readonly (readonly number[])[];
  readonly probabilities: Readonly<Record<Target, readonly number[]>>;
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
  { dataDir, version, asOf, runs, scores }: DriftInput,
): Promise<WeekContent['drift']> {
  const { anchors, sums, probabilities } = await referenceOf(connection, dataDir, version, runs);
  const [last] = anchors;
  const first = anchors.at(-1);
  if (first === undefined || last === undefined) return null;
  const { churn } = runs;
  const { observeDays } = windowSettingsSchema.parse(churn.windows);
  const now = await weekSums(connection, dirOf(dataDir, version), churn, [asOf]);
  const features = churn.features.flatMap((name, i) => {
    const stability = populationStability(sums[i] ?? [], now[i] ?? []);
    return stability ? [{ name, index: stability.index, verdict: stability.verdict }] : [];
  });
  return {
    from: addDays(first, -observeDays),
    to: addDays(last, -1),
    windows: sums[0]?.length ?? 0,
    scores: TARGETS.flatMap((target) => {
      const present = scores.map((score) => score[target]);
      const stability = populationStability(probabilities[target], present);
      return stability ? [{ target, index: stability.index, verdict: stability.verdict }] : [];
    }),
    features: features.sort((a, b) => b.index - a.index),
  };
}

const dirOf = (dataDir: string, version: DatasetVersion) =>
  versionDir(dataDir, version.datasetId, version.id);

/** The newest reference: many weeks in a row are held against the same one, and neither version nor runs ever change. */
let kept: { readonly key: string; readonly reference: Reference } | undefined;

async function referenceOf(
  connection: DuckDBConnection,
  dataDir: string,
  version: DatasetVersion,
  runs: DriftInput['runs'],
): Promise<Reference> {
  const key = [dataDir, version.id, runs.churn.id, runs.sticker.id].join();
  if (kept?.key === key) return kept.reference;
  const anchors = referenceAnchors(runs.churn, version);
  const dir = dirOf(dataDir, version);
  const probabilitiesOf = async (run: Run) => {
    const { observeDays } = windowSettingsSchema.parse(run.windows);
    const predict = await loadPredictor(dataDir, { ...run, observeDays });
    const all: number[] = [];
    for (const day of anchors) {
      const { x } = await loadScoringWindows(connection, dir, day, observeDays, run.features);
      if (x.length > 0) for (const p of await predict(x)) all.push(p);
    }
    return all;
  };
  const reference = {
    anchors,
    sums: await weekSums(connection, dir, runs.churn, anchors),
    probabilities: {
      churn: await probabilitiesOf(runs.churn),
      sticker: await probabilitiesOf(runs.sticker),
    },
  };
  kept = { key, reference };
  return reference;
}

/** From the last anchor that trained the model backwards, as far as the version reaches. */
function referenceAnchors(run: Run, version: DatasetVersion): string[] {
  const { firstAnchor, lastAnchor } = splitSummarySchema.parse(run.splitSummary).train;
  if (firstAnchor === null || lastAnchor === null) return [];
  const { observeDays } = windowSettingsSchema.parse(run.windows);
  const begin = [firstAnchor, addDays(isoDay(version.firstDay), observeDays)].sort()[1] ?? '';
  return Array.from({ length: REFERENCE_WEEKS }, (_, i) => addDays(lastAnchor, -7 * i)).filter(
    (day) => day >= begin,
  );
}

/** Week sums of each series of a run, of all celebs before each anchor. */
async function weekSums(
  connection: DuckDBConnection,
  dir: string,
  run: Run,
  anchors: readonly string[],
): Promise<number[][]> {
  const { observeDays } = windowSettingsSchema.parse(run.windows);
  const columns: number[][] = run.features.map(() => []);
  for (const anchor of anchors) {
    const windows = await loadScoringWindows(connection, dir, anchor, observeDays, run.features);
    addWeekSums(windows, observeDays, columns);
  }
  return columns;
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
