import { z } from 'zod';
import { actionKindSchema, celebIdsSchema, personSchema, workStatusSchema } from './work';

/** A round sets aside at most so much; the rest is contacted. */
export const LARGEST_HOLDOUT = 0.9;
export const DEFAULT_HOLDOUT = 0.2;
/** Celebs that a round needs, so that there can be two sides. */
export const LEAST_CELEBS = 2;

const shareSchema = z.number().min(0).max(LARGEST_HOLDOUT);
const roundNameSchema = z.string().trim().min(1).max(80);

/** What contacting did, as far as the interval tells. */
export const ROUND_VERDICTS = ['helped', 'harmed', 'too-few-to-tell'] as const;
export const roundVerdictSchema = z.enum(ROUND_VERDICTS);
export type RoundVerdict = z.infer<typeof roundVerdictSchema>;

export const roundsQuerySchema = z.object({ dataset: z.uuid() });

const chosenCelebs = {
  /** The scores that the round answers. */
  snapshot: z.uuid(),
  celebIds: celebIdsSchema,
};

export const roundPlanBodySchema = z.object(chosenCelebs);
export type RoundPlanBody = z.infer<typeof roundPlanBodySchema>;

export const newRoundSchema = z.object({
  ...chosenCelebs,
  name: roundNameSchema,
  holdoutShare: shareSchema.default(DEFAULT_HOLDOUT),
  /** Who looks after the contacted; the person who starts the round when left out. */
  owner: personSchema.optional(),
  /** Draws the same celebs again; by chance when left out. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  /** Celebs that cannot take part are left out, instead of refusing the round. */
  leaveOut: z.boolean().default(false),
});
export type NewRound = z.infer<typeof newRoundSchema>;

/** Why a celeb cannot take part: contacted already as of the day, or in another round whose outcome is open. */
export const TAKEN_REASONS = ['acted', 'in-round'] as const;
const takenCelebSchema = z.object({
  celebId: z.string(),
  name: z.string().nullable(),
  reason: z.enum(TAKEN_REASONS),
});
export type TakenCeleb = z.infer<typeof takenCelebSchema>;

export const roundPlanSchema = z.object({
  /** Celebs that can take part. */
  free: z.int(),
  /** Mean p(churn) of the free ones; null without any. */
  meanChurn: z.number().nullable(),
  taken: z.array(takenCelebSchema),
});
export type RoundPlan = z.infer<typeof roundPlanSchema>;

export const candidatesQuerySchema = z.object({ snapshot: z.uuid() });
export const roundCandidatesSchema = z.object({
  /** Name of the policy that cuts the priority group; null for the default rule. */
  policy: z.string().nullable(),
  /** Size of the priority group. */
  priority: z.int(),
  /** Its celebs that can take part, the highest score first. */
  celebIds: z.array(z.string()),
});

export const roundPowerQuerySchema = z
  .object({
    /** Share expected to churn without contact. */
    baseline: z.coerce.number().gt(0).max(1),
    /** By how much contacting is hoped to lower it. */
    effect: z.coerce.number().gt(0).max(1),
    share: z.coerce.number().min(0).max(LARGEST_HOLDOUT),
    celebs: z.coerce.number().int().min(LEAST_CELEBS).max(10_000_000),
  })
  .refine(({ effect, baseline }) => effect <= baseline, {
    path: ['effect'],
    message: 'Churn cannot fall by more than there is: effect must not exceed baseline.',
  });

export const roundPowerSchema = z.object({
  contacted: z.int(),
  holdout: z.int(),
  /** Churn of the contacted if it falls as hoped. */
  hoped: z.number(),
  /** Probability of seeing such a fall (two-sided test at 5 %); null when nobody is set aside. */
  power: z.number().nullable(),
  /** Celebs of both sides that 80 % power needs with this share; null when nobody is set aside. */
  neededCelebs: z.int().nullable(),
});

export const roundSummarySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  snapshotId: z.uuid(),
  /** Day of the scores. */
  asOf: z.iso.date(),
  /** Last of the days that decide. */
  outcomeEnd: z.iso.date(),
  contacted: z.int(),
  holdout: z.int(),
  holdoutShare: z.number(),
  seed: z.int(),
  owner: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  /** What became of its celebs is known today. */
  isClosed: z.boolean(),
  /** Null while open, and where nobody was set aside. */
  verdict: roundVerdictSchema.nullable(),
});
export type RoundSummary = z.infer<typeof roundSummarySchema>;

/** A difference of two shares with its 95 % interval, in shares. */
const intervalSchema = z.object({ difference: z.number(), low: z.number(), high: z.number() });

/** Contacted minus holdout. */
const differenceSchema = intervalSchema.extend({
  /** Shares of the contacted and of the holdout. */
  p1: z.number(),
  p2: z.number(),
});

const sideSchema = z.object({
  celebs: z.int(),
  /** Those whose outcome is known; the comparison counts them only. */
  known: z.int(),
  churned: z.int(),
  stickered: z.int(),
  /** With an action as of the day. */
  acted: z.int(),
});
export type RoundSide = z.infer<typeof sideSchema>;

const judgementSchema = z.object({
  /** Null while a side has no known outcome. */
  churn: differenceSchema.nullable(),
  sticker: differenceSchema.nullable(),
  verdict: roundVerdictSchema,
  /** Contacted celebs that a difference as large as the one seen would need; null when decided, or nothing differs. */
  neededContacted: z.int().nullable(),
});

const memberSchema = z.object({
  celebId: z.string(),
  name: z.string().nullable(),
  isHoldout: z.boolean(),
  churn: z.number(),
  sticker: z.number(),
  score: z.number(),
  owner: z.string().nullable(),
  status: workStatusSchema,
  /** Actions as of the day: how many, and the newest. */
  actions: z.int(),
  lastAction: z.object({ kind: actionKindSchema, at: z.iso.datetime() }).nullable(),
  /** Null while open, and of a celeb that left the data. */
  outcome: z.object({ churned: z.boolean(), stickered: z.boolean() }).nullable(),
});
export type RoundMemberView = z.infer<typeof memberSchema>;

export const roundDetailSchema = roundSummarySchema.extend({
  datasetId: z.uuid(),
  /** The highest score first. */
  members: z.array(memberSchema),
  sides: z.object({ contacted: sideSchema, holdout: sideSchema }),
  /** Mean p(churn) of all members. */
  meanChurn: z.number(),
  /** Null while open. */
  judgement: judgementSchema.nullable(),
});
export type RoundDetail = z.infer<typeof roundDetailSchema>;

export const roundListSchema = z.object({
  today: z.iso.date(),
  /** The newest day first. */
  rounds: z.array(roundSummarySchema),
  /** All closed rounds with two sides in one number (Mantel-Haenszel); null with fewer than two. */
  pooled: z
    .object({
      rounds: z.int(),
      contacted: z.int(),
      holdout: z.int(),
      churn: intervalSchema.nullable(),
      verdict: roundVerdictSchema,
    })
    .nullable(),
});
export type RoundList = z.infer<typeof roundListSchema>;

export const roundCsvQuerySchema = z.object({
  members: z.enum(['contacted', 'all']).default('contacted'),
});
