import { briefPayloadSchema } from './brief-job';
import type { Endpoint } from './endpoint';
import { jobSchema } from './jobs';
import { weekDetailSchema, weekListSchema, weeksQuerySchema } from './weeks';

export const WEEK_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/weeks',
    summary: 'Frozen weeks of a dataset, newest first.',
    query: weeksQuerySchema,
    response: weekListSchema,
  },
  {
    method: 'post',
    path: '/weeks',
    summary: 'Starts a job that scores and freezes the week before a day, by default today.',
    body: briefPayloadSchema,
    response: jobSchema,
  },
  {
    method: 'get',
    path: '/weeks/{id}',
    summary: 'What was believed in a week, and how its prediction and those before did.',
    response: weekDetailSchema,
  },
];
