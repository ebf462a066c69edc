import { z } from 'zod';
import { PROCESS_SIDES } from '../domain/process/cases';
import { SANKEY_DIRECTIONS, STEP_KINDS } from '../domain/process/sankey';
import { SERIES_SCOPES } from './series';

export const CASE_KINDS = ['visit', 'celeb-day', 'column'] as const;

/** Longest pause inside a visit that can be asked for: a week. */
export const MAX_GAP_MINUTES = 10_080;

/**
 * Whose events: as on the series page, or by what became of a celeb. With `churned` and `retained` the outcome week is
 * the last week of the period; these are the celebs with own-room activity in the week before it and without, or with,
 * any in it (method §4). Only events before the outcome week count, so no difference is one by definition.
 */
export const PROCESS_SCOPES = [...SERIES_SCOPES, 'churned', 'retained'] as const;

export const MAX_SANKEY_STEPS = 12;

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
  scope: z.enum(PROCESS_SCOPES).default('platform'),
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
  /** Cases of a Sankey diagram that meet every condition: those of one node, or of one link. */
  z.object({
    kind: z.literal('path'),
    event: z.string().nullable(),
    direction: z.enum(SANKEY_DIRECTIONS),
    steps: z.int().min(1).max(MAX_SANKEY_STEPS),
    conditions: z
      .array(
        z.object({
          step: z.int().min(0).max(MAX_SANKEY_STEPS),
          kind: z.enum(STEP_KINDS),
          events: z.array(z.string()),
        }),
      )
      .min(1)
      .max(MAX_SANKEY_STEPS + 1),
  }),
]);
export type BehindSelector = z.infer<typeof selectorSchema>;

export const behindQuerySchema = processQuerySchema.extend({
  /** What was pointed at, as JSON: an activity, an edge (null = start or end of a case), a variant or a path. */
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
  /** null for a path, whose cases are counted but not listed. */
  cases: z
    .object({
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
    })
    .nullable(),
});
export type ProcessBehind = z.infer<typeof processBehindSchema>;

export const sankeyQuerySchema = processQuerySchema.extend({
  /** Left out: from the first event of each case on, or back from its last one. */
  event: z.string().min(1).optional(),
  direction: z.enum(SANKEY_DIRECTIONS).default('after'),
  steps: z.coerce.number().int().min(1).max(MAX_SANKEY_STEPS).default(5),
  /** Share of the cases with which an event keeps its name at a step; rarer ones become "other". */
  minShare: z.coerce.number().min(0).max(1).default(0.05),
});
export type SankeyQuery = z.infer<typeof sankeyQuerySchema>;

export const processSankeySchema = z.object({
  /** Cases that have the chosen event. */
  cases: z.number(),
  nodes: z.array(
    z.object({
      step: z.number(),
      kind: z.enum(STEP_KINDS),
      event: z.string().nullable(),
      cases: z.number(),
    }),
  ),
  /** `source` and `target` are positions in `nodes`. */
  links: z.array(z.object({ source: z.number(), target: z.number(), cases: z.number() })),
  /** Whole ways, most cases first, as positions in `nodes`; of very many only the most frequent ones. */
  paths: z.array(z.object({ nodes: z.array(z.number()), cases: z.number() })),
  totalPaths: z.number(),
  /** Events that keep their name at each step: with them a link's conditions can be asked again. */
  kept: z.array(z.array(z.string())),
  /** Names of all events under the filter. */
  events: z.array(z.string()),
});
export type ProcessSankey = z.infer<typeof processSankeySchema>;

const processGroupSchema = processQuerySchema.omit({ version: true, variant: true });

export const compareQuerySchema = z.object({
  version: z.string().min(1),
  /** The filter of each group, as JSON. */
  a: inAddress(processGroupSchema),
  b: inAddress(processGroupSchema),
});
export type CompareQuery = z.infer<typeof compareQuerySchema>;

const transitionSideSchema = z.object({
  count: z.number(),
  /** How often the first event happened; for starts: cases. */
  trials: z.number(),
  probability: z.number().nullable(),
});
const groupSizeSchema = z.object({ cases: z.number(), events: z.number() });

export const processCompareSchema = z.object({
  a: groupSizeSchema,
  b: groupSizeSchema,
  /** Largest absolute difference first. */
  rows: z.array(
    z.object({
      /** null = the start of a case. */
      from: z.string().nullable(),
      /** null = the end of a case. */
      to: z.string().nullable(),
      a: transitionSideSchema,
      b: transitionSideSchema,
      /** Probability in a minus probability in b; null where one of them has never seen the first event. */
      difference: z.number().nullable(),
      /** 95 % interval. */
      interval: z.object({ low: z.number(), high: z.number() }).nullable(),
      /** The interval excludes 0. */
      clear: z.boolean(),
    }),
  ),
  total: z.number(),
  truncated: z.boolean(),
  /** Both groups' events in one graph. */
  graph: processGraphSchema,
});
export type ProcessCompare = z.infer<typeof processCompareSchema>;
