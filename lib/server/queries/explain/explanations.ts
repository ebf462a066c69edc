import { z } from 'zod';
import {
  type ExplanationDetail,
  type ExplanationPart,
  type ExplanationSummary,
  explanationPartSchema,
  explanationSummarySchema,
} from '@/lib/contracts/explain';
import type { ExplainPayload } from '@/lib/contracts/explain-job';
import { TARGETS } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { AppError } from '@/lib/server/errors';
import { currentChampions } from '@/lib/server/models/champions';
import { requireVersionWithWindows, windowsOf } from '@/lib/server/models/version';
import { keepNewest } from '../keep-newest';
import { isoDay, requireVersion } from '../series/version';

const rowsSchema = z.array(z.looseObject({ createdAt: z.date() }));

/**
 * Explanations of a version, newest first.
 * @throws AppError `not_found` for an unknown version
 */
export async function listExplanations(
  db: Database,
  versionId: string,
): Promise<{ explanations: ExplanationSummary[] }> {
  const { id, datasetId } = await requireVersion(db, versionId);
  // A report holds curves of every feature; lists do without them, so only the fidelity leaves the database.
  const rows = await db.$queryRaw`
    SELECT e.id, e."jobId", e."versionId", e."createdAt", e."createdBy", e.settings,
      to_char(e."asOf", 'YYYY-MM-DD') AS "asOf",
      COALESCE(
        json_agg(
          json_build_object(
            'target', p.target, 'runId', p."runId", 'kind', r.kind, 'fidelity', p.report->'fidelity',
            'isChampion', p."runId" = (
              SELECT c."runId" FROM "Champion" c WHERE c."datasetId" = ${datasetId}::uuid AND c.target = p.target
              ORDER BY c."chosenAt" DESC, c.id DESC LIMIT 1
            ) IS TRUE
          ) ORDER BY p.target
        ) FILTER (WHERE p.target IS NOT NULL),
        '[]'
      ) AS parts
    FROM "Explanation" e
    LEFT JOIN "ExplanationPart" p ON p."explanationId" = e.id
    LEFT JOIN "Run" r ON r.id = p."runId"
    WHERE e."versionId" = ${id}::uuid
    GROUP BY e.id ORDER BY e."createdAt" DESC, e.id DESC`;
  const explanations = rowsSchema
    .parse(rows)
    .map((row) =>
      explanationSummarySchema.parse({ ...row, createdAt: row.createdAt.toISOString() }),
    );
  return { explanations };
}

/** @throws AppError `not_found` */
export async function requireExplanation(db: Database, id: string) {
  const explanation = await db.explanation.findUnique({
    where: { id },
    include: { version: { select: { datasetId: true } } },
  });
  if (!explanation)
    throw new AppError('not_found', `There is no explanation ${id}.`, { field: 'id', reason: id });
  return explanation;
}

/** Everything that an explanation says of its runs but the ledger and single windows. @throws AppError `not_found` */
export async function describeExplanation(db: Database, id: string): Promise<ExplanationDetail> {
  const explanation = await requireExplanation(db, id);
  const [parts, champions] = await Promise.all([
    keepParts(id, () => readParts(db, id)),
    currentChampions(db, explanation.version.datasetId),
  ]);
  const championIds = new Set(TARGETS.map((target) => champions[target]?.runId));
  const head = explanationSummarySchema.parse({
    ...explanation,
    createdAt: explanation.createdAt.toISOString(),
    asOf: isoDay(explanation.asOf),
    parts: [],
  });
  return {
    ...head,
    parts: parts.map((part) => ({ ...part, isChampion: championIds.has(part.runId) })),
  };
}

/** What an explanation says never changes, and is large; some are kept in memory. */
const keepParts = keepNewest<Omit<ExplanationPart, 'isChampion'>[]>(4);

async function readParts(db: Database, id: string): Promise<Omit<ExplanationPart, 'isChampion'>[]> {
  const parts = await db.explanationPart.findMany({
    where: { explanationId: id },
    orderBy: { target: 'asc' },
    select: { target: true, runId: true, report: true, run: { select: { kind: true } } },
  });
  return z.array(explanationPartSchema.omit({ isChampion: true })).parse(
    parts.map(({ target, runId, report, run }) => ({
      ...z.looseObject({}).parse(report),
      target,
      runId,
      kind: run.kind,
    })),
  );
}

/**
 * What can be told at once is not left to the job.
 * @returns the name under which the job is listed: the dataset's
 * @throws AppError `not_found`, `windows_too_few`, `no_champion` when no target has one
 */
export async function checkExplaining(
  db: Database,
  { versionId }: Pick<ExplainPayload, 'versionId'>,
): Promise<string> {
  const version = await requireVersionWithWindows(db, versionId);
  windowsOf(version);
  const champions = await currentChampions(db, version.datasetId);
  if (TARGETS.every((target) => champions[target] === undefined))
    throw new AppError(
      'no_champion',
      'There is no champion to explain yet. Train models and choose one.',
      { reason: TARGETS.join(', ') },
    );
  const dataset = await db.dataset.findUniqueOrThrow({ where: { id: version.datasetId } });
  return dataset.name;
}
