import { z } from 'zod';
import { datasetListSchema, uploadSchema, versionDetailSchema } from './datasets';
import { errorBodySchema } from './errors';
import { inspectionSchema, overridesSchema } from './import';
import { demoPayloadSchema, importPayloadSchema, jobLogEntrySchema, jobSchema } from './jobs';
import {
  behindQuerySchema,
  processBehindSchema,
  processGraphSchema,
  processOptionsSchema,
  processQuerySchema,
  processVariantsSchema,
} from './process';
import { celebOptionsSchema, seriesOptionsSchema, seriesQuerySchema, seriesSchema } from './series';
import { tableSchema } from './tables';

/** One call of the HTTP API; `lib/contracts/api.test.ts` proves that every route file stands here and only those. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'delete';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Media type of a body that is not JSON. */
  readonly bodyType?: string;
  readonly response: z.ZodType | { readonly mediaType: string };
}

const jobsSchema = z.object({ jobs: z.array(jobSchema) });
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
  { method: 'get', path: '/jobs', summary: 'The newest 50 jobs.', response: jobsSchema },
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
    summary: 'Celebs and cases behind an activity, an edge or a variant.',
    query: behindQuerySchema,
    response: processBehindSchema,
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
    path: '/openapi.json',
    summary: 'This description (OpenAPI 3.1).',
    response: z.object({}).loose(),
  },
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
