import { z } from 'zod';
import type { Endpoint } from './endpoint';
import {
  viewBodySchema,
  viewsQuerySchema,
  workBodySchema,
  workChangedSchema,
  worklistCsvBodySchema,
  worklistIdsSchema,
  worklistOptionsQuerySchema,
  worklistOptionsSchema,
  worklistPageSchema,
  worklistQuerySchema,
  worklistSelectionSchema,
  worklistViewSchema,
  worklistViewsSchema,
  workRestoredSchema,
  workUndoSchema,
} from './worklist';

export const WORKLIST_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/worklist',
    summary: 'Celebs of a snapshot with scores, reasons and work: filtered, sorted, one page.',
    query: worklistQuerySchema,
    response: worklistPageSchema,
  },
  {
    method: 'get',
    path: '/worklist/options',
    summary: 'What a worklist can be filtered by, and its priority group in numbers.',
    query: worklistOptionsQuerySchema,
    response: worklistOptionsSchema,
  },
  {
    method: 'post',
    path: '/worklist/ids',
    summary: 'Ids of all celebs that a filter leaves, in order.',
    body: worklistSelectionSchema,
    response: worklistIdsSchema,
  },
  {
    method: 'get',
    path: '/worklist/csv',
    summary:
      'All celebs that a filter leaves, in order, as CSV: celeb_id, name, p_churn, p_sticker, score (their product), rank, group, previous_score, change (score - previous_score), three reasons with target, feature, SHAP value and the sums of its series over the last week and the one before, own_week_8 (oldest) to own_week_1, last_own_day, last_sticker_day, owner, status, and the attributes as JSON. Cells that a spreadsheet would run as a formula begin with an apostrophe.',
    query: worklistSelectionSchema,
    response: { mediaType: 'text/csv' },
  },
  {
    method: 'post',
    path: '/worklist/csv',
    summary: 'The same CSV of chosen celebs.',
    body: worklistCsvBodySchema,
    response: { mediaType: 'text/csv' },
  },
  {
    method: 'get',
    path: '/worklist/views',
    summary: "The reader's own saved views of a dataset's worklist, by name.",
    query: viewsQuerySchema,
    response: worklistViewsSchema,
  },
  {
    method: 'post',
    path: '/worklist/views',
    summary: 'Saves a view; one of the same name is replaced.',
    body: viewBodySchema,
    response: worklistViewSchema,
  },
  {
    method: 'delete',
    path: '/worklist/views/{id}',
    summary: "Removes one of the reader's own views.",
    response: z.object({}),
  },
  {
    method: 'post',
    path: '/work',
    summary: 'Assigns celebs or sets the status of the work on them; tells how to undo it.',
    body: workBodySchema,
    response: workChangedSchema,
  },
  {
    method: 'post',
    path: '/work/restore',
    summary: 'Undoes a change of work, except for celebs that were changed again since.',
    body: workUndoSchema,
    response: workRestoredSchema,
  },
];
