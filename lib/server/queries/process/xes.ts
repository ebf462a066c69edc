import type { ProcessQuery } from '@/lib/contracts/process';
import type { Database } from '@/lib/server/db/client';
import { withLake } from '@/lib/server/lake/duckdb';
import { xesPieces } from '@/lib/server/process/export';
import { requireVersion } from '../series/version';
import { openLog, processLimits } from './open';

/**
 * The log as a streamed XES file. Settles when the log is open, so a wrong question is still answered as an error.
 * @throws AppError as `openLog`
 */
export async function xesStream(
  db: Database,
  query: ProcessQuery,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const version = await requireVersion(db, query.version);
  const { timeZone } = await db.dataset.findUniqueOrThrow({ where: { id: version.datasetId } });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  return new Promise((resolve, reject) => {
    withLake({ signal, ...processLimits() }, async (connection) => {
      const log = await openLog(connection, version, query);
      resolve(readable);
      for await (const piece of xesPieces(connection, log, timeZone))
        await writer.write(encoder.encode(piece));
      await writer.close();
    }).catch((error: unknown) => {
      reject(error);
      // The reader may be gone already.
      writer.abort(error).catch(() => {});
    });
  });
}
