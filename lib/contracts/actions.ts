import { z } from 'zod';
import { actionKindSchema, celebIdsSchema } from './work';

/** Celebs that one call may log something of. */
export const MOST_CELEBS_PER_ACTION = 1000;
export const LONGEST_NOTE = 2000;
/** Rows of one list. */
export const MOST_ACTIONS = 1000;
/** Within it whoever logged an action by mistake can take it back. */
export const REMOVABLE_HOURS = 24;

/** What became of a celeb in the outcome days of one day's scores. */
export const celebOutcomeSchema = z.discriminatedUnion('state', [
  /** `until`: the last of the outcome days, which are not over. */
  z.object({ state: z.literal('open'), until: z.iso.date() }),
  z.object({ state: z.literal('closed'), churned: z.boolean(), stickered: z.boolean() }),
  /** Over, but nothing is known of this celeb. */
  z.object({ state: z.literal('unknown') }),
]);
export type CelebOutcomeView = z.infer<typeof celebOutcomeSchema>;

export const newActionSchema = z.object({
  /** The scores that it answers. */
  snapshot: z.uuid(),
  celebIds: celebIdsSchema.max(MOST_CELEBS_PER_ACTION),
  kind: actionKindSchema,
  note: z.string().trim().max(LONGEST_NOTE).default(''),
  /** Left out: the open round in which the celeb is to be contacted, if there is one. */
  roundId: z.uuid().optional(),
  /** Also for celebs that an open round has set aside. */
  force: z.boolean().default(false),
});
export type NewAction = z.infer<typeof newActionSchema>;

export const loggedSchema = z.object({ logged: z.int() });
export const removedSchema = z.object({});

export const actionsQuerySchema = z.object({
  dataset: z.uuid(),
  celeb: z.string().min(1).optional(),
  round: z.uuid().optional(),
});
export type ActionsQuery = z.infer<typeof actionsQuerySchema>;

export const actionSchema = z.object({
  id: z.uuid(),
  celeb: z.object({ id: z.string(), name: z.string().nullable() }),
  /** Day of the scores that it answers. */
  asOf: z.iso.date(),
  kind: actionKindSchema,
  note: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  round: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  outcome: celebOutcomeSchema,
  /** Whether who asks may remove it now. */
  isRemovable: z.boolean(),
});
export type ActionView = z.infer<typeof actionSchema>;

/** The newest first. */
export const actionListSchema = z.object({
  rows: z.array(actionSchema),
  total: z.int(),
  truncated: z.boolean(),
});
export type ActionList = z.infer<typeof actionListSchema>;
