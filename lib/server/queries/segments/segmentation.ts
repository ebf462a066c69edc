import { setImmediate } from 'node:timers/promises';
import {
  REST,
  SEGMENTATION_VARIABLES,
  type Segmentation,
  type SegmentationGroup,
  type SegmentationQuery,
  type SegmentComparison,
  type SegmentComparisonQuery,
} from '@/lib/contracts/segmentation';
import type { Matrix } from '@/lib/domain/matrix/matrix';
import { clusterRows } from '@/lib/domain/segments/clusters';
import { groupProfiles } from '@/lib/domain/segments/group-profile';
import { groupOutlook } from '@/lib/domain/segments/groups';
import { RFM_SEGMENTS, rfmScores } from '@/lib/domain/segments/rfm';
import { type ClusterMethod, stabilityWord } from '@/lib/domain/segments/segmentation-words';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion, ScoreSnapshot } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { requireSnapshot } from '@/lib/server/queries/snapshots/snapshots';
import { compareCelebs } from './comparison';
import { RecentAnswers } from './recent-answers';
import { type ScoredCeleb, scoredCelebs } from './scored';
import { segmentationTable } from './segmentation-variables';
import { weekVariables } from './week-variables';

/** Fixed, so that a question asked again is answered alike. */
const SEED = 1;
/** Enough for a Jaccard index to two hundredths; a large dataset is answered within seconds. */
const RESAMPLES = 30;

interface Segmented {
  readonly answer: Segmentation;
  /** Ids of each group's celebs, by its key. */
  readonly members: ReadonlyMap<string, readonly string[]>;
}

const made = new RecentAnswers<Segmented>(12);

/** Celebs of a snapshot in groups of those who are alike. @throws AppError `not_found` */
export async function segmentSnapshot(
  db: Database,
  query: SegmentationQuery,
): Promise<Segmentation> {
  return (await segmented(db, await requireSnapshot(db, query.snapshot), query)).answer;
}

/**
 * The test table of one group against another, or against the rest.
 * @throws AppError `not_found`, also for a group that there is not
 */
export async function compareSegments(
  db: Database,
  query: SegmentComparisonQuery,
): Promise<SegmentComparison> {
  const snapshot = await requireSnapshot(db, query.snapshot);
  const { members } = await segmented(db, snapshot, query);
  const membersOf = (key: string): readonly string[] => {
    const found = members.get(key);
    if (!found)
      throw new AppError('not_found', `There is no group "${key}".`, { field: 'a', reason: key });
    return found;
  };
  const a = membersOf(query.a);
  const b =
    query.b === REST
      ? [...members].flatMap(([key, ids]) => (key === query.a ? [] : ids)).sort()
      : membersOf(query.b);
  const week = await weekVariables(db, snapshot);
  return {
    a: { celebs: a.length },
    b: { celebs: b.length },
    from: week.from,
    to: week.to,
    rows: compareCelebs(week, a, b),
  };
}

type Snapshot = ScoreSnapshot & { readonly version: DatasetVersion };

const segmented = (db: Database, snapshot: Snapshot, { by, groups }: SegmentationQuery) =>
  made.get(`${snapshot.id} ${by} ${by === 'rfm' ? '' : groups}`, () =>
    segment(db, snapshot, { by, groups }),
  );

async function segment(
  db: Database,
  snapshot: Snapshot,
  { by, groups }: Pick<SegmentationQuery, 'by' | 'groups'>,
): Promise<Segmented> {
  const celebs = await scoredCelebs(db, snapshot.id);
  const { matrix, ...facts } = await segmentationTable(
    snapshot,
    celebs.map(({ celebId }) => celebId),
  );
  const different = distinctRows(matrix);
  const answer = { by, celebs: celebs.length, different, ...facts };
  // Fifths of fewer than five are no fifths.
  const least = by === 'rfm' ? RFM_LEAST : groups;
  if (different < least) {
    const reason = celebs.length === 0 ? 'none' : different === 1 ? 'equal' : 'few';
    return { answer: { ...answer, reason, groups: [], silhouette: null }, members: new Map() };
  }
  const { keys, labels, stability, silhouette } =
    by === 'rfm' ? rfmGroups(matrix) : await clusterGroups(matrix, by, groups);
  const profiles = groupProfiles(matrix, labels, keys.length);
  const parts = keys.map((_, group) => celebs.filter((_, row) => labels[row] === group));
  return {
    answer: {
      ...answer,
      reason: null,
      groups: keys.map((key, i): SegmentationGroup => {
        const jaccard = stability?.[i];
        return {
          key,
          ...outlookOf(parts[i] ?? []),
          profile: SEGMENTATION_VARIABLES.flatMap((variable, column) => {
            const trait = profiles[i]?.[column];
            return trait ? [{ variable, ...trait }] : [];
          }),
          stability: jaccard === undefined ? null : { jaccard, word: stabilityWord(jaccard) },
        };
      }),
      silhouette,
    },
    members: new Map(keys.map((key, i) => [key, (parts[i] ?? []).map(({ celebId }) => celebId)])),
  };
}

const RFM_LEAST = 5;

interface Groups {
  readonly keys: readonly string[];
  /** Position of each row's group among the keys. */
  readonly labels: ArrayLike<number>;
  readonly stability: readonly number[] | null;
  readonly silhouette: number | null;
}

async function clusterGroups(
  matrix: Matrix,
  method: ClusterMethod,
  clusters: number,
): Promise<Groups> {
  const settings = { clusters, seed: SEED, method, resamples: RESAMPLES, pause: setImmediate };
  const { labels, sizes, stability, silhouette } = await clusterRows(matrix, settings);
  return { keys: sizes.map((_, i) => `g${i + 1}`), labels, stability, silhouette };
}

/** The segments that somebody is in, in the order of their rules. */
function rfmGroups({ values, rows, columns }: Matrix): Groups {
  const valueAt = (row: number, name: (typeof SEGMENTATION_VARIABLES)[number]) =>
    values[row * columns + SEGMENTATION_VARIABLES.indexOf(name)] ?? 0;
  const segments = rfmScores(
    Array.from({ length: rows }, (_, row) => ({
      recencyDays: valueAt(row, 'recencyDays'),
      activeDays: valueAt(row, 'activeDays'),
      stickerValue: valueAt(row, 'stickerValue'),
    })),
  ).map(({ segment }) => segment);
  const keys = RFM_SEGMENTS.filter((segment) => segments.includes(segment));
  const labels = segments.map((segment) => keys.indexOf(segment));
  return { keys, labels, stability: null, silhouette: null };
}

function outlookOf(members: readonly ScoredCeleb[]) {
  const { celebs, expectedChurners, expectedStickered } = groupOutlook(members);
  const mean = (total: number) => (celebs === 0 ? 0 : total / celebs);
  return {
    celebs,
    expectedChurners,
    expectedStickered,
    meanChurn: mean(expectedChurners),
    meanSticker: mean(expectedStickered),
    meanScore: mean(members.reduce((sum, { score }) => sum + score, 0)),
  };
}

function distinctRows({ values, rows, columns }: Matrix): number {
  const texts = Array.from({ length: rows }, (_, row) =>
    values.subarray(row * columns, (row + 1) * columns).join(),
  );
  return new Set(texts).size;
}
