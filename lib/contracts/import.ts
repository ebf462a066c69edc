import { z } from 'zod';
import {
  COMPRESSIONS,
  ENCODINGS,
  FIELD_KINDS,
  FILE_FORMATS,
  mappingSchema,
  rejectReasonSchema,
  tableSchema,
} from './tables';

export const overridesSchema = z.object({
  format: z.enum(FILE_FORMATS).optional(),
  /** One ASCII character that neither quotes nor occurs in words. */
  delimiter: z
    .string()
    .regex(/^[\t!#-/:-@[-`{-~]$/)
    .optional(),
  encoding: z.enum(ENCODINGS).optional(),
  header: z.boolean().optional(),
});
export type Overrides = z.infer<typeof overridesSchema>;

/** How a file is to be read: what was detected, with the overrides applied. */
export const fileShapeSchema = z.object({
  format: z.enum(FILE_FORMATS),
  compression: z.enum(COMPRESSIONS),
  encoding: z.enum(ENCODINGS),
  delimiter: z.string(),
  header: z.boolean(),
  columns: z.array(z.string()),
});
export type FileShape = z.infer<typeof fileShapeSchema>;

export const INSPECTION_WARNINGS = [
  'no_room_column',
  'no_event_column',
  'headerless',
  'encoding_not_utf8',
] as const;

export const inspectionSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  shape: fileShapeSchema,
  columns: z.array(
    z.object({ name: z.string(), kind: z.enum(FIELD_KINDS), examples: z.array(z.string()) }),
  ),
  /** First rows, one cell for each column; null = empty. */
  preview: z.array(z.array(z.string().nullable())),
  table: tableSchema,
  mapping: mappingSchema,
  /** Required fields that nothing was guessed for. */
  unmapped: z.array(z.string()),
  warnings: z.array(z.enum(INSPECTION_WARNINGS)),
});
export type Inspection = z.infer<typeof inspectionSchema>;

export const tableImportReportSchema = z.object({
  rowsRead: z.number(),
  rowsAccepted: z.number(),
  rowsRejected: z.number(),
  reasons: z.partialRecord(rejectReasonSchema, z.number()),
});
export type TableImportReport = z.infer<typeof tableImportReportSchema>;

export const QUALITY_CHECKS = [
  'duplicate_events',
  'duplicate_stickers',
  'days_without_events',
  'rooms_without_celeb',
  'celebs_without_own_activity',
  'rare_event_names',
  'similar_event_names',
  'odd_event_names',
  'future_times',
  'times_before_2000',
  'midnight_only',
  'stickers_to_unknown',
  'stickers_without_amount',
  'self_stickers',
  'non_target_removal',
  'rows_outside_span',
] as const;
export const qualityCheckSchema = z.enum(QUALITY_CHECKS);
export const SEVERITIES = ['ok', 'info', 'warning', 'problem'] as const;

export const qualityReportSchema = z.object({
  checks: z.array(
    z.object({
      check: qualityCheckSchema,
      severity: z.enum(SEVERITIES),
      /** What the check counts (rows, days, rooms, celebs or names). */
      count: z.number(),
      /** Of what it counts, 0 to 1. */
      share: z.number(),
      /** Further numbers of the sentence, e.g. rooms, actors. */
      params: z.record(z.string(), z.number()),
      examples: z.array(z.string()),
    }),
  ),
});
export type QualityReport = z.infer<typeof qualityReportSchema>;
export type QualityCheck = QualityReport['checks'][number];
