import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { SeriesQuery } from '@/lib/contracts/series';
import { AppError } from '@/lib/server/errors';
import { celebsPath, targetsPath } from '@/lib/server/lake/layout';
import { defineQuery } from '../define-query';

export interface Members {
  readonly celebs: number;
  /** Of one of them; for a single celeb, its name. */
  readonly name: string | null;
  /** Earliest first day of their spans. */
  readonly spanStart: string | null;
}

/** Whose days are added up. */
export type MemberFilter =
  | { readonly scope: 'platform' }
  | { readonly scope: 'group'; readonly attribute: string; readonly value: string }
  | { readonly scope: 'celeb'; readonly celeb: string };

/** What a query's scope looks at; a choice kept for another scope is left out. */
export function memberFilter({
  scope,
  attribute = '',
  value = '',
  celeb = '',
}: Pick<SeriesQuery, 'scope' | 'attribute' | 'value' | 'celeb'>): MemberFilter {
  if (scope === 'group') return { scope, attribute, value };
  if (scope === 'celeb') return { scope, celeb };
  return { scope };
}

/** The error that a filter deserves which no target celeb fits. */
export function nobody(filter: MemberFilter): AppError {
  const [field, reason] =
    filter.scope === 'group'
      ? [filter.attribute, filter.value]
      : ['celeb', filter.scope === 'celeb' ? filter.celeb : ''];
  return new AppError('not_found', `No target celeb fits ${field} = "${reason}".`, {
    field,
    reason,
  });
}

const CONDITION = {
  platform: 'true',
  group: 'json_extract_string(attributes, $key) = $value',
  celeb: 'celeb_id = $value',
} as const;

const countMembers = defineQuery({
  sql: `SELECT count(*)::INTEGER AS celebs, any_value(name) AS name, min(span_start)::VARCHAR AS "spanStart"
    FROM members`,
  params: z.object({}),
  row: z.object({
    celebs: z.number(),
    name: z.string().nullable(),
    spanStart: z.string().nullable(),
  }),
});

/**
 * Leaves the temp table `members(celeb_id, name, span_start)`: the target celebs that fit the filter. Every member query
 * joins it, and counts what the daily table counts: rows from the celeb's first day on.
 */
export async function createMembers(
  connection: DuckDBConnection,
  dir: string,
  filter: MemberFilter,
): Promise<Members> {
  const value =
    filter.scope === 'group' ? filter.value : filter.scope === 'celeb' ? filter.celeb : undefined;
  // As a JSON pointer (RFC 6901), in which dots and quotes of an attribute's name mean nothing.
  const key =
    filter.scope === 'group'
      ? `/${filter.attribute.replaceAll('~', '~0').replaceAll('/', '~1')}`
      : undefined;
  await connection.run(
    `CREATE TEMP TABLE members AS
     SELECT celeb_id, name, span_start
     FROM read_parquet($targets) AS targets JOIN read_parquet($celebs) AS celebs USING (celeb_id)
     WHERE ${CONDITION[filter.scope]}`,
    {
      targets: targetsPath(dir),
      celebs: celebsPath(dir),
      ...(value === undefined ? {} : { value }),
      ...(key === undefined ? {} : { key }),
    },
  );
  const [members] = await countMembers(connection, {});
  return members ?? { celebs: 0, name: null, spanStart: null };
}
