import type { DuckDBConnection } from '@duckdb/node-api';
import type { PartSummary, SplitSettings, SplitSummary, Target } from '@/lib/contracts/models';
import { numberGroups } from '@/lib/domain/metrics/bootstrap';
import { addDays } from '@/lib/domain/series/period';
import { SplitError, splitWindows, type WindowSplit } from '@/lib/domain/windows/split';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import type { WindowSettings } from '@/lib/server/lake/layout';
import { loadWindowTensor } from '@/lib/server/prepare/tensor';
import { shareNumbers } from '@/lib/server/shared-memory';
import { readTrueProbabilities } from './truth';
import { requireFeatures } from './version';

/** A version's complete windows, split, with both labels; everything that training needs and nothing of the future. */
export interface ModelData {
  /** `[n, steps, features]`, unscaled, on shared memory. */
  readonly x: Float32Array;
  readonly steps: number;
  readonly features: readonly string[];
  readonly labels: Readonly<Record<Target, Uint8Array>>;
  /** Position in `celebIds`. */
  readonly celebIndex: Int32Array;
  readonly celebIds: readonly string[];
  readonly anchor: Int32Array;
  readonly split: WindowSplit;
  readonly summary: Readonly<Record<Target, SplitSummary>>;
  /** True probabilities of the test windows, in their order; simulated data only. */
  readonly truth: Readonly<Record<Target, Float64Array>> | undefined;
}

export interface ModelDataRequest {
  readonly version: DatasetVersion;
  /** The version's folder. */
  readonly dir: string;
  readonly windows: WindowSettings;
  readonly split: SplitSettings;
  /** Columns of the daily table; all of the version when left out. */
  readonly features?: readonly string[];
}

/**
 * @throws AppError `features_missing` naming the columns that the version lacks, `windows_too_few` when a part of the
 *   split would be empty
 */
export async function loadModelData(
  connection: DuckDBConnection,
  { version, dir, windows, split: settings, features = version.dailyColumns }: ModelDataRequest,
): Promise<ModelData> {
  requireFeatures(features, version);
  const tensor = await loadWindowTensor(connection, dir, windows, features);
  const split = splitOrExplain(tensor.anchor, tensor.celebIndex, settings, windows);
  const labels = { churn: tensor.churn, sticker: tensor.sticker };
  const summarise = (target: Target): SplitSummary => {
    const part = (rows: Int32Array) => partSummary(rows, labels[target], tensor);
    return {
      train: part(split.train),
      validation: part(split.validation),
      test: part(split.test),
      purged: split.purged.length,
    };
  };
  return {
    x: shareNumbers(tensor.x),
    steps: windows.observeDays,
    features,
    labels,
    celebIndex: tensor.celebIndex,
    celebIds: tensor.celebIds,
    anchor: tensor.anchor,
    split,
    summary: { churn: summarise('churn'), sticker: summarise('sticker') },
    truth: version.simulated
      ? await readTrueProbabilities(connection, dir, windows, tensor, split.test)
      : undefined,
  };
}

function splitOrExplain(
  anchor: Int32Array,
  celebIndex: Int32Array,
  settings: SplitSettings,
  { outcomeDays }: WindowSettings,
): WindowSplit {
  try {
    return splitWindows(anchor, celebIndex, { ...settings, outcomeDays });
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
    throw new AppError(
      'windows_too_few',
      `There are too few windows to train and judge a model: ${error.message}. Import a longer period, or test on fewer anchors.`,
      { reason: error.message, anchors: new Set(anchor).size, testAnchors: settings.testAnchors },
      { cause: error },
    );
  }
}

const isoDay = (day: number) => addDays('1970-01-01', day);

function partSummary(
  rows: Int32Array,
  labels: Uint8Array,
  { anchor, celebIndex }: { anchor: Int32Array; celebIndex: Int32Array },
): PartSummary {
  let positives = 0;
  for (const row of rows) positives += labels[row] ?? 0;
  const days = [...new Set(Array.from(rows, (row) => anchor[row] ?? 0))].sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  return {
    windows: rows.length,
    positives,
    celebs: numberGroups(Int32Array.from(rows, (row) => celebIndex[row] ?? -1)).count,
    anchors: days.length,
    firstAnchor: first === undefined ? null : isoDay(first),
    lastAnchor: last === undefined ? null : isoDay(last),
  };
}
