import { type APIRequestContext, expect } from '@playwright/test';

export interface Demo {
  readonly datasetId: string;
  readonly versionId: string;
  readonly name: string;
}

/** Simulates a small platform through the API and waits until it is published. */
export async function makeDemo(
  request: APIRequestContext,
  { scale = 0.02, seed = 20_240_101 } = {},
): Promise<Demo> {
  const response = await request.post('/api/v1/demo', { data: { scale, seed } });
  expect(response.status()).toBe(200);
  const { id } = await response.json();
  const job = async () => (await request.get(`/api/v1/jobs/${id}`)).json();
  await expect
    .poll(async () => (await job()).status, { timeout: 80_000, intervals: [200] })
    .toBe('succeeded');
  const { datasetId, versionId } = (await job()).result;
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
