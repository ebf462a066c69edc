import { z } from 'zod';
import { CELEB_ENDPOINTS } from './celeb-api';
import {
  cohortCelebsQuerySchema,
  cohortCelebsSchema,
  cohortQuerySchema,
  cohortsSchema,
} from './cohorts';
import { datasetListSchema, uploadSchema, versionDetailSchema } from './datasets';
import {
  carriersQuerySchema,
  carriersSchema,
  decompositionQuerySchema,
  decompositionSchema,
  strengthsQuerySchema,
  strengthsSchema,
} from './decomposition';
import { DELIVERY_ENDPOINTS } from './delivery-api';
import type { Endpoint } from './endpoint';
import { errorBodySchema } from './errors';
import {
  attributionsQuerySchema,
  attributionsSchema,
  explainedCelebsQuerySchema,
  explainedCelebsSchema,
  explainedWindowSchema,
  explainPointsSchema,
  explanationDetailSchema,
  explanationListSchema,
  explanationsQuerySchema,
  featureLedgerSchema,
  pointsQuerySchema,
  targetQuerySchema,
  trainSetsBodySchema,
  windowQuerySchema,
} from './explain';
import { explainPayloadSchema } from './explain-job';
import { inspectionSchema, overridesSchema } from './import';
import {
  demoPayloadSchema,
  importPayloadSchema,
  jobListSchema,
  jobLogEntrySchema,
  jobSchema,
} from './jobs';
import {
  championListSchema,
  promoteBodySchema,
  runDetailSchema,
  scorePayloadSchema,
  trainPayloadSchema,
} from './models';
import {
  behindQuerySchema,
  compareQuerySchema,
  processBehindSchema,
  processCompareSchema,
  processGraphSchema,
  processOptionsSchema,
  processQuerySchema,
  processSankeySchema,
  processVariantsSchema,
  sankeyQuerySchema,
} from './process';
import { ROUND_ENDPOINTS } from './round-api';
import { championsQuerySchema, runListSchema, runsQuerySchema } from './runs';
import {
  newSearchSchema,
  resumeSearchSchema,
  searchDetailSchema,
  searchListSchema,
  trainTrialSchema,
} from './search';
import { SEGMENT_ENDPOINTS } from './segment-api';
import { SEGMENTATION_ENDPOINTS } from './segmentation-api';
import { celebOptionsSchema, seriesOptionsSchema, seriesQuerySchema, seriesSchema } from './series';
import { snapshotListSchema, snapshotsQuerySchema } from './snapshots';
import { tableSchema } from './tables';
import { WEBHOOK_ENDPOINTS } from './webhook-api';
import { WEEK_ENDPOINTS } from './week-api';
import { WORKLIST_ENDPOINTS } from './worklist-api';

const versionQuery = z.object({ version: z.string() });

