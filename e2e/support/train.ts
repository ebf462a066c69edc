import { type APIRequestContext, expect } from '@playwright/test';
import { resultOf } from './demo';

const sequence = (scaler: string, model: string) => ({
  kind: 'sequence',
  scaler,
  model: { model, units: 4 },
  training: { epochs: 2 },
});
/** Two cells of the grid and a baseline: trained in a few seconds. */
export const SMALL_GRID = [
  { kind: 'most-frequent' },
  sequence('none', 'gru'),
  sequence('standard', 'bilstm'),
];

/** Trains through the API and waits for the end. @returns the ids of the runs, in order of position */
export async function train(
  request: APIRequestContext,
  payload: Record<string, unknown>,
): Promise<string[]> {
  const response = await request.post('/api/v1/models/runs', { data: payload });
  expect(response.status()).toBe(200);
  return (await resultOf(request, (await response.json()).id)).runIds ?? [];
}
