import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProcessQuery } from '@/lib/contracts/process';
import type { CaseRule } from '@/lib/domain/process/cases';
import { AppError } from '@/lib/server/errors';
import { lakeLog, openProcessLog, type ProcessLog } from '@/lib/server/process/log';
import { createMembers, type MemberFilter } from '../series/members';

/**
 * The page waits for it while a job may run beside it. Every question spills into a folder of its own, which DuckDB makes
 * when it needs it and removes again.
 */
export const processLimits = () => ({
  threads: 2,
  memoryLimitMb: 1000,
  tempDir: path.join(os.tmpdir(), `stagelight-process-${randomUUID()}`),
});

/**
 * Opens the log that a query asks about.
 * @throws AppError `not_found` for an unknown celeb, group or column; `bad_request` for a case column without a name
 */
export async function openLog(
  connection: DuckDBConnection,
  dir: string,
  query: ProcessQuery,
): Promise<ProcessLog> {
  const filter = memberFilter(query);
  const members = await createMembers(connection, dir, filter);
  if (members.celebs === 0) throw nobody(query);
  return openProcessLog(connection, lakeLog(dir), {
    rule: caseRule(query),
    side: query.side,
    from: query.from,
    to: query.to,
    celebs: 'members',
    variants: query.variant ? [query.variant] : undefined,
  });
}

function caseRule({ rule, gap, column }: ProcessQuery): CaseRule {
  if (rule === 'visit') return { kind: 'visit', gapMinutes: gap };
  if (rule === 'celeb-day') return { kind: 'celeb-day' };
  if (!column)
    throw new AppError('bad_request', 'Cases by column need the name of the column.', {
      field: 'column',
      reason: '',
    });
  return { kind: 'column', column };
}

function memberFilter({ scope, attribute, value, celeb }: ProcessQuery): MemberFilter {
  if (scope === 'group') return { scope, attribute: attribute ?? '', value: value ?? '' };
  if (scope === 'celeb') return { scope, celeb: celeb ?? '' };
  return { scope };
}

function nobody({ scope, attribute = '', value = '', celeb = '' }: ProcessQuery): AppError {
  const [field, reason] = scope === 'group' ? [attribute, value] : ['celeb', celeb];
  return new AppError('not_found', `No target celeb fits ${field} = "${reason}".`, {
    field,
    reason,
  });
}
