import { z } from 'zod';
import {
  FILTER_MEASURES,
  type GroupFilter,
  NAMED_GROUPS,
  parseFilter,
} from '@/lib/domain/segments/group-filter';
import { thresholdRuleSchema } from './policies';

export const RULE_KINDS = ['quantile', 'value', 'mixture'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/**
 * How the priority group is cut: `by=quantile&share=0.2`, `by=value&value=0.1` or `by=mixture`. Without `by`, as the
 * dataset's current policy does, or the default rule while none is saved.
 */
const ruleQuery = {
  snapshot: z.uuid(),
  by: z.enum(RULE_KINDS).optional(),
  share: z.coerce.number().gt(0).lt(1).optional(),
  value: z.coerce.number().min(0).max(1).optional(),
};
export const cutQuerySchema = z.object(ruleQuery);
export type CutQuery = z.infer<typeof cutQuerySchema>;
export const scoresQuerySchema = cutQuerySchema.pick({ snapshot: true });

/** Why a rule finds no threshold. `no-heaps`: log10 scores do not fall into two heaps. */
export const NO_THRESHOLD = ['no-scores', 'no-heaps'] as const;

export const cutSchema = z.object({
  threshold: z.number().nullable(),
  /** The priority group: whose score reaches the threshold. */
  celebs: z.int(),
  expectedChurners: z.number(),
  expectedStickered: z.number(),
  /** Outside of it with p(churn) of at least 0.5. */
  generalChurners: z.int(),
});
export type CutView = z.infer<typeof cutSchema>;

export const cutAnswerSchema = cutSchema.extend({
  rule: thresholdRuleSchema,
  reason: z.enum(NO_THRESHOLD).nullable(),
});
export type CutAnswer = z.infer<typeof cutAnswerSchema>;

const distributionSchema = z.object({
  bins: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
  skewness: z.number().nullable(),
});
export type DistributionView = z.infer<typeof distributionSchema>;

export const scoresAnswerSchema = z.object({
  celebs: z.int(),
  expectedChurners: z.number(),
  expectedStickered: z.number(),
  raw: distributionSchema,
  /** Of the scores above 0. */
  log10: distributionSchema,
  /** Scores of 0, which have no logarithm. */
  zeros: z.int(),
  /** What a slider over shares or values stops at, each counted exactly; rising. */
  shares: z.array(cutSchema.extend({ share: z.number() })),
  values: z.array(cutSchema),
  /** What the worklist goes by. */
  current: z.object({
    policy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    rule: thresholdRuleSchema,
  }),
});
export type ScoresAnswer = z.infer<typeof scoresAnswerSchema>;

/** A saved way to cut the priority group, with what it cut from the newest snapshots. */
export const policySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  rule: thresholdRuleSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  /** The worklist goes by it: the newest that has not ended. */
  isCurrent: z.boolean(),
  /** By snapshot; of those made before the policy only the one that it was saved on. */
  outcomes: z.array(
    z.object({
      snapshotId: z.uuid(),
      asOf: z.iso.date(),
      threshold: z.number().nullable(),
      reason: z.enum(NO_THRESHOLD).nullable(),
      celebs: z.int(),
      /** All celebs of the snapshot. */
      total: z.int(),
      expectedChurners: z.number(),
      expectedStickered: z.number(),
    }),
  ),
});
export type PolicyView = z.infer<typeof policySchema>;

export const policiesQuerySchema = z.object({ dataset: z.uuid() });
export const policyListSchema = z.object({
  /** The newest first. */
  policies: z.array(policySchema),
});
export type PolicyList = z.infer<typeof policyListSchema>;

export const POLICY_NAME_LENGTH = 80;
export const newPolicySchema = z.object({
  /** What it cuts from these scores is stored at once. */
  snapshot: z.uuid(),
  name: z.string().trim().min(1).max(POLICY_NAME_LENGTH),
  rule: thresholdRuleSchema,
});
export type NewPolicy = z.infer<typeof newPolicySchema>;

const filterSchema = z
  .string()
  .refine((text) => parseFilter(text) !== undefined, {
    message: `one or two of ${NAMED_GROUPS.join(', ')}, ${FILTER_MEASURES.map((name) => `${name}>=0.5`).join(', ')}, @attribute=value, joined by a comma`,
  })
  .describe(
    'Who belongs to the group: priority, general-churner, other, rest, churn>=0.5, sticker<0.1, score>=0.2 or @attribute=value; two of them, joined by a comma, must both hold.',
  );

export const DEFAULT_GROUPS = { a: 'priority', b: 'other' } as const;

export const comparisonQuerySchema = z.object({
  ...ruleQuery,
  a: filterSchema.default(DEFAULT_GROUPS.a),
  b: filterSchema.default(DEFAULT_GROUPS.b),
});
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>;

/** A filter that the schema above has let pass. */
export const filterOf = (text: string): GroupFilter => parseFilter(text) ?? [];

/** Summaries of a daily column over the observed days that are compared. */
export const COMPARED_SUMMARIES = ['sum', 'last'] as const;

export const comparedVariableSchema = z.object({
  /** `<daily column>.<summary>` */
  name: z.string(),
  nA: z.int(),
  nB: z.int(),
  meanA: z.number().nullable(),
  meanB: z.number().nullable(),
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  t: z.number().nullable(),
  degreesOfFreedom: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable(),
  hedgesG: z.number().nullable(),
  gLow: z.number().nullable(),
  gHigh: z.number().nullable(),
  u: z.number().nullable(),
  uP: z.number().nullable(),
  superiority: z.number().nullable(),
  isPracticallyEqual: z.boolean(),
});
export type ComparedVariable = z.infer<typeof comparedVariableSchema>;

/**
 * Two groups of a snapshot over the week that its scores were made from (method §9): of each column of the daily table
 * its sum over the observed days (`.sum`) and its value on the last of them (`.last`). A mean per day is that sum over a
 * fixed number of days: it would give the same t, p and g once more, and make every q too large.
 */
export const comparisonSchema = z.object({
  a: z.object({ celebs: z.int() }),
  b: z.object({ celebs: z.int() }),
  /** Celebs in both; the tests take groups for different people. */
  overlap: z.int(),
  threshold: z.number().nullable(),
  /** Days that the variables are about, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** The largest |Hedges' g| first. */
  rows: z.array(comparedVariableSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;
