import { z } from 'zod';
import {
  type ATTRIBUTION_GROUPS,
  type Attributions,
  explanationPartSchema,
} from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { addDays } from '@/lib/domain/series/period';
import type { Database } from '@/lib/server/db/client';
import { env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';
import { type ExplanationTables, readTables } from '@/lib/server/explain/tables';
import { isoDay } from '../series/version';
import { requirePart } from './stored-part';

type Group = (typeof ATTRIBUTION_GROUPS)[number];
interface Asked {
  readonly target: Target;
  readonly celeb?: string;
  readonly group?: Group;
}

const reportSchema = z.object({ attributions: explanationPartSchema.shape.attributions });

/** Probability of at least 0.5 is a log-odds of at least 0. */
const BELONGS: Readonly<Record<Group, (logit: number) => boolean>> = {
  all: () => true,
  likely: (logit) => logit >= 0,
  unlikely: (logit) => logit < 0,
};

/**
 * Expected gradients by day and series: of one celeb, or the mean of a group of those that have them.
 * @throws AppError `not_found`, `attributions_none`, `celeb_not_attributed`, `attribution_group_empty`,
 * `explanation_files_missing`
 */
export async function attributions(
  db: Database,
  explanationId: string,
  { target, celeb, group = 'all' }: Asked,
): Promise<Attributions> {
  const { explanation, report } = await requirePart(db, explanationId, target);
  const summary = reportSchema.parse(report).attributions;
  if (!summary)
    throw new AppError(
      'attributions_none',
      'The explained model does not read days one by one, so it has no attributions by day.',
    );
  const tables = await readTables(env().dataDir, explanationId, target);
  const { current, series, observeDays } = tables;
  const attributed = current.errors.length;
  const rows =
    celeb === undefined
      ? groupRows(current.logits.subarray(0, attributed), group)
      : [celebRow(tables, celeb)];
  const [width, week] = [series.length, observeDays * series.length];
  const sums = new Float64Array(week);
  let logits = 0;
  for (const row of rows) {
    logits += current.logits[row] as number;
    for (let i = 0; i < week; i++)
      sums[i] = (sums[i] as number) + (current.attributions[row * week + i] as number);
  }
  const values = sums.map((sum) => sum / rows.length);
  const logit = logits / rows.length;
  const byDay = (of: ArrayLike<number>, start = 0) =>
    Array.from({ length: observeDays }, (_, d) =>
      Array.from({ length: width }, (_, s) => of[start + d * width + s] as number),
    );
  const first = addDays(isoDay(explanation.asOf), -observeDays);
  return {
    windows: rows.length,
    days: Array.from({ length: observeDays }, (_, d) => addDays(first, d)),
    series: [...series],
    values: byDay(values),
    observed: celeb === undefined ? null : byDay(current.x, (rows[0] as number) * week),
    baseline: summary.baseline,
    logit,
    completenessError: values.reduce((sum, value) => sum + value, 0) - (logit - summary.baseline),
  };
}

function groupRows(logits: Float32Array, group: Group): number[] {
  const rows = [...logits.keys()].filter((row) => BELONGS[group](logits[row] as number));
  if (rows.length === 0)
    throw new AppError(
      'attribution_group_empty',
      `None of the ${logits.length} celebs with attributions is in the group "${group}".`,
      { group, attributed: logits.length },
    );
  return rows;
}

function celebRow({ current }: ExplanationTables, celeb: string): number {
  const row = current.celebs.indexOf(celeb);
  const attributed = current.errors.length;
  if (row >= 0 && row < attributed) return row;
  throw new AppError(
    'celeb_not_attributed',
    `Only the ${attributed} celebs with the highest probability have attributions; ${celeb} is not among them.`,
    { celeb, attributed, total: current.celebs.length },
  );
}
