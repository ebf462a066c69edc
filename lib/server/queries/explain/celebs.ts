import type { ExplainedCelebs } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { sigmoid } from '@/lib/domain/trees/predict';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { readTables } from '@/lib/server/explain/tables';
import { celebNames, celebsNamed } from '../series/celebs';
import { requirePart } from './stored-part';

/** Names offered at once; more are found by typing. */
const MOST_CELEBS = 50;

/**
 * Celebs as of the explanation's day whose name or id contains a text, the highest probability first.
 * @throws AppError `not_found`, `explanation_files_missing`
 */
export async function explainedCelebs(
  db: Database,
  explanationId: string,
  { target, q = '' }: { readonly target: Target; readonly q?: string },
): Promise<ExplainedCelebs> {
  const { versionId } = (await requirePart(db, explanationId, target)).explanation;
  const { current } = await readTables(env().dataDir, explanationId, target);
  const wanted = q.trim() === '' ? undefined : await celebsNamed(db, versionId, q);
  const found = current.celebs.flatMap((id, at) => (!wanted || wanted.has(id) ? [{ id, at }] : []));
  const shown = found.slice(0, MOST_CELEBS);
  const names = await celebNames(
    db,
    versionId,
    shown.map(({ id }) => id),
  );
  return {
    celebs: shown.map(({ id, at }) => ({
      id,
      name: names.get(id) ?? null,
      probability: sigmoid(current.logits[at] as number),
    })),
    total: found.length,
    truncated: found.length > shown.length,
  };
}
