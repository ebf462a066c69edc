import { z } from 'zod';

/** What a series is about: the whole platform, celebs who share one attribute's value, or one celeb. */
export const SERIES_SCOPES = ['platform', 'group', 'celeb'] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];
export const seriesScopeSchema = z.enum(SERIES_SCOPES);

/** Metrics that every dataset has; `own_<event>` and `fan_<event>` come on top (method §3). */
export const FIXED_METRICS = [
  'active_celebs',
  'own_total',
  'fan_total',
  'fan_unique',
  'sticker_count',
  'sticker_amount',
  'sticker_senders',
] as const;

export const seriesQuerySchema = z.object({
  version: z.string().min(1),
  metric: z.string().min(1),
  scope: seriesScopeSchema.default('platform'),
  /** scope = group: an attribute of the celebs table and its value. */
  attribute: z.string().optional(),
  value: z.string().optional(),
  /** scope = celeb */
  celeb: z.string().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** `false` leaves `hourProfile` out (null), which spares a pass over the events. */
  hours: z.enum(['true', 'false']).optional(),
});
export type SeriesQuery = z.infer<typeof seriesQuerySchema>;

export const seriesSchema = z.object({
  metric: z.string(),
  /** ISO days, without gaps, and one value for each. */
  days: z.array(z.string()),
  values: z.array(z.number()),
  /** Days inside the period on which the platform has no event at all: declared, not filled. */
  missingDays: z.array(z.string()),
  /**
   * Mean count in each hour of the week over the chosen period: 7 rows (Monday first) x 24 hours. A weekday that does
   * not occur in the period is null; the whole is null where the metric has no hour (distinct counts).
   */
  hourProfile: z.array(z.array(z.number().nullable())).nullable(),
  /** Celebs behind the series. */
  celebs: z.number(),
  celebName: z.string().nullable(),
  /**
   * scope = celeb: the first day that counts for the celeb (method §3). The zeros before it say nothing about them. Null
   * for other scopes.
   */
  spanStart: z.string().nullable(),
});
export type Series = z.infer<typeof seriesSchema>;

/** What the filter bar offers for one version. */
export const seriesOptionsSchema = z.object({
  metrics: z.array(z.string()),
  attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  firstDay: z.string(),
  lastDay: z.string(),
});
export type SeriesOptions = z.infer<typeof seriesOptionsSchema>;

export const celebOptionSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  ownTotal: z.number(),
  fanTotal: z.number(),
  stickerCount: z.number(),
  lastOwnDay: z.string(),
});
export const celebOptionsSchema = z.object({
  rows: z.array(celebOptionSchema),
  total: z.number(),
  truncated: z.boolean(),
});
export type CelebOption = z.infer<typeof celebOptionSchema>;
