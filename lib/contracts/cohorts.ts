import { z } from 'zod';
import { COHORT_ACTIVITIES, mondayOf } from '../domain/cohorts/triangle';

/** Groups that are compared at once: as many as can be told apart in one chart. */
export const MAX_GROUPS_COMPARED = 5;

export const COHORT_SIDES = ['present', 'missing'] as const;

const filterShape = {
  version: z.string().min(1),
  activity: z.enum(COHORT_ACTIVITIES).default('own'),
  /** An attribute of the celebs table and its value: only this group. */
  attribute: z.string().min(1).optional(),
  value: z.string().min(1).optional(),
  /** Only celebs who joined between these days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
};

const both = ({ attribute, value }: { attribute?: string; value?: string }) =>
  (attribute === undefined) === (value === undefined);
const pair = { path: ['value'], message: 'attribute and value go together' };

/** What is no day has no Monday, so it is not looked at further. */
const mondaySchema = z.iso
  .date({ abort: true })
  .refine((day) => mondayOf(day) === day, { message: 'is not a Monday' });

export const cohortQuerySchema = z.object(filterShape).refine(both, pair);
export type CohortQuery = z.infer<typeof cohortQuerySchema>;

export const cohortCelebsQuerySchema = z
  .object({
    ...filterShape,
    /** Joining week; left out = joined before the data begin. */
    cohort: mondaySchema.optional(),
    /** Calendar week of the cell. */
    week: mondaySchema,
    side: z.enum(COHORT_SIDES).default('present'),
  })
  .refine(both, pair);
export type CohortCelebsQuery = z.infer<typeof cohortCelebsQuerySchema>;

export const cohortsSchema = z.object({
  /** First and last day of the data. */
  firstDay: z.string(),
  lastDay: z.string(),
  /** By joining week (its Monday); null = joined before the data begin. */
  cohorts: z.array(
    z.object({
      cohort: z.string().nullable(),
      celebs: z.number(),
      cells: z.array(
        z.object({
          offset: z.number(),
          week: z.string(),
          active: z.number(),
          share: z.number(),
          complete: z.boolean(),
        }),
      ),
    }),
  ),
  /** All who joined within the data, by weeks since joining. */
  curve: z.array(
    z.object({ offset: z.number(), celebs: z.number(), active: z.number(), share: z.number() }),
  ),
});
export type Cohorts = z.infer<typeof cohortsSchema>;

export const cohortCelebsSchema = z.object({
  rows: z.array(
    z.object({
      celebId: z.string(),
      name: z.string().nullable(),
      joinedOn: z.string(),
      /** Active days in the cell's week. */
      days: z.number(),
      /** Monday of the last week with activity; null = never. */
      lastActiveWeek: z.string().nullable(),
    }),
  ),
  total: z.number(),
  truncated: z.boolean(),
});
export type CohortCelebsAnswer = z.infer<typeof cohortCelebsSchema>;
