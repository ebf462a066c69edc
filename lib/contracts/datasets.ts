import { z } from 'zod';
import { qualityReportSchema } from './import';
import { rejectReasonSchema, tableSchema } from './tables';

/** One published, immutable state of a dataset. Days are ISO dates in the dataset's time zone. */
export const versionSchema = z.object({
  id: z.string(),
  datasetId: z.string(),
  number: z.number(),
  createdAt: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  eventRows: z.number(),
  stickerRows: z.number(),
  celebRows: z.number(),
  targetCelebs: z.number(),
  dailyRows: z.number(),
  windows: z.object({
    observeDays: z.number(),
    outcomeDays: z.number(),
    strideDays: z.number(),
    anchors: z.number(),
    /** Complete windows; open ones (outcome week not over) are counted apart. */
    complete: z.number(),
    open: z.number(),
    churned: z.number(),
    stickerPositive: z.number(),
  }),
  /** Rows and target celebs that this version has more than the one before; null for the first. */
  change: z
    .object({
      eventRows: z.number(),
      stickerRows: z.number(),
      celebRows: z.number(),
      targetCelebs: z.number(),
    })
    .nullable(),
  /** True when the truth of the simulator lies beside the data. */
  simulated: z.boolean(),
});
export type VersionView = z.infer<typeof versionSchema>;

export const datasetSchema = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  createdAt: z.string(),
  /** Newest first. */
  versions: z.array(versionSchema),
});
export type DatasetView = z.infer<typeof datasetSchema>;
export const datasetListSchema = z.object({ datasets: z.array(datasetSchema) });

export const versionFileSchema = z.object({
  id: z.string(),
  table: tableSchema,
  name: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  rowsRead: z.number(),
  rowsAccepted: z.number(),
  rowsRejected: z.number(),
  reasons: z.partialRecord(rejectReasonSchema, z.number()),
});
export type VersionFile = z.infer<typeof versionFileSchema>;

export const versionDetailSchema = z.object({
  dataset: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  version: versionSchema,
  /** The files that this version added; quarantine: GET /api/v1/files/<id>/quarantine. */
  files: z.array(versionFileSchema),
  quality: qualityReportSchema,
});
export type VersionDetail = z.infer<typeof versionDetailSchema>;

export const uploadSchema = z.object({ id: z.string(), name: z.string(), bytes: z.number() });
export type UploadView = z.infer<typeof uploadSchema>;
