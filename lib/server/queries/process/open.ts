import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ProcessQuery } from '@/lib/contracts/process';
import type { CaseRule } from '@/lib/domain/process/cases';
import type { DatasetVersion } from '@/lib/server/db/generated/client';
import { AppError } from '@/lib/server/errors';
import { lakeLog, openProcessLog, type ProcessLog } from '@/lib/server/process/log';
import { createMembers, memberFilter, nobody } from '../series/members';
import { folderOf } from '../series/version';
import { createOutcomeMembers } from './outcome';

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
  version: DatasetVersion,
  query: ProcessQuery,
): Promise<ProcessLog> {
  const dir = folderOf(version);
  const { scope } = query;
  let to = query.to;
  if (scope === 'churned' || scope === 'retained')
    to = await createOutcomeMembers(connection, version, scope, query.to);
  else {
    const filter = memberFilter({ ...query, scope });
    const members = await createMembers(connection, dir, filter);
    if (members.celebs === 0) throw nobody(filter);
  }
  return openProcessLog(connection, lakeLog(dir), {
    rule: caseRule(query),
    side: query.side,
    from: query.from,
    to,
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
