import { z } from 'zod';
import { PRIORITY_GROUPS } from '@/lib/domain/segments/groups';
import { thresholdRuleSchema } from './policies';
import { reasonSchema } from './reasons';
import { celebIdsSchema, personSchema, workStatusSchema } from './work';

/** What the worklist can be sorted by, besides `attribute.<name>`. */
export const WORKLIST_SORTS = [
  'name',
  'churn',
  'sticker',
  'score',
  'rank',
  'group',
  'previousScore',
  'change',
  /** Own-room activity of the last of the eight weeks. */
  'ownWeeks',
  'lastOwnDay',
  'lastStickerDay',
  'owner',
  'status',
] as const;
const ATTRIBUTE_SORT = /^attribute\..+$/;
const sortSchema = z.union([z.enum(WORKLIST_SORTS), z.string().regex(ATTRIBUTE_SORT)]);

/** Where a celeb went since the snapshot before: into the priority group, up, out of it. */
export const WORKLIST_MOVES = ['newly', 'worsened', 'recovered'] as const;
export const moveSchema = z.enum(WORKLIST_MOVES);

/** Whose celebs: nobody's, the reader's own, or a person's (`name:<person>`). */
export const NOBODY = 'nobody';
export const ME = 'me';
const OWNER_NAME = 'name:';
/** The owner filter that asks for a person's celebs. */
export const ownerFilter = (person: string): string => `${OWNER_NAME}${person}`;
/** The person an owner filter names; undefined for `nobody` and `me`. */
export const filteredPerson = (owner: string): string | undefined =>
  owner.startsWith(OWNER_NAME) ? owner.slice(OWNER_NAME.length) : undefined;
const ownerSchema = z.string().regex(/^(nobody|me|name:.+)$/);

const shareSchema = z.coerce.number().min(0).max(1).optional();

/** Which celebs of a snapshot; what is left out does not narrow. */
const filterShape = {
  snapshot: z.uuid(),
  /** Part of a name or id, in any case. */
  q: z.string().max(200).optional(),
  group: z.enum(PRIORITY_GROUPS).optional(),
  scoreMin: shareSchema,
  scoreMax: shareSchema,
  churnMin: shareSchema,
  churnMax: shareSchema,
  stickerMin: shareSchema,
  stickerMax: shareSchema,
  /** With `value`: celebs that have this attribute. */
  attribute: z.string().min(1).optional(),
  value: z.string().optional(),
  /** A series that is among the reasons kept of a celeb, of either target. */
  reason: z.string().min(1).optional(),
  owner: ownerSchema.optional(),
  status: workStatusSchema.optional(),
  move: moveSchema.optional(),
};
const orderShape = {
  sort: sortSchema.default('score'),
  order: z.enum(['asc', 'desc']).default('desc'),
};

/** All celebs that a filter leaves, in an order. */
export const worklistSelectionSchema = z.object({ ...filterShape, ...orderShape });
export type WorklistSelection = z.infer<typeof worklistSelectionSchema>;

export const WORKLIST_PAGE = 200;
export const worklistQuerySchema = z.object({
  ...filterShape,
  ...orderShape,
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(WORKLIST_PAGE),
});
export type WorklistQuery = z.infer<typeof worklistQuerySchema>;

export const worklistRowSchema = z.object({
  celebId: z.string(),
  name: z.string().nullable(),
  churn: z.number(),
  sticker: z.number(),
  score: z.number(),
  /** 1 = the highest score; equal scores share a rank. */
  rank: z.int(),
  group: z.enum(PRIORITY_GROUPS),
  /** Of the dataset's snapshot before; null when the celeb was not in it. */
  previousScore: z.number().nullable(),
  change: z.number().nullable(),
  /** At most three, see `shownReasons`; none before the models are explained. */
  reasons: z.array(reasonSchema),
  /** Own-room activity of the eight weeks before the day, the oldest first. */
  ownWeeks: z.array(z.int()),
  lastOwnDay: z.iso.date().nullable(),
  lastStickerDay: z.iso.date().nullable(),
  attributes: z.record(z.string(), z.string()),
  owner: z.string().nullable(),
  status: workStatusSchema,
});
export type WorklistRow = z.infer<typeof worklistRowSchema>;

export const worklistPageSchema = z.object({
  /** Celebs that the filter leaves, on all pages. */
  total: z.int(),
  offset: z.int(),
  rows: z.array(worklistRowSchema),
});
export type WorklistPage = z.infer<typeof worklistPageSchema>;

export const worklistOptionsQuerySchema = z.object({ snapshot: z.uuid() });
export const worklistOptionsSchema = z.object({
  celebs: z.int(),
  /** The celebs that the policy cuts out, and how many of them are expected to leave. */
  priority: z.object({ celebs: z.int(), expectedChurners: z.number() }),
  /** What cuts the priority group; null = the default rule, while no policy is saved. */
  policy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  rule: thresholdRuleSchema,
  threshold: z.number().nullable(),
  /** Whether any celeb was in a snapshot before. */
  hasPrevious: z.boolean(),
  /** Attributes with the values that occur, of those with few enough to choose from. */
  attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  owners: z.array(z.string()),
  /** Series that are a reason of some celeb, with how many celebs', the most frequent first. */
  reasons: z.array(z.object({ series: z.string(), celebs: z.int() })),
  /** The reader's own name. */
  me: z.string(),
});
export type WorklistOptions = z.infer<typeof worklistOptionsSchema>;

export const worklistIdsSchema = z.object({ celebIds: z.array(z.string()) });

/** CSV of chosen celebs, in the order given. */
export const worklistCsvBodySchema = z.object({ snapshot: z.uuid(), celebIds: celebIdsSchema });

/** Assigns celebs (`owner`; null = nobody, `me` is not known here) or marks how far the work on them is. */
export const workBodySchema = z
  .object({
    dataset: z.uuid(),
    celebIds: celebIdsSchema,
    owner: personSchema.nullable().optional(),
    status: workStatusSchema.optional(),
  })
  .refine(({ owner, status }) => owner !== undefined || status !== undefined, {
    message: 'neither an owner nor a status is given',
    path: ['owner'],
  });
export type WorkBody = z.infer<typeof workBodySchema>;

/** What a change of work has to be sent back to undo it. */
export const workUndoSchema = z.object({
  dataset: z.uuid(),
  /** When it was changed: celebs that somebody has changed since stay as they are. */
  changedAt: z.iso.datetime(),
  former: z.array(
    z.object({
      owner: personSchema.nullable(),
      status: workStatusSchema,
      celebIds: celebIdsSchema,
    }),
  ),
});
export type WorkUndo = z.infer<typeof workUndoSchema>;

export const workChangedSchema = z.object({
  /** Celebs that are otherwise than before. */
  changed: z.int(),
  undo: workUndoSchema,
});
export type WorkChanged = z.infer<typeof workChangedSchema>;
export const workRestoredSchema = z.object({ restored: z.int() });

export const viewsQuerySchema = z.object({ dataset: z.uuid() });
export const worklistViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Query string of the worklist's address, without version and snapshot. */
  query: z.string(),
});
export type WorklistView = z.infer<typeof worklistViewSchema>;
export const worklistViewsSchema = z.object({ views: z.array(worklistViewSchema) });
export const viewBodySchema = z.object({
  dataset: z.uuid(),
  name: z.string().trim().min(1).max(60),
  query: z.string().max(4000),
});
export type ViewBody = z.infer<typeof viewBodySchema>;
