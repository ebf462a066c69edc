import type { ExplainPoints } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { type ExplanationTables, readTables } from '@/lib/server/explain/tables';
import { celebNames } from '@/lib/server/queries/series/celebs';

/**
 * The sampled windows of an explanation with what some features say of them; numbers keep five significant digits.
 * @param features names separated by commas
 * @throws AppError `not_found` for an explanation or target that does not exist, `bad_request` for a feature that is
 * none of the surrogate's, `explanation_files_missing`
 */
export async function explainPoints(
  db: Database,
  id: string,
  { target, features }: { readonly target: Target; readonly features: string },
): Promise<ExplainPoints> {
  const part = await db.explanationPart.findUnique({
    where: { explanationId_target: { explanationId: id, target } },
    select: { explanation: { select: { versionId: true } } },
  });
  if (!part)
    throw new AppError('not_found', `There is no explanation ${id} of ${target}.`, {
      field: 'id',
      reason: id,
    });
  const tables = await readTables(env().dataDir, id, target);
  const names = listedFeatures(features, tables.features);
  const { sample } = tables;
  const [celebs, anchors] = [distinct(sample.celebs), distinct(sample.anchors)];
  anchors.values.sort((a, b) => a - b);
  const anchorAt = new Map(anchors.values.map((day, at) => [day, at]));
  const known = await celebNames(db, part.explanation.versionId, celebs.values);
  return {
    celebs: celebs.values.map((celeb) => ({ id: celeb, name: known.get(celeb) ?? null })),
    anchors: anchors.values.map(dayText),
    celeb: celebs.positions,
    anchor: sample.anchors.map((day) => anchorAt.get(day) ?? 0),
    probability: Array.from(sample.logits, (logit) => rounded(1 / (1 + Math.exp(-logit)))),
    features: names.map((name) => ({ name, ...columnsOf(tables, tables.features.indexOf(name)) })),
  };
}

/**
 * Names in a list with commas; an event's name may hold commas itself, so the longest name that is known counts.
 * @throws AppError `bad_request`
 */
export function listedFeatures(list: string, known: readonly string[]): string[] {
  const pieces = list.split(',');
  const isKnown = new Set(known);
  const found: string[] = [];
  for (let from = 0; from < pieces.length; ) {
    let to = pieces.length;
    while (to > from && !isKnown.has(pieces.slice(from, to).join(','))) to--;
    if (to === from) {
      const name = pieces[from] ?? '';
      throw new AppError('bad_request', `The model that is explained has no feature "${name}".`, {
        field: 'features',
        reason: `features: ${name}`,
      });
    }
    found.push(pieces.slice(from, to).join(','));
    from = to;
  }
  return [...new Set(found)];
}

const MS_PER_DAY = 86_400_000;
const dayText = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

const rounded = (value: number): number => Number(value.toPrecision(5));

function distinct<T>(all: readonly T[]): { values: T[]; positions: number[] } {
  const at = new Map<T, number>();
  for (const one of all) if (!at.has(one)) at.set(one, at.size);
  return { values: [...at.keys()], positions: all.map((one) => at.get(one) ?? 0) };
}

function columnsOf({ features, sample }: ExplanationTables, column: number) {
  const read = (table: Float32Array) =>
    sample.celebs.map((_, row) => rounded(table[row * features.length + column] ?? 0));
  return { values: read(sample.values), shap: read(sample.shap) };
}
