import { type APIRequestContext, expect } from '@playwright/test';
import type { WeekDetail } from '../../lib/contracts/weeks';
import { fetchJson, resultOf } from './demo';

/** Freezes the newest week of a version and weeks before it. @returns the id of the newest */
export async function freezeWeeks(
  request: APIRequestContext,
  versionId: string,
  weeksBefore: number,
): Promise<string> {
  const response = await request.post('/api/v1/weeks', { data: { versionId, weeksBefore } });
  expect(response.status()).toBe(200);
  return (await resultOf(request, (await response.json()).id)).weekId ?? '';
}

export const weekOf = (request: APIRequestContext, id: string) =>
  fetchJson<WeekDetail>(request, `/weeks/${id}`);
