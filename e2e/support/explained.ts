import { type APIRequestContext, expect } from '@playwright/test';
import { type Demo, makeDemo, resultOf } from './demo';
import { train } from './train';

export interface Explained extends Demo {
  readonly explanationId: string;
}

/** A small platform whose champions are explained: a GRU for churn, which reads days, and trees for stickers, which do not. */
export async function makeExplained(request: APIRequestContext, scale = 0.03): Promise<Explained> {
  const demo = await makeDemo(request, { scale });
  const { versionId } = demo;
  const gru = {
    kind: 'sequence',
    scaler: 'log1p-standard',
    model: { model: 'gru', units: 8 },
    training: { epochs: 6 },
  };
  const trees = { kind: 'gbdt', trees: { num_iterations: 20 } };
  await train(request, { versionId, targets: ['churn'], candidates: [gru], promote: 'best' });
  await train(request, { versionId, targets: ['sticker'], candidates: [trees], promote: 'best' });
  return { ...demo, explanationId: await explain(request, versionId) };
}

/** Explains the champions of a version, with few trials. @returns the explanation's id */
export async function explain(request: APIRequestContext, versionId: string): Promise<string> {
  const response = await request.post('/api/v1/explain', {
    data: { versionId, trials: 3, samples: 100 },
  });
  expect(response.status()).toBe(200);
  return (await resultOf(request, (await response.json()).id)).explanationId ?? '';
}
