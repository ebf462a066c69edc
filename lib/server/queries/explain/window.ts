import { z } from 'zod';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { featureName } from '@/lib/domain/explain/feature-name';
import { seriesGroup } from '@/lib/domain/explain/series-group';
import { explainWindow, standingOf } from '@/lib/domain/explain/window';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { type ExplanationTables, readTables } from '@/lib/server/explain/tables';
import { sqlName, sqlString, withLake } from '@/lib/server/lake/duckdb';
import { dailyPath } from '@/lib/server/lake/layout';
import { requireFeatures } from '@/lib/server/models/version';
import { defineQuery } from '../define-query';
import { folderOf, isoDay, requireVersion } from '../series/version';
import { requirePart } from './stored-part';

const MS_PER_DAY = 86_400_000;

interface Asked {
  readonly target: Target;
  readonly celeb: string;
  /** The explanation's own day when left out. */
  readonly anchor?: string;
  /** Of the same dataset; the explanation's own version when left out. */
  readonly version?: string;
}

/**
 * One celeb's observed week before any day of the version, explained by the surrogate.
 * @throws AppError `not_found`, `celeb_unknown`, `anchor_outside_data`, `celeb_not_eligible`, `features_missing`,
 * `explanation_files_missing`
 */
export async function explainedWindow(
  db: Database,
  explanationId: string,
  { target, celeb, anchor: day, version: versionId }: Asked,
  signal?: AbortSignal,
): Promise<ExplainedWindow> {
  const { explanation } = await requirePart(db, explanationId, target);
  const version = await observedVersion(db, explanation.version, versionId);
  const asOf = isoDay(explanation.asOf);
  const anchor = day ?? asOf;
  const known = await db.celebSummary.findUnique({
    where: { versionId_celebId: { versionId: version.id, celebId: celeb } },
    select: { name: true },
  });
  if (!known)
    throw new AppError('celeb_unknown', `Version ${version.number} has no celeb ${celeb}.`, {
      celeb,
    });
  const tables = await readTables(env().dataDir, explanationId, target);
  const counts = await observedWeek(version, tables, celeb, anchor, signal);
  const { series, observeDays, features, surrogate, sample } = tables;
  const { expected, margin, parts } = explainWindow(
    surrogate,
    counts,
    observeDays,
    series,
    features,
  );
  const told = parts.map((part, column) => {
    const { series } = featureName(part.feature);
    return {
      ...part,
      series,
      group: seriesGroup(series),
      standing: standingOf(part.value, sample.values, features.length, column),
    };
  });
  return {
    celeb: { id: celeb, name: known.name },
    anchor,
    expected,
    margin,
    // Another version may tell the same days otherwise.
    logit: version.id === explanation.versionId ? storedLogit(tables, celeb, anchor, asOf) : null,
    parts: told.sort((a, b) => Math.abs(b.shap) - Math.abs(a.shap)),
  };
}

async function observedVersion(
  db: Database,
  explained: DatasetVersion,
  versionId: string = explained.id,
): Promise<DatasetVersion> {
  if (versionId === explained.id) return explained;
  const version = await requireVersion(db, versionId);
  if (version.datasetId !== explained.datasetId)
    throw new AppError('not_found', `Version ${versionId} is of another dataset.`, {
      field: 'version',
      reason: versionId,
    });
  return version;
}

const daysOfWeek = defineQuery({
  sql: ({ file, series }) =>
    `SELECT (day - CAST($from AS DATE))::INTEGER AS step, own_total > 0 AS own,
       [${series.map((name) => `${sqlName(name)}::FLOAT`).join(', ')}] AS counts
     FROM read_parquet(${sqlString(file)})
     WHERE celeb_id = $celeb AND day >= CAST($from AS DATE) AND day < CAST($anchor AS DATE)`,
  params: z.object({
    file: z.string(),
    series: z.array(z.string()).min(1),
    celeb: z.string(),
    from: z.iso.date(),
    anchor: z.iso.date(),
  }),
  row: z.object({ step: z.int().min(0), own: z.boolean(), counts: z.array(z.number()) }),
});

/** `[days, series]` before the anchor; days before the celeb's span are zero, as in training. */
async function observedWeek(
  version: DatasetVersion,
  { series, observeDays }: ExplanationTables,
  celeb: string,
  anchor: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  requireFeatures(series, version);
  const first = addDays(isoDay(version.firstDay), observeDays);
  const last = addDays(isoDay(version.lastDay), 1);
  if (anchor < first || anchor > last)
    throw new AppError(
      'anchor_outside_data',
      `${anchor} cannot be explained: the week before it must lie inside the data, which the days from ${first} to ${last} have.`,
      { anchor, first, last },
    );
  const from = addDays(anchor, -observeDays);
  const days = await withLake({ signal }, (connection) =>
    daysOfWeek(connection, {
      file: dailyPath(folderOf(version)),
      series: [...series],
      celeb,
      from,
      anchor,
    }),
  );
  if (!days.some(({ own }) => own))
    throw new AppError(
      'celeb_not_eligible',
      `Celeb ${celeb} has no own-room activity from ${from} to ${addDays(anchor, -1)}, so there is no window to explain.`,
      { celeb, from, to: addDays(anchor, -1) },
    );
  const counts = new Float32Array(observeDays * series.length);
  for (const { step, counts: day } of days) counts.set(day, step * series.length);
  return counts;
}

/** The explained model's own log-odds, if this window is among those that were kept. */
function storedLogit(
  { current, sample }: ExplanationTables,
  celeb: string,
  anchor: string,
  asOf: string,
): number | null {
  if (anchor === asOf) {
    const at = current.celebs.indexOf(celeb);
    if (at >= 0) return current.logits[at] as number;
  }
  const day = Date.parse(anchor) / MS_PER_DAY;
  const at = sample.celebs.findIndex((id, i) => id === celeb && sample.anchors[i] === day);
  return at >= 0 ? (sample.logits[at] as number) : null;
}
