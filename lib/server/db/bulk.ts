import type { DuckDBConnection } from '@duckdb/node-api';
import type { AggregateQuery } from '@/lib/server/prepare/aggregates';
import type { Prisma } from './generated/client';

const BATCH_ROWS = 20_000;

/** PostgreSQL types of the aggregate tables' columns; the order is the order of insertion. */
const COLUMNS = {
  PlatformDay: { metric: 'text', day: 'date', value: 'float8' },
  PlatformHour: { metric: 'text', weekday: 'int4', hour: 'int4', value: 'float8' },
  CelebWeek: {
    celebId: 'text',
    week: 'date',
    ownDays: 'int4',
    ownTotal: 'int4',
    fanTotal: 'int4',
    fanUnique: 'int4',
    stickerCount: 'float8',
    stickerAmount: 'float8',
  },
  CelebSummary: {
    celebId: 'text',
    name: 'text',
    joinedOn: 'date',
    firstOwnDay: 'date',
    lastOwnDay: 'date',
    ownTotal: 'int4',
    fanTotal: 'int4',
    stickerCount: 'float8',
    attributes: 'jsonb',
  },
} as const satisfies Record<AggregateQuery['table'], Record<string, string>>;

/**
 * Copies a DuckDB result into a Prisma table, a batch of column arrays a statement: `unnest` of a few arrays is
 * many times faster than one bound parameter a cell. Returns the number of rows.
 */
export async function copyAggregate(
  connection: DuckDBConnection,
  tx: Pick<Prisma.TransactionClient, '$executeRawUnsafe'>,
  versionId: string,
  query: AggregateQuery,
): Promise<number> {
  const columns = Object.entries(COLUMNS[query.table]);
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const arrays = columns.map(([, type], i) => `$${i + 2}::${type === 'jsonb' ? 'text' : type}[]`);
  const select = columns.map(([name, type]) =>
    type === 'jsonb' ? `"${name}"::jsonb` : `"${name}"`,
  );
  const insert = `INSERT INTO "${query.table}" ("versionId", ${names})
    SELECT $1::uuid, ${select.join(', ')} FROM unnest(${arrays.join(', ')}) AS rows (${names})`;
  const reader = await connection.stream(
    `SELECT ${columns.map(([name]) => `"${name}"`).join(', ')} FROM (${query.sql})`,
  );
  let pending: unknown[][] = columns.map(() => []);
  let total = 0;
  const flush = async () => {
    const rows = pending[0]?.length ?? 0;
    if (rows === 0) return;
    await tx.$executeRawUnsafe(insert, versionId, ...pending);
    total += rows;
    pending = columns.map(() => []);
  };
  for (;;) {
    const chunk = await reader.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    chunk.getColumns().forEach((values, i) => {
      for (const value of values) pending[i]?.push(value);
    });
    if ((pending[0]?.length ?? 0) >= BATCH_ROWS) await flush();
  }
  await flush();
  return total;
}
