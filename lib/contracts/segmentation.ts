import { z } from 'zod';
import {
  CLUSTER_METHODS,
  PROFILE_LEVELS,
  STABILITY_WORDS,
} from '@/lib/domain/segments/segmentation-words';
import { comparisonSchema } from './segments';

export const SEGMENTATION_METHODS = ['rfm', ...CLUSTER_METHODS] as const;
export type SegmentationMethod = (typeof SEGMENTATION_METHODS)[number];

/** Groups that may be asked of k-means and mixtures; RFM has six by its rules. */
export const [LEAST_GROUPS, MOST_GROUPS, USUAL_GROUPS] = [2, 8, 4];

/** What celebs are grouped by, over the eight weeks before the day. */
export const SEGMENTATION_VARIABLES = [
  /** Days since the last own-room activity, from 0 = the day before. */
  'recencyDays',
  'activeDays',
  'ownActivity',
  'fanActivity',
  /** Money, or pieces where no amounts are known. */
  'stickerValue',
] as const;
export type SegmentationVariable = (typeof SEGMENTATION_VARIABLES)[number];

export const segmentationQuerySchema = z.object({
  snapshot: z.uuid(),
  by: z.enum(SEGMENTATION_METHODS).default('rfm'),
  groups: z.coerce.number().int().min(LEAST_GROUPS).max(MOST_GROUPS).default(USUAL_GROUPS),
});
export type SegmentationQuery = z.infer<typeof segmentationQuerySchema>;

/** Why there are no groups. `few`: fewer different celebs than groups; `equal`: all of them alike. */
export const NO_GROUPS = ['none', 'equal', 'few'] as const;

export const segmentationGroupSchema = z.object({
  /** An RFM segment, or `g1`, `g2` … by falling size. */
  key: z.string(),
  celebs: z.int(),
  meanChurn: z.number(),
  meanSticker: z.number(),
  meanScore: z.number(),
  expectedChurners: z.number(),
  expectedStickered: z.number(),
  profile: z.array(
    z.object({
      variable: z.enum(SEGMENTATION_VARIABLES),
      mean: z.number(),
      /** Mean of the standardised logarithms. */
      z: z.number(),
      level: z.enum(PROFILE_LEVELS).nullable(),
    }),
  ),
  /** Mean best Jaccard index over bootstrap samples; null for groups by rule. */
  stability: z.object({ jaccard: z.number(), word: z.enum(STABILITY_WORDS) }).nullable(),
});
export type SegmentationGroup = z.infer<typeof segmentationGroupSchema>;

export const segmentationSchema = z.object({
  by: z.enum(SEGMENTATION_METHODS),
  celebs: z.int(),
  /** Of the celebs, how many differ in any variable. */
  different: z.int(),
  reason: z.enum(NO_GROUPS).nullable(),
  /** Days that the variables are about, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  stickersAre: z.enum(['amount', 'count']),
  groups: z.array(segmentationGroupSchema),
  /** Null for groups by rule, and with one group. */
  silhouette: z.number().nullable(),
});
export type Segmentation = z.infer<typeof segmentationSchema>;

/** Everybody who is not in the first group. */
export const REST = 'rest';

export const segmentComparisonQuerySchema = segmentationQuerySchema.extend({
  a: z.string().min(1),
  b: z.string().min(1).default(REST),
});
export type SegmentComparisonQuery = z.infer<typeof segmentComparisonQuerySchema>;

export const segmentComparisonSchema = comparisonSchema.omit({ overlap: true, threshold: true });
export type SegmentComparison = z.infer<typeof segmentComparisonSchema>;