export const ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the server and its database answer.',
    response: z.object({ status: z.literal('ok') }),
  },
  {
    method: 'get',
    path: '/datasets',
    summary: 'All datasets and their versions, newest first.',
    response: datasetListSchema,
  },
  {
    method: 'get',
    path: '/versions/{id}',
    summary: 'One version: its files, what was set aside, and its quality report.',
    response: versionDetailSchema,
  },
  {
    method: 'get',
    path: '/files/{id}/quarantine',
    summary: 'The rows of an imported file that were set aside, with line, reason and text.',
    response: { mediaType: 'text/csv' },
  },
  {
    method: 'post',
    path: '/uploads',
    summary: 'Stores a file, sent as the raw body and streamed to disk.',
    query: z.object({ name: z.string() }),
    body: z.string().meta({ format: 'binary' }),
    bodyType: 'application/octet-stream',
    response: uploadSchema,
  },
  {
    method: 'delete',
    path: '/uploads/{id}',
    summary: 'Removes an upload that is not needed any more.',
    response: z.object({}),
  },
  {
    method: 'post',
    path: '/uploads/{id}/inspect',
    summary: 'What an upload is: format, columns, first rows, a guess of its mapping.',
    body: z.object({ table: tableSchema.optional(), overrides: overridesSchema.optional() }),
    response: inspectionSchema,
  },
  {
    method: 'post',
    path: '/imports',
    summary: 'Starts a job that imports uploads into a new dataset or a new version of one.',
    body: importPayloadSchema,
    response: jobSchema,
  },
  {
    method: 'post',
    path: '/demo',
    summary: 'Starts a job that simulates a platform and imports it.',
    body: demoPayloadSchema,
    response: jobSchema,
  },
  { method: 'get', path: '/jobs', summary: 'The newest 50 jobs.', response: jobListSchema },
  {
    method: 'get',
    path: '/jobs/stream',
    summary: 'Server-sent events: `job` with a job as JSON, for each change of any job.',
    response: { mediaType: 'text/event-stream' },
  },
  { method: 'get', path: '/jobs/{id}', summary: 'One job.', response: jobSchema },
  {
    method: 'get',
    path: '/jobs/{id}/log',
    summary: 'What a job said, oldest first.',
    response: z.object({ entries: z.array(jobLogEntrySchema) }),
  },
  {
    method: 'get',
    path: '/jobs/{id}/payload',
    summary: 'What an import of uploads was asked to do, to be changed and sent again.',
    response: importPayloadSchema,
  },
  {
    method: 'post',
    path: '/jobs/{id}/cancel',
    summary: 'Asks a job to stop; nothing of it is kept.',
    response: jobSchema,
  },
  {
    method: 'post',
    path: '/jobs/{id}/retry',
    summary: 'Runs a failed or cancelled job again, as a new job.',
    response: jobSchema,
  },
  {
    method: 'get',
    path: '/series',
    summary: 'Daily totals of one metric for the platform, a group or one celeb.',
    query: seriesQuerySchema,
    response: seriesSchema,
  },
  {
    method: 'get',
    path: '/series/decomposition',
    summary: 'Trend, season and residual of a series, their strengths, and its unusual days.',
    query: decompositionQuerySchema,
    response: decompositionSchema,
  },
  {
    method: 'get',
    path: '/series/carriers',
    summary: 'The celebs and events that carry one day of a series.',
    query: carriersQuerySchema,
    response: carriersSchema,
  },
  {
    method: 'get',
    path: '/series/strengths',
    summary: 'How strong trend and season of every celeb are, and where their trends go.',
    query: strengthsQuerySchema,
    response: strengthsSchema,
  },
  {
    method: 'get',
    path: '/series/options',
    summary: 'Metrics, attributes and period of a version.',
    query: versionQuery,
    response: seriesOptionsSchema,
  },
  {
    method: 'get',
    path: '/celebs',
    summary:
      'Target celebs of a version whose name or id contains a text, or the one with exactly this id.',
    query: versionQuery.extend({
      search: z.string().optional(),
      id: z.string().min(1).optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    response: celebOptionsSchema,
  },
  {
    method: 'get',
    path: '/process/options',
    summary: 'Further columns of the events, each a possible case.',
    query: versionQuery,
    response: processOptionsSchema,
  },
  {
    method: 'get',
    path: '/process/graph',
    summary: 'Directly-follows graph of the chosen events.',
    query: processQuerySchema,
    response: processGraphSchema,
  },
  {
    method: 'get',
    path: '/process/variants',
    summary: 'Most frequent sequences of events, and how many cases they cover.',
    query: processQuerySchema,
    response: processVariantsSchema,
  },
  {
    method: 'get',
    path: '/process/behind',
    summary: 'Celebs and cases behind an activity, an edge or a variant; celebs behind a path.',
    query: behindQuerySchema,
    response: processBehindSchema,
  },
  {
    method: 'get',
    path: '/process/sankey',
    summary: 'The first steps of cases after, or the last before, a chosen event, as a flow.',
    query: sankeyQuerySchema,
    response: processSankeySchema,
  },
  {
    method: 'get',
    path: '/process/compare',
    summary: 'Transition probabilities of two groups and their differences with 95 % intervals.',
    query: compareQuerySchema,
    response: processCompareSchema,
  },
  {
    method: 'get',
    path: '/process/xes',
    summary: 'The chosen events as an XES 1.0 log, streamed.',
    query: processQuerySchema,
    response: { mediaType: 'application/xml' },
  },
  {
    method: 'get',
    path: '/searches',
    summary: 'Bayesian searches on a version, newest first.',
    query: versionQuery,
    response: searchListSchema,
  },
  {
    method: 'post',
    path: '/searches',
    summary: 'Starts a Bayesian search for the settings of a sequence model.',
    body: newSearchSchema,
    response: searchDetailSchema,
  },
  {
    method: 'get',
    path: '/searches/{id}',
    summary: 'A search with all its trials and the importance of each parameter.',
    response: searchDetailSchema,
  },
  {
    method: 'post',
    path: '/searches/{id}/stop',
    summary: 'Asks the jobs of a search to stop; finished trials stay.',
    response: searchDetailSchema,
  },
  {
    method: 'post',
    path: '/searches/{id}/resume',
    summary: 'Puts more jobs to work on a search that has trials left.',
    body: resumeSearchSchema,
    response: searchDetailSchema,
  },
  {
    method: 'post',
    path: '/searches/{id}/train',
    summary: "Starts a job that trains a trial's settings as a run of its own.",
    body: trainTrialSchema,
    response: jobSchema,
  },
  {
    method: 'get',
    path: '/cohorts',
    summary: 'Retention by joining week: the triangle, and the curve over all who joined.',
    query: cohortQuerySchema,
    response: cohortsSchema,
  },
  {
    method: 'get',
    path: '/cohorts/celebs',
    summary: 'Celebs behind one cell of the triangle, those present or those missing.',
    query: cohortCelebsQuerySchema,
    response: cohortCelebsSchema,
  },
  {
    method: 'get',
    path: '/models/runs',
    summary: 'Trained models of a version or dataset with their metrics, newest first.',
    query: runsQuerySchema,
    response: runListSchema,
  },
  {
    method: 'post',
    path: '/models/runs',
    summary: 'Starts a job that trains models and stores each as a run.',
    body: trainPayloadSchema,
    response: jobSchema,
  },
  {
    method: 'get',
    path: '/models/runs/{id}',
    summary: 'Everything that a run keeps: data, settings, training log, metrics, curves.',
    response: runDetailSchema,
  },
  {
    method: 'post',
    path: '/models/runs/{id}/promote',
    summary: 'Makes a run its target’s champion; an earlier champion again is a roll-back.',
    body: promoteBodySchema,
    response: runDetailSchema,
  },
  {
    method: 'get',
    path: '/models/runs/{id}/files/{name}',
    summary: 'A file of a run: model.json, weights.bin and model.onnx, or tabular.json.',
    response: { mediaType: 'application/octet-stream' },
  },
  {
    method: 'get',
    path: '/models/champions',
    summary: 'Who was champion of each target since when and why, newest first.',
    query: championsQuerySchema,
    response: championListSchema,
  },
  {
    method: 'get',
    path: '/explain',
    summary: 'Explanations of a version, newest first.',
    query: explanationsQuerySchema,
    response: explanationListSchema,
  },
  {
    method: 'post',
    path: '/explain',
    summary: 'Starts a job that explains the champions of both targets.',
    body: explainPayloadSchema,
    response: jobSchema,
  },
  {
    method: 'get',
    path: '/explain/{id}',
    summary: 'How well the surrogates follow their models, and which series and features matter.',
    response: explanationDetailSchema,
  },
  {
    method: 'get',
    path: '/explain/{id}/ledger',
    summary: 'Each feature with its VIF, its Boruta-SHAP trials and its verdict.',
    query: targetQuerySchema,
    response: featureLedgerSchema,
  },
  {
    method: 'post',
    path: '/explain/{id}/training',
    summary: 'Starts jobs that train the explained settings on sets of features, one job a set.',
    body: trainSetsBodySchema,
    response: jobListSchema,
  },
  {
    method: 'get',
    path: '/explain/{id}/celebs',
    summary: "Celebs as of the explanation's day, the highest probability first.",
    query: explainedCelebsQuerySchema,
    response: explainedCelebsSchema,
  },
  {
    method: 'get',
    path: '/explain/{id}/window',
    summary: "One celeb's observed week before any day, explained by the surrogate.",
    query: windowQuerySchema,
    response: explainedWindowSchema,
  },
  {
    method: 'get',
    path: '/explain/{id}/attributions',
    summary: 'Expected gradients by day and series, of one celeb or the mean of a group.',
    query: attributionsQuerySchema,
    response: attributionsSchema,
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description (OpenAPI 3.1).',
    response: z.object({}).loose(),
  },
  {
    method: 'get',
    path: '/explain/{id}/points',
    summary:
      "Sampled windows of an explanation: values and SHAP values of some of the surrogate's features.",
    query: pointsQuerySchema,
    response: explainPointsSchema,
  },
  {
    method: 'get',
    path: '/snapshots',
    summary: 'Days as of which the celebs of a dataset are scored, newest first.',
    query: snapshotsQuerySchema,
    response: snapshotListSchema,
  },
  {
    method: 'post',
    path: '/snapshots',
    summary: 'Starts a job that scores all celebs as of a day, by default today.',
    body: scorePayloadSchema,
    response: jobSchema,
  },
  ...SEGMENT_ENDPOINTS,
  ...SEGMENTATION_ENDPOINTS,
  ...WORKLIST_ENDPOINTS,
  ...CELEB_ENDPOINTS,
  ...ROUND_ENDPOINTS,
  ...WEBHOOK_ENDPOINTS,
  ...DELIVERY_ENDPOINTS,
  ...WEEK_ENDPOINTS,
];

const json = (schema: z.ZodType, io: 'input' | 'output') => ({
  // `$schema` belongs to a whole document, not to a part of one.
  'application/json': { schema: { ...z.toJSONSchema(schema, { io }), $schema: undefined } },
});

function parametersOf({ path, query }: Endpoint) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const schema = z.toJSONSchema(query ?? z.object({}), { io: 'input' });
  const inQuery = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: property,
  }));
  return [...inPath, ...inQuery];
}

function operation(endpoint: Endpoint) {
  const { response, body, bodyType } = endpoint;
  const content =
    'mediaType' in response
      ? { [response.mediaType]: { schema: { type: 'string' } } }
      : json(response, 'output');
  const sent = bodyType
    ? { [bodyType]: { schema: { type: 'string', format: 'binary' } } }
    : body && json(body, 'input');
  return {
    summary: endpoint.summary,
    parameters: parametersOf(endpoint),
    ...(sent ? { requestBody: { required: true, content: sent } } : {}),
    responses: {
      200: { description: 'Done.', content },
      default: { description: 'What went wrong.', content: json(errorBodySchema, 'output') },
    },
  };
}

/** The API as an OpenAPI 3.1 document, made from the same schemas that check requests and answers. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Stagelight', version },
    servers: [{ url: '/api/v1' }],
    paths,
  };
}
