import type { Overrides } from '@/lib/contracts/import';
import { type ImportPayload, importPayloadSchema } from '@/lib/contracts/jobs';
import type { Mapping, TableName } from '@/lib/contracts/tables';
import type { Database } from '@/lib/server/db/client';

interface Reading {
  readonly mapping: Mapping;
  readonly overrides?: Overrides;
}

/** How a dataset's files were read last. */
export interface LastImport {
  /** Of each table the newest one; none of a table that was never imported, or by the demo only. */
  readonly readings: ReadonlyMap<TableName, Reading>;
  readonly options: Pick<ImportPayload, 'duplicates' | 'windows'>;
}

export async function lastImport(db: Database, datasetId: string): Promise<LastImport> {
  const versions = await db.datasetVersion.findMany({
    where: { datasetId },
    orderBy: { number: 'desc' },
    select: { jobId: true },
  });
  const jobs = await db.job.findMany({
    where: { id: { in: versions.map(({ jobId }) => jobId) }, type: 'import' },
    select: { id: true, payload: true },
  });
  const payloads = versions.flatMap(({ jobId }) => {
    const parsed = importPayloadSchema.safeParse(jobs.find(({ id }) => id === jobId)?.payload);
    return parsed.success ? [parsed.data] : [];
  });
  const readings = new Map<TableName, Reading>();
  for (const { table, mapping, overrides } of payloads.flatMap(({ files }) => files))
    if (!readings.has(table)) readings.set(table, { mapping, overrides });
  const [newest] = payloads;
  return {
    readings,
    options: { duplicates: newest?.duplicates ?? 'keep', windows: newest?.windows },
  };
}
