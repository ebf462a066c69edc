import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  demoPayloadSchema,
  type ImportPayload,
  importPayloadSchema,
  type JobType,
} from '@/lib/contracts/jobs';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { simulate } from '@/lib/server/simulate';
import { attemptId, tempRoot } from '../attempt';
import type { JobHandler } from '../worker';
import { type ImportContext, runImport } from './import';

/** Relative durations at full size, measured; only the estimate depends on them. */
const IMPORT_WEIGHTS = {
  hash: 3,
  celebs: 1,
  stickers: 1,
  events: 40,
  quality: 25,
  daily: 12,
  windows: 3,
  aggregates: 15,
  publish: 1,
};

export function jobHandlers(context: ImportContext): Record<JobType, JobHandler> {
  return {
    import: {
      weights: IMPORT_WEIGHTS,
      run: async (job, payload, report) => {
        await runImport(context, job, importPayloadSchema.parse(payload), report);
      },
    },
    demo: {
      weights: { simulate: 70, ...IMPORT_WEIGHTS },
      run: async (job, payload, report) => {
        const { scale, seed, dirty } = demoPayloadSchema.parse(payload);
        const outDir = path.join(tempRoot(context.dataDir), `${attemptId(job)}-demo`);
        try {
          report.stage('simulate');
          const made = await simulate({
            scale,
            seed,
            dirty,
            outDir,
            format: 'parquet',
            signal: report.signal,
            onProgress: (done, total) => report.share(done / total),
          });
          for (const [fault, count] of Object.entries(made.faults))
            report.log(`Planted fault ${fault}: ${count}`);
          const files = made.files.map((file) => ({
            table: file.table,
            path: file.path,
            name: path.basename(file.path),
            mapping: Object.fromEntries(
              TABLE_FIELDS[file.table].map((f) => [f.name, { column: f.name }]),
            ),
          }));
          const request: ImportPayload = {
            newDataset: { name: job.title, timeZone: made.timeZone },
            files,
            duplicates: 'keep',
          };
          await runImport(context, job, request, report, { truthDir: made.truthDir });
        } finally {
          await rm(outDir, { recursive: true, force: true });
        }
      },
    },
  };
}
