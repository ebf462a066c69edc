import { z } from 'zod';
import { PRIORITY_GROUPS } from '@/lib/domain/segments/groups';
import { celebOutcomeSchema } from './actions';
import { reasonSchema } from './reasons';
import { workStatusSchema } from './work';

export const celebQuerySchema = z.object({ snapshot: z.uuid() });

/** How one day's priority score comes about. */
export const scoreReceiptSchema = z.object({
  churn: z.number(),
  sticker: z.number(),
  /** `churn` x `sticker`. */
  score: z.number(),
  /** Of the score; null for a score of 0. */
  log10: z.number().nullable(),
  /** Score from which the current policy gives priority; null when it finds none. */
  threshold: z.number().nullable(),
  group: z.enum(PRIORITY_GROUPS),
  /** 1 = the highest score of `celebs`; equal scores share a rank. */
  rank: z.int(),
  celebs: z.int(),
});
export type ScoreReceipt = z.infer<typeof scoreReceiptSchema>;

const namedCelebSchema = z.object({ id: z.string(), name: z.string().nullable() });

/** A celeb as of one scored day. */
export const celebProfileSchema = z.object({
  datasetId: z.uuid(),
  celeb: namedCelebSchema.extend({
    joinedOn: z.iso.date().nullable(),
    /** Of the celebs table; only those with a value. */
    attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
  asOf: z.iso.date(),
  /** The version that was scored. */
  versionId: z.uuid(),
  /** First and last of the days that the scores come from, and of those that they foretell. */
  observed: z.object({ from: z.iso.date(), to: z.iso.date() }),
  foretold: z.object({ from: z.iso.date(), to: z.iso.date() }),
  /** The policy that cuts the priority group; null while the default rule does. */
  policy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Null for a celeb without own-room activity in the observed days, who is not scored. */
  receipt: scoreReceiptSchema.nullable(),
  lastOwnDay: z.iso.date().nullable(),
  lastStickerDay: z.iso.date().nullable(),
  /** The dataset's scores before these; null for the first ones. */
  previous: z
    .object({
      snapshotId: z.uuid(),
      asOf: z.iso.date(),
      receipt: scoreReceiptSchema.nullable(),
      /** Whether the same models made both scores. */
      sameModels: z.object({ churn: z.boolean(), sticker: z.boolean() }),
    })
    .nullable(),
  /** Of the score since then, and the share of each model in it; null unless both days are scored. */
  change: z.object({ score: z.number(), churn: z.number(), sticker: z.number() }).nullable(),
  /** The three largest pushes of each target, the largest first; empty while nobody has explained the models. */
  reasons: z.array(reasonSchema),
  /** The newest explanation of the very run that made each probability. */
  explanations: z.object({ churn: z.uuid().nullable(), sticker: z.uuid().nullable() }),
  /** The next ones by rank. */
  higher: namedCelebSchema.nullable(),
  lower: namedCelebSchema.nullable(),
  /** One day's newest scores each, up to the dataset's today, the oldest first. */
  history: z.array(
    z.object({
      snapshotId: z.uuid(),
      asOf: z.iso.date(),
      churn: z.number(),
      sticker: z.number(),
      score: z.number(),
    }),
  ),
  work: z.object({
    owner: z.string().nullable(),
    status: workStatusSchema,
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.string().nullable(),
  }),
  /** Rounds with this celeb whose outcome days are not over. */
  rounds: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isHoldout: z.boolean(),
      /** The last outcome day. */
      until: z.iso.date(),
    }),
  ),
  outcome: celebOutcomeSchema,
});
export type CelebProfile = z.infer<typeof celebProfileSchema>;

/** A celeb's days, none of them today or later. */
export const celebTimelineSchema = z.object({
  /** ISO days without gaps, at most the 20 weeks before the scores, and those since. */
  days: z.array(z.iso.date()),
  own: z.array(z.number()),
  fan: z.array(z.number()),
  stickers: z.array(z.number()),
  /** The first day that counts for the celeb (method §3): zeros before it say nothing. */
  spanStart: z.iso.date(),
  /** Days on which the whole platform has no event. */
  missingDays: z.array(z.iso.date()),
  today: z.iso.date(),
});
export type CelebTimeline = z.infer<typeof celebTimelineSchema>;
