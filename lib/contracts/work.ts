import { z } from 'zod';

/** How far the work on a celeb is; a celeb that nobody touched is open. */
export const WORK_STATUSES = ['open', 'in-progress', 'waiting', 'done'] as const;
export const workStatusSchema = z.enum(WORK_STATUSES);
export type WorkStatus = z.infer<typeof workStatusSchema>;

/** What can be done about a celeb. */
export const ACTION_KINDS = ['contacted', 'offer', 'push', 'other'] as const;
export const actionKindSchema = z.enum(ACTION_KINDS);
export type ActionKind = z.infer<typeof actionKindSchema>;

/** A person's name as others read it. */
export const personSchema = z.string().trim().min(1).max(80);

/** Celebs that one call may change. */
export const MOST_CELEBS_AT_ONCE = 100_000;
export const celebIdsSchema = z.array(z.string().min(1)).min(1).max(MOST_CELEBS_AT_ONCE);
