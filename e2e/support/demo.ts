import { type APIRequestContext, expect } from '@playwright/test';
import type { JobResult, JobView } from '../../lib/contracts/jobs';
import type { LogFile } from './log-files';

export interface Demo {
  readonly datasetId: string;
  readonly versionId: string;
  readonly name: string;
}

/** Simulates a small platform through the API and waits until it is published. */
export async function makeDemo(
  request: APIRequestContext,
  { scale = 0.02, seed = 20_240_101, train = false } = {},
): Promise<Demo> {
  const response = await request.post('/api/v1/demo', { data: { scale, seed, train } });
  expect(response.status()).toBe(200);
  return published(request, (await response.json()).id);
}

/** Imports log files as a new dataset, mapped as the server guesses. */
export async function importFiles(
  request: APIRequestContext,
  name: string,
  tables: Readonly<Record<'events' | 'celebs', LogFile>>,
): Promise<Demo> {
  const files = [];
  for (const [table, file] of Object.entries(tables)) {
    const stored = await request.post(`/api/v1/uploads?name=${file.name}`, {
      data: file.buffer,
      headers: { 'content-type': 'application/octet-stream' },
    });
    const { id: uploadId } = await stored.json();
    const looked = await request.post(`/api/v1/uploads/${uploadId}/inspect`, { data: { table } });
    const { mapping, unmapped } = await looked.json();
    expect([table, unmapped]).toEqual([table, []]);
    files.push({ table, uploadId, name: file.name, mapping });
  }
  const newDataset = { name, timeZone: 'Asia/Seoul' };
  const response = await request.post('/api/v1/imports', { data: { newDataset, files } });
  expect(response.status()).toBe(200);
  return published(request, (await response.json()).id);
}

/** A job's result, once it has succeeded. */
export async function resultOf(request: APIRequestContext, id: string): Promise<JobResult> {
  const job = async () => (await request.get(`/api/v1/jobs/${id}`)).json();
  await expect
    .poll(async () => (await job()).status, { timeout: 80_000, intervals: [200] })
    .toBe('succeeded');
  return (await job()).result;
}

/** Ends what a story leaves running, so that the next one, or its second attempt, does not wait for it. */
export async function cancelJobs(request: APIRequestContext): Promise<void> {
  const { jobs } = await fetchJson<{ jobs: JobView[] }>(request, '/jobs');
  for (const { id, status } of jobs)
    if (status === 'queued' || status === 'running')
      await request.post(`/api/v1/jobs/${id}/cancel`);
}

/** What a job has published, once it has. */
async function published(request: APIRequestContext, id: string): Promise<Demo> {
  const { datasetId, versionId } = await resultOf(request, id);
  const { datasets } = await (await request.get('/api/v1/datasets')).json();
  const { name } = datasets.find((d: { id: string }) => d.id === datasetId);
  return { datasetId, versionId, name };
}

/** GET /api/v1<path> as JSON. */
export async function fetchJson<T>(request: APIRequestContext, path: string): Promise<T> {
  const response = await request.get(`/api/v1${path}`);
  expect([path, response.status()]).toEqual([path, 200]);
  return response.json();
}
