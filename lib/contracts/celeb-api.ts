import {
  actionListSchema,
  actionsQuerySchema,
  loggedSchema,
  newActionSchema,
  removedSchema,
} from './actions';
import { celebProfileSchema, celebQuerySchema, celebTimelineSchema } from './celeb';
import type { Endpoint } from './endpoint';

export const CELEB_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/celebs/{id}',
    summary:
      'A celeb as of a scored day: how the score comes about, what changed it, and the work.',
    query: celebQuerySchema,
    response: celebProfileSchema,
  },
  {
    method: 'get',
    path: '/celebs/{id}/timeline',
    summary: "A celeb's own activity, fan activity and stickers by day, up to the dataset's today.",
    query: celebQuerySchema,
    response: celebTimelineSchema,
  },
  {
    method: 'get',
    path: '/actions',
    summary: 'What was done about celebs and what became of them, newest first.',
    query: actionsQuerySchema,
    response: actionListSchema,
  },
  {
    method: 'post',
    path: '/actions',
    summary: 'Logs what was done about celebs; refused for those whom an open round sets aside.',
    body: newActionSchema,
    response: loggedSchema,
  },
  {
    method: 'delete',
    path: '/actions/{id}',
    summary: 'Removes an action that was logged by mistake, within a day, by who logged it.',
    response: removedSchema,
  },
];
