import { rm } from 'node:fs/promises';
import path from 'node:path';
import { briefPayloadSchema } from '@/lib/contracts/brief-job';
import { defaultTraining } from '@/lib/contracts/default-candidates';
import { explainPayloadSchema } from '@/lib/contracts/explain-job';
import {
  demoPayloadSchema,
  type ImportPayload,
  importPayloadSchema,
  type JobType,
} from '@/lib/contracts/jobs';
import { scorePayloadSchema, trainPayloadSchema } from '@/lib/contracts/models';
import { searchPayloadSchema } from '@/lib/contracts/search';
import { TABLE_FIELDS } from '@/lib/contracts/tables';
import { weeklyPayloadSchema } from '@/lib/contracts/weekly-job';
import { simulate } from '@/lib/server/simulate';
import { attemptId, tempRoot } from '../attempt';
import type { JobHandler } from '../worker';
import { runBrief } from './brief';
import { runExplaining } from './explain';
import { type ImportContext, runImport } from './import';
import { runScoring } from './score';
import { runSearch } from './search';
import { runTraining } from './train';
import { runWeekly } from './weekly';

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
        const { scale, seed, dirty, train } = demoPayloadSchema.parse(payload);
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
          await runImport(context, job, request, report, {
            truthDir: made.truthDir,
            followUps: (versionId) =>
              train
                ? [{ type: 'train', title: job.title, payload: defaultTraining(versionId) }]
                : [],
          });
        } finally {
          await rm(outDir, { recursive: true, force: true });
        }
      },
    },
    train: {
      weights: { load: 3, train: 95, publish: 1 },
      onCancel: 'Cancelled; models that were finished stay.',
      run: (job, payload, report) =>
        runTraining(context, job, trainPayloadSchema.parse(payload), report),
    },
    search: {
      weights: { load: 3, search: 97 },
      onCancel: 'Stopped; finished trials stay, and the search can be resumed.',
      run: (job, payload, report) =>
        runSearch(context, job, searchPayloadSchema.parse(payload), report),
    },
    score: {
      weights: { load: 1, score: 8, publish: 2, reasons: 4 },
      run: (job, payload, report) =>
        runScoring(context, job, scorePayloadSchema.parse(payload), report),
    },
    explain: {
      weights: { load: 4, explain: 94, publish: 1, reasons: 1 },
      run: (job, payload, report) =>
        runExplaining(context, job, explainPayloadSchema.parse(payload), report),
    },
    brief: {
      weights: { load: 1, score: 8, publish: 2, reasons: 4, freeze: 8 },
      run: (job, payload, report) =>
        runBrief(context, job, briefPayloadSchema.parse(payload), report),
    },
    weekly: {
      weights: { hash: 1 },
      run: (job, payload, report) =>
        runWeekly(context, job, weeklyPayloadSchema.parse(payload), report),
    },
  };
}
