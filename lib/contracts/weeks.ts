import { z } from 'zod';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';
import { intervalSchema, modelKindSchema, targetSchema } from './models';
import { thresholdRuleSchema } from './policies';
import { ACTION_KINDS } from './work';

/** Weeks that a line beside a number shows, this one last. */
export const LINE_WEEKS = 8;

/** What a week is told in. */
export const WEEK_FIGURES = [
  /** Celebs with own-room activity in the week. */
  'active',
  /** Celebs with own-room activity in the week before and none in this one. */
  'churned',
  /** The priority group of the day after the week. */
  'atRisk',
  /** In the priority group a week ago, scored again, and not in it any more. */
  'recovered',
  'stickers',
  'amount',
  /** Stickers that the priority group received in the week, each celeb's times p(churn). */
  'stickersAtRisk',
] as const;
export type WeekFigure = (typeof WEEK_FIGURES)[number];

/** Whether more of it is good news; every figure has a side. */
export const MORE_IS_GOOD: Readonly<Record<WeekFigure, boolean>> = {
  active: true,
  churned: false,
  atRisk: false,
  recovered: true,
  stickers: true,
  amount: true,
  stickersAtRisk: false,
};

const figureSchema = z.object({
  /** The line, the oldest week first, this week last; null for a week that the data or the scores do not reach. */
  weeks: z.array(z.number().nullable()).length(LINE_WEEKS),
});

/** Celebs that a movement names. */
export const NAMED_CELEBS = 5;

const namedCelebSchema = z.object({
  celebId: z.string(),
  name: z.string().nullable(),
  churn: z.number(),
  sticker: z.number(),
  score: z.number(),
  change: z.number().nullable(),
  /** What raises p(churn) most. */
  reason: z
    .object({ feature: z.string(), value: z.number(), week: z.number(), weekBefore: z.number() })
    .nullable(),
});
export type NamedCeleb = z.infer<typeof namedCelebSchema>;

export const MOVEMENTS = ['newlyAtRisk', 'worsened', 'recovered'] as const;
const movementSchema = z.object({ count: z.int(), celebs: z.array(namedCelebSchema) });

export const stabilityVerdictSchema = z.enum(['stable', 'shifting', 'shifted']);

/** What was believed on one day; made once, from what the dataset held then. */
export const weekContentSchema = z.object({
  /** First and last day of the week, and of the days that are predicted. */
  from: z.iso.date(),
  to: z.iso.date(),
  outcomeFrom: z.iso.date(),
  outcomeTo: z.iso.date(),
  /** Scored celebs. */
  celebs: z.int(),
  policy: z.object({
    name: z.string().nullable(),
    rule: thresholdRuleSchema,
    threshold: z.number().nullable(),
  }),
  figures: z.record(z.enum(WEEK_FIGURES), figureSchema),
  /** The priority group, and the sums of its probabilities. */
  group: z.object({
    celebs: z.int(),
    expectedChurners: z.number(),
    expectedStickered: z.number(),
  }),
  /** Against the scores of a week before; null for the first week. */
  movements: z.record(z.enum(MOVEMENTS), movementSchema).nullable(),
  /** What raises p(churn) in the priority group, by how many of its celebs name it among their reasons. */
  drivers: z.array(z.object({ feature: z.string(), celebs: z.int(), share: z.number() })),
  /** What was done about the scores of the week. */
  work: z.object({
    actions: z.record(z.enum(ACTION_KINDS), z.int()),
    contacted: z.int(),
    rounds: z.int(),
  }),
  models: z.array(
    z.object({
      target: targetSchema,
      runId: z.uuid(),
      kind: modelKindSchema,
      microAveragePrecision: intervalSchema,
    }),
  ),
  /** Against weeks that trained the churn model; null where there are none. */
  drift: z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      windows: z.int(),
      scores: z.array(
        z.object({ target: targetSchema, index: z.number(), verdict: stabilityVerdictSchema }),
      ),
      /** Week sums of the model's series, the least stable first. */
      features: z.array(
        z.object({ name: z.string(), index: z.number(), verdict: stabilityVerdictSchema }),
      ),
    })
    .nullable(),
});
export type WeekContent = z.infer<typeof weekContentSchema>;

/** A list graded for one event; `churned` and `listedChurned` count it, be it churn or that of celebs who had just received stickers. */
const listGradeSchema = z.object({
  celebs: z.int(),
  churned: z.int(),
  listed: z.int(),
  listedChurned: z.int(),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  lift: z.number().nullable(),
  expected: z.number(),
});

/** What plain rules would have listed, as many celebs as the priority group has. */
export const LIST_BASELINES = ['longest-away', 'largest-fall'] as const;

/**
 * The same list as one of celebs who would take stickers away with them: churned, and at least one sticker received in
 * the week before the list was made. Null in grades that were written before it was graded.
 */
const paidGradeSchema = listGradeSchema.nullable().default(null);

/** How the prediction of a week did. */
export const weekGradeSchema = z.object({
  /** The priority group as a list of those who would leave, and lists of plain rules beside it. */
  list: listGradeSchema,
  paid: paidGradeSchema,
  baselines: z.array(
    z.object({ rule: z.enum(LIST_BASELINES), grade: listGradeSchema, paid: paidGradeSchema }),
  ),
  /** Scored celebs of whom no outcome is known. */
  missing: z.int(),
  /** A model had learned from windows of this day, so its grade is too good. */
  isInSample: z.boolean(),
  targets: z.array(
    z.object({
      target: targetSchema,
      metrics: z.record(z.enum(CLASSIFICATION_METRICS), z.number().nullable()),
      /**
       * Micro-AP of the last weeks together that no model had learned from, with an interval over celebs, beside that
       * of the run's test.
       */
      recent: intervalSchema,
      recentWeeks: z.int(),
      test: intervalSchema,
      /** The interval of the last weeks lies below that of the test. */
      isBelowTest: z.boolean(),
    }),
  ),
});
export type WeekGrade = z.infer<typeof weekGradeSchema>;

export const weekSummarySchema = z.object({
  id: z.uuid(),
  asOf: z.iso.date(),
  createdAt: z.iso.datetime(),
  isGraded: z.boolean(),
});
export type WeekSummary = z.infer<typeof weekSummarySchema>;

export const weeksQuerySchema = z.object({ dataset: z.uuid() });
export const weekListSchema = z.object({
  /** The newest first, up to the dataset's today. */
  weeks: z.array(weekSummarySchema),
});

/** The grade of one earlier week, for the series over weeks. */
const gradedWeekSchema = z.object({ id: z.uuid(), asOf: z.iso.date(), grade: weekGradeSchema });

export const weekDetailSchema = weekSummarySchema.extend({
  datasetId: z.uuid(),
  datasetName: z.string(),
  versionId: z.uuid(),
  snapshotId: z.uuid(),
  createdBy: z.string().nullable(),
  fingerprint: z.string(),
  content: weekContentSchema,
  /** Of this week's prediction; null while its outcome is open. */
  grade: weekGradeSchema.nullable(),
  /** Graded weeks up to this one, the oldest first. */
  graded: z.array(gradedWeekSchema),
});
export type WeekDetail = z.infer<typeof weekDetailSchema>;
