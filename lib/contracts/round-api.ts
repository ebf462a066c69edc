import { clockQuerySchema, clockSchema, clockSetSchema, setClockSchema } from './clock';
import type { Endpoint } from './endpoint';
import {
  candidatesQuerySchema,
  newRoundSchema,
  roundCandidatesSchema,
  roundCsvQuerySchema,
  roundDetailSchema,
  roundListSchema,
  roundPlanBodySchema,
  roundPlanSchema,
  roundPowerQuerySchema,
  roundPowerSchema,
  roundSummarySchema,
  roundsQuerySchema,
} from './rounds';

export const ROUND_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/rounds',
    summary: 'Assignment rounds of a dataset with what contacting did, newest day first.',
    query: roundsQuerySchema,
    response: roundListSchema,
  },
  {
    method: 'post',
    path: '/rounds',
    summary: 'Draws a holdout, assigns the others, and tells the webhooks, all or nothing.',
    body: newRoundSchema,
    response: roundSummarySchema,
  },
  {
    method: 'post',
    path: '/rounds/plan',
    summary:
      'Which of the chosen celebs can take part in a round, and how likely they are to churn.',
    body: roundPlanBodySchema,
    response: roundPlanSchema,
  },
  {
    method: 'get',
    path: '/rounds/candidates',
    summary: 'The priority group of a snapshot, as far as it can take part in a round.',
    query: candidatesQuerySchema,
    response: roundCandidatesSchema,
  },
  {
    method: 'get',
    path: '/rounds/power',
    summary:
      'How likely a planned round is to see a fall of churn, and how many celebs that needs.',
    query: roundPowerQuerySchema,
    response: roundPowerSchema,
  },
  {
    method: 'get',
    path: '/rounds/{id}',
    summary: 'Members of a round, what was done about them, and the judgement once it is known.',
    response: roundDetailSchema,
  },
  {
    method: 'get',
    path: '/rounds/{id}/csv',
    summary: 'Members of a round for a CRM; only the contacted unless all are asked for.',
    query: roundCsvQuerySchema,
    response: { mediaType: 'text/csv' },
  },
  {
    method: 'get',
    path: '/clock',
    summary: 'What day it is for a dataset.',
    query: clockQuerySchema,
    response: clockSchema,
  },
  {
    method: 'post',
    path: '/clock',
    summary: 'Sets the demo clock of a simulated dataset, and scores the day if nobody has.',
    body: setClockSchema,
    response: clockSetSchema,
  },
];
