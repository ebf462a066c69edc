import { z } from 'zod';
import { PROCESS_SIDES } from '../domain/process/cases';
import { seriesScopeSchema } from './series';

export const CASE_KINDS = ['visit', 'celeb-day', 'column'] as const;

/** Longest pause inside a visit that can be asked for: a week. */
export const MAX_GAP_MINUTES = 10_080;

/** A value that travels in an address as JSON text. */
const inAddress = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, context): T => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.message ?? 'is wrong' });
    return z.NEVER;
  });

const variantSchema = z.array(z.string()).min(1).max(10_000);

/** Which events, and how they are cut into cases. */
export const processQuerySchema = z.object({
  version: z.string().min(1),
  rule: z.enum(CASE_KINDS).default('visit'),
  /** rule = visit: minutes without an event that end it. */
  gap: z.coerce.number().min(1).max(MAX_GAP_MINUTES).default(30),
  /** rule = column: a further column of the events. */
  column: z.string().optional(),
  side: z.enum(PROCESS_SIDES).default('both'),
  scope: seriesScopeSchema.default('platform'),
  attribute: z.string().optional(),
  value: z.string().optional(),
  celeb: z.string().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Only cases with exactly this sequence of events: a JSON array of event names. */
  variant: inAddress(variantSchema).optional(),
});
export type ProcessQuery = z.infer<typeof processQuerySchema>;

const selectorSchema = z.union([
  z.object({ kind: z.literal('activity'), event: z.string() }),
  z.object({
    kind: z.literal('edge'),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({ kind: z.literal('variant'), events: variantSchema }),
]);

export const behindQuerySchema = processQuerySchema.extend({
  /** What was pointed at, as JSON: an activity, an edge (null = start or end of a case) or a variant. */
  selector: inAddress(selectorSchema),
});
export type BehindQuery = z.infer<typeof behindQuerySchema>;

/** What the filter bar offers beside the series page's choices. */
export const processOptionsSchema = z.object({
  /** Further columns of the events, each a possible case. */
  columns: z.array(z.string()),
});

export const processGraphSchema = z.object({
  cases: z.number(),
  events: z.number(),
  activities: z.array(
    z.object({ name: z.string(), count: z.number(), starts: z.number(), ends: z.number() }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      count: z.number(),
      medianSeconds: z.number(),
      returns: z.number(),
    }),
  ),
  /** Activities and edges in the whole graph; the most frequent ones are sent. */
  totalActivities: z.number(),
  totalEdges: z.number(),
  truncated: z.boolean(),
});
export type ProcessGraphAnswer = z.infer<typeof processGraphSchema>;

export const processVariantsSchema = z.object({
  rows: z.array(
    z.object({
      events: z.array(z.string()),
      cases: z.number(),
      share: z.number(),
      cumulativeShare: z.number(),
      medianSeconds: z.number(),
    }),
  ),
  total: z.number(),
  truncated: z.boolean(),
  cases: z.number(),
  curve: z.array(
    z.object({
      variants: z.number(),
      cases: z.number(),
      variantShare: z.number(),
      caseShare: z.number(),
    }),
  ),
});
export type ProcessVariants = z.infer<typeof processVariantsSchema>;

export const processBehindSchema = z.object({
  celebs: z.object({
    rows: z.array(z.object({ celebId: z.string(), count: z.number() })),
    total: z.number(),
    truncated: z.boolean(),
  }),
  cases: z.object({
    rows: z.array(
      z.object({
        caseId: z.string(),
        actorId: z.string(),
        roomId: z.string(),
        rooms: z.number(),
        start: z.string(),
        end: z.string(),
        events: z.number(),
        hits: z.number(),
      }),
    ),
    total: z.number(),
    truncated: z.boolean(),
  }),
});
export type ProcessBehind = z.infer<typeof processBehindSchema>;
