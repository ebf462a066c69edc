import type { Endpoint } from './endpoint';
import {
  comparisonQuerySchema,
  comparisonSchema,
  cutAnswerSchema,
  cutQuerySchema,
  newPolicySchema,
  policiesQuerySchema,
  policyListSchema,
  policySchema,
  scoresAnswerSchema,
  scoresQuerySchema,
} from './segments';

export const SEGMENT_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/segments/scores',
    summary: 'Scores of a snapshot before and after log10, and what each threshold would cut.',
    query: scoresQuerySchema,
    response: scoresAnswerSchema,
  },
  {
    method: 'get',
    path: '/segments/cut',
    summary: 'The priority group that a rule cuts from a snapshot.',
    query: cutQuerySchema,
    response: cutAnswerSchema,
  },
  {
    method: 'get',
    path: '/segments/comparison',
    summary: 'In what two groups of a snapshot differ: Welch, Hedges g, Mann-Whitney, q.',
    query: comparisonQuerySchema,
    response: comparisonSchema,
  },
  {
    method: 'get',
    path: '/policies',
    summary: 'Saved ways to cut the priority group, newest first, with what they cut.',
    query: policiesQuerySchema,
    response: policyListSchema,
  },
  {
    method: 'post',
    path: '/policies',
    summary: 'Saves a way to cut the priority group; it applies to later snapshots by itself.',
    body: newPolicySchema,
    response: policySchema,
  },
  {
    method: 'post',
    path: '/policies/{id}/end',
    summary: 'Ends a policy: it applies to no further snapshot.',
    response: policySchema,
  },
];
