import { type APIRequestContext, expect } from '@playwright/test';
import { type Demo, makeDemo, resultOf } from './demo';
import { train } from './train';

export interface Scored extends Demo {
  /** Of the days asked for, in their order. */
  readonly snapshots: readonly string[];
}

/** A small platform with boosted trees as champions, scored as of some days. */
export async function makeScored(
  request: APIRequestContext,
  days: readonly string[],
  { scale = 0.2, seed = 20_240_101 } = {},
): Promise<Scored> {
  const demo = await makeDemo(request, { scale, seed });
  const { versionId } = demo;
  const trees = { kind: 'gbdt', trees: { num_iterations: 30 } };
  await train(request, { versionId, candidates: [trees], promote: 'best' });
  const snapshots: string[] = [];
  for (const asOf of days) snapshots.push(await score(request, versionId, asOf));
  return { ...demo, snapshots };
}

/** Scores everybody as of a day. @returns the snapshot's id */
export async function score(
  request: APIRequestContext,
  versionId: string,
  asOf: string,
): Promise<string> {
  const response = await request.post('/api/v1/snapshots', { data: { versionId, asOf } });
  expect(response.status()).toBe(200);
  return (await resultOf(request, (await response.json()).id)).snapshotId ?? '';
}
