import { z } from 'zod';
import { DEFAULT_METHOD, DEFAULT_PERIOD, MAX_PERIOD, MIN_PERIOD } from '../domain/series/analyse';
import { ANOMALY_DIRECTIONS, ANOMALY_THRESHOLD } from '../domain/series/anomalies';
import { DECOMPOSITION_METHODS } from '../domain/series/decompose';
import { seriesQuerySchema } from './series';

const splitting = {
  method: z.enum(DECOMPOSITION_METHODS).default(DEFAULT_METHOD),
  /** Days per cycle. */
  period: z.coerce.number().int().min(MIN_PERIOD).max(MAX_PERIOD).default(DEFAULT_PERIOD),
};

export const decompositionQuerySchema = seriesQuerySchema.extend({
  ...splitting,
  /** Smallest absolute robust z of an anomaly. */
  threshold: z.coerce.number().positive().default(ANOMALY_THRESHOLD),
  direction: z.enum(ANOMALY_DIRECTIONS).default('both'),
});
export type DecompositionQuery = z.infer<typeof decompositionQuerySchema>;

const component = z.array(z.number().nullable());
const trendChangeSchema = z
  .object({
    /** Mean of the trend over the 7 days that end four weeks before its end, and over its last 7. */
    before: z.number(),
    now: z.number(),
    /** Null when there was nothing before. */
    change: z.number().nullable(),
  })
  /** Null: shorter than five weeks. */
  .nullable();

export const decompositionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('parts'),
    /** ISO days without gaps; one entry of each component for each. */
    days: z.array(z.string()),
    /** Null on missing days. */
    observed: component,
    /** Null at both ends of a classical decomposition. */
    trend: component,
    seasonal: component,
    /** A factor in the multiplicative model; null where observed or trend is. */
    residual: component,
    trendStrength: z.number(),
    seasonalStrength: z.number(),
    trendChange: trendChangeSchema,
    /** Means by position in the cycle: Monday first when it is a week, else from the first day on. */
    profile: z.object({ seasonal: component, observed: component, days: z.array(z.number()) }),
    /** Strongest first; from a decomposition of their own (docs/method.md, anomalies). */
    anomalies: z.array(
      z.object({
        day: z.string(),
        observed: z.number(),
        expected: z.number(),
        /** Robust z of the residual. */
        z: z.number(),
      }),
    ),
    missingDays: z.array(z.string()),
    /** Strengths are too high with fewer than five cycles, and when more than half of the days have one value. */
    caveats: z.array(z.enum(['few-cycles', 'mostly-equal'])),
  }),
  z.object({ kind: z.literal('too-short'), observed: z.number(), needed: z.number() }),
  z.object({ kind: z.literal('constant'), value: z.number() }),
  /** Days whose value a product cannot have. */
  z.object({ kind: z.literal('not-positive'), days: z.array(z.string()) }),
]);
export type DecompositionAnswer = z.infer<typeof decompositionSchema>;

/** Who carries one day. Scope, attribute, value and celeb choose whose day it is. */
export const carriersQuerySchema = seriesQuerySchema
  .omit({ from: true, to: true, hours: true })
  .extend({ day: z.iso.date() });
export type CarriersQuery = z.infer<typeof carriersQuerySchema>;

const share = { value: z.number(), usual: z.number(), difference: z.number() };
export const carriersSchema = z.object({
  /** Days whose mean is `usual`: the same weekday in the four weeks before and after. */
  usualDays: z.array(z.string()),
  value: z.number(),
  usual: z.number(),
  /** Largest absolute difference first. */
  celebs: z.object({
    rows: z.array(z.object({ celebId: z.string(), name: z.string().nullable(), ...share })),
    total: z.number(),
    truncated: z.boolean(),
  }),
  /** Metrics that add up to this one, for totals over events. */
  events: z.array(z.object({ metric: z.string(), ...share })),
});
export type CarriersAnswer = z.infer<typeof carriersSchema>;

/** Strengths of every celeb; scope `group` chooses some. */
export const strengthsQuerySchema = seriesQuerySchema
  .omit({ celeb: true, hours: true })
  .extend(splitting);
export type StrengthsQuery = z.infer<typeof strengthsQuerySchema>;

export const strengthsSchema = z.object({
  rows: z.array(
    z.object({
      celebId: z.string(),
      name: z.string().nullable(),
      /** Observed days, and the mean over them. */
      days: z.number(),
      mean: z.number(),
      trendStrength: z.number(),
      seasonalStrength: z.number(),
      /** Position in the cycle with the highest seasonal component, 0 = Monday when it is a week. */
      peak: z.number().nullable(),
      trend: trendChangeSchema,
    }),
  ),
  /** Celebs with a day in the period. */
  total: z.number(),
  /** Celebs that are not ranked, by reason: see `caveats` of a decomposition, and what the multiplicative model cannot take. */
  without: z.object({
    'few-cycles': z.number(),
    'mostly-equal': z.number(),
    'not-positive': z.number(),
  }),
  /** More celebs than are looked at: those with the largest total are. */
  truncated: z.boolean(),
});
export type StrengthsAnswer = z.infer<typeof strengthsSchema>;
