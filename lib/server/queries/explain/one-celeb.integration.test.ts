import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainedWindowSchema } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { sigmoid } from '@/lib/domain/trees/predict';
import { type ExplanationTables, explanationDir, writeTables } from '@/lib/server/explain/tables';
import { versionDir } from '@/lib/server/lake/layout';
import type { Runtime } from '@/lib/server/runtime';
import { appErrorOf } from '@/lib/server/testing/state';
import { newInstallation, publishTables, small } from '../series/testing';
import { attributions } from './attributions';
import { explainedCelebs } from './celebs';
import { explainedWindow } from './window';

const SERIES = ['own_chat', 'fan_like'];
const FEATURES = ['sum', 'last', 'slope'].flatMap((s) => SERIES.map((name) => `${name}.${s}`));
const dayNumber = (iso: string) => Date.parse(iso) / 86_400_000;
const zeros = (length: number) => new Float32Array(length);

/** The AND tree of method §8, divided by 20: 4 if own_chat.sum > 1.5 and fan_like.sum > 0.5, 0 otherwise, minus 1. */
const surrogate: ExplanationTables['surrogate'] = {
  objective: 'regression',
  featureNames: FEATURES,
  baseScore: -1,
  trees: [
    {
      feature: Int32Array.of(0, 1, 1),
      threshold: Float64Array.of(1.5, 0.5, 0.5),
      missing: new Uint8Array(3),
      missingLeft: new Uint8Array(3),
      left: Int32Array.of(1, ~0, ~2),
      right: Int32Array.of(2, ~1, ~3),
      gain: Float64Array.of(1, 1, 1),
      nodeRows: Float64Array.of(4, 2, 2),
      value: Float64Array.of(0, 0, 0, 4),
      leafRows: Float64Array.of(1, 1, 1, 1),
    },
  ],
};

/** Counts of c, a and b from 2 to 8 January as `small` has them, `[celebs, days, series]`. */
const x = zeros(3 * 7 * 2);
for (const [celeb, day, series] of [
  [0, 3, 0],
  [0, 6, 1],
  [1, 6, 0],
  [2, 0, 0],
] as const)
  x[(celeb * 7 + day) * 2 + series] = 1;
/** What these counts add, all of it on the days when something happened. */
const gradients = zeros(3 * 7 * 2);
gradients[3 * 2] = 1.25;
gradients[6 * 2 + 1] = 0.5;
gradients[(7 + 6) * 2] = 1;
gradients[14 * 2] = -1.5;

const tables: ExplanationTables = {
  surrogate,
  features: FEATURES,
  series: SERIES,
  observeDays: 7,
  sample: {
    celebs: ['a', 'b', 'c', 'a'],
    anchors: ['2024-01-08', '2024-01-09', '2024-01-09', '2024-01-11'].map(dayNumber),
    logits: Float32Array.of(2.5, 0, 0, 0),
    values: Float32Array.from([0, 1, 2, 3].flatMap((n) => [n, 0, 0, 0, 0, 0])),
    shap: zeros(24),
  },
  current: {
    celebs: ['c', 'a', 'b'],
    logits: Float32Array.of(1.5, 0.25, -2),
    x,
    attributions: gradients,
    errors: Float32Array.of(-0.25, 0.25, 0),
  },
};
const firstOnly: ExplanationTables = {
  ...tables,
  current: {
    ...tables.current,
    attributions: gradients.slice(0, 14),
    errors: tables.current.errors.slice(0, 1),
  },
};
const withoutDays: ExplanationTables = {
  ...tables,
  current: { ...tables.current, attributions: zeros(0), errors: zeros(0) },
};
const SUMMARY = { windows: 3, samples: 200, background: 9, meanError: 0.17, largestError: 0.25 };

let installation: Awaited<ReturnType<typeof newInstallation>>;
let runtime: Runtime;
let versionId: string;

/** Publishes tables as the explanation of these targets, as of 9 January. */
async function explain(parts: Partial<Record<Target, ExplanationTables>>): Promise<string> {
  const { db, env } = runtime;
  const id = randomUUID();
  const none = {};
  await db.explanation.create({
    data: { id, versionId, jobId: randomUUID(), asOf: new Date('2024-01-09'), settings: none },
  });
  let position = 0;
  for (const target of ['churn', 'sticker'] as const) {
    const part = parts[target];
    if (!part) continue;
    await writeTables(explanationDir(env.dataDir, id), target, part);
    const run = await db.run.create({
      data: {
        id: randomUUID(),
        versionId,
        jobId: id,
        position: position++,
        target,
        kind: 'gru',
        candidate: none,
        windows: none,
        split: none,
        splitSummary: none,
        features: SERIES,
        engine: 'onnx',
        libraries: none,
        log: none,
        parameters: 1,
        durationMs: 1,
        report: none,
      },
    });
    const hasDays = part.current.errors.length > 0;
    const report = { attributions: hasDays ? { ...SUMMARY, baseline: -0.5 } : null };
    await db.explanationPart.create({
      data: { explanationId: id, target, runId: run.id, ledger: none, report },
    });
  }
  return id;
}

let id: string;
beforeAll(async () => {
  installation = await newInstallation();
  ({ runtime } = installation);
  versionId = (await publishTables(runtime, small)).id;
  id = await explain({ churn: tables, sticker: firstOnly });
});
afterAll(() => installation.close());

const errorOf = async (work: Promise<unknown>) => {
  const { code, details } = await appErrorOf(work);
  return { code, details };
};

describe('celebs of an explanation', () => {
  const find = (q?: string) => explainedCelebs(runtime.db, id, { target: 'churn', q });

  test('the highest probability first, with names', async () => {
    expect(await find()).toEqual({
      celebs: [
        { id: 'c', name: null, probability: sigmoid(1.5) },
        { id: 'a', name: 'Ara', probability: sigmoid(0.25) },
        { id: 'b', name: '별빛 50%', probability: sigmoid(-2) },
      ],
      total: 3,
      truncated: false,
    });
  });

  test('found by part of a name or id', async () => {
    const ids = async (q: string) => (await find(q)).celebs.map((celeb) => celeb.id);
    expect(await ids(' ar')).toEqual(['a']);
    expect(await ids('%')).toEqual(['b']);
    expect(await ids('C')).toEqual(['c']);
    // Dora is listed, but is no celeb of the models.
    expect(await find('dora')).toEqual({ celebs: [], total: 0, truncated: false });
  });
});

describe('one window', () => {
  const explained = (celeb: string, anchor?: string) =>
    explainedWindow(runtime.db, id, { target: 'churn', celeb, anchor });
  const shapOf = async (celeb: string, anchor?: string) => {
    const { expected, margin, parts } = await explained(celeb, anchor);
    const sum = parts.reduce((total, part) => total + part.shap, expected);
    expect(Math.abs(sum - margin)).toBeLessThan(1e-6);
    return [
      expected,
      margin,
      ...parts.slice(0, 2).map(({ feature, shap }) => `${feature} ${shap}`),
    ];
  };

  test('both counts are high: each adds half of the way, and the kept logit is told', async () => {
    const window = await explained('a', '2024-01-08');
    expect(explainedWindowSchema.parse(window)).toEqual(window);
    const slope = -6 / 28;
    const part = (
      feature: string,
      value: number,
      shap: number,
      smaller: number,
      larger: number,
    ) => ({
      feature,
      series: feature.split('.')[0],
      group: feature.split('_')[0],
      value,
      shap,
      standing: { smaller, larger },
    });
    expect(window).toEqual({
      celeb: { id: 'a', name: 'Ara' },
      anchor: '2024-01-08',
      expected: 0,
      margin: 3,
      logit: 2.5,
      parts: [
        // Of the sampled sums 0, 1, 2 and 3, two are smaller and one is larger.
        part('own_chat.sum', 2, 1.5, 0.5, 0.25),
        part('fan_like.sum', 2, 1.5, 1, 0),
        part('own_chat.last', 0, 0, 0, 0),
        part('fan_like.last', 0, 0, 0, 0),
        part('own_chat.slope', Math.fround(slope), 0, 0, 1),
        part('fan_like.slope', Math.fround(slope), 0, 0, 1),
      ],
    });
  });

  test('every celeb and day adds up; what is zero-filled counts as zero', async () => {
    expect(await shapOf('a', '2024-01-09')).toEqual([
      0,
      -1,
      'own_chat.sum -0.5',
      'fan_like.sum -0.5',
    ]);
    expect(await shapOf('c', '2024-01-12')).toEqual([
      0,
      -1,
      'own_chat.sum -1.5',
      'fan_like.sum 0.5',
    ]);
    // The day after the data is a day to foretell too: c is not eligible there, its last own day was the 5th.
    expect(await errorOf(shapOf('c', '2024-01-17'))).toEqual({
      code: 'celeb_not_eligible',
      details: { celeb: 'c', from: '2024-01-10', to: '2024-01-16' },
    });
  });

  test("the explanation's own day when none is asked for; only kept windows have a logit", async () => {
    expect(await explained('c')).toMatchObject({
      celeb: { id: 'c', name: null },
      anchor: '2024-01-09',
      logit: 1.5,
    });
    expect((await explained('b')).logit).toBe(-2);
    expect((await explained('a', '2024-01-10')).logit).toBeNull();
  });

  test("another version's days, in which the model itself was not asked", async () => {
    const { db } = runtime;
    const { datasetId } = await db.datasetVersion.findUniqueOrThrow({ where: { id: versionId } });
    const other = await publishTables(runtime, {
      ...small,
      events: [
        ...small.events,
        ['2024-01-07', 9, 'f1', 'b', 'like'],
        ['2024-01-07', 9, 'b', 'b', 'chat'],
      ],
    });
    const asked = { target: 'churn', celeb: 'b', anchor: '2024-01-09', version: other.id } as const;
    const stranger = await errorOf(explainedWindow(db, id, asked));
    expect(stranger).toEqual({
      code: 'not_found',
      details: { field: 'version', reason: other.id },
    });
    const source = await db.datasetVersion.findUniqueOrThrow({ where: { id: other.id } });
    await rename(other.dir, versionDir(runtime.env.dataDir, datasetId, other.id));
    await db.datasetVersion.update({ where: { id: other.id }, data: { datasetId, number: 2 } });
    const window = await explainedWindow(db, id, asked);
    await db.datasetVersion.delete({ where: { id: source.id } });
    // From 2 to 8 January: two chats (one on the 2nd, one on the 7th) and one like.
    expect(window.parts.find(({ feature }) => feature === 'own_chat.sum')?.value).toBe(2);
    expect(window.parts.find(({ feature }) => feature === 'fan_like.sum')?.value).toBe(1);
    expect([window.margin, window.logit]).toEqual([3, null]);
  });

  test('what cannot be explained says why', async () => {
    expect(await errorOf(explained('d'))).toEqual({
      code: 'celeb_unknown',
      details: { celeb: 'd' },
    });
    const days = { first: '2024-01-08', last: '2024-01-17' };
    for (const anchor of ['2024-01-07', '2024-01-18', '1999-12-31'])
      expect(await errorOf(explained('a', anchor))).toEqual({
        code: 'anchor_outside_data',
        details: { anchor, ...days },
      });
    expect((await errorOf(explained('b', '2024-01-10'))).code).toBe('celeb_not_eligible');
    const other = { target: 'churn' as const, celeb: 'a' };
    expect((await errorOf(explainedWindow(runtime.db, randomUUID(), other))).code).toBe(
      'not_found',
    );
  });

  test('a surrogate that is a constant adds nothing', async () => {
    const flat = await explain({ churn: { ...tables, surrogate: { ...surrogate, trees: [] } } });
    const window = await explainedWindow(runtime.db, flat, { target: 'churn', celeb: 'a' });
    expect([window.expected, window.margin]).toEqual([-1, -1]);
    expect(window.parts.every(({ shap }) => shap === 0)).toBe(true);
  });

  test('files that are gone', async () => {
    const gone = await explain({ churn: tables });
    await rm(explanationDir(runtime.env.dataDir, gone), { recursive: true });
    const asked = { target: 'churn' as const, celeb: 'a' };
    expect((await errorOf(explainedWindow(runtime.db, gone, asked))).code).toBe(
      'explanation_files_missing',
    );
  });
});

describe('attributions by day', () => {
  const asked = (of: { celeb?: string; group?: 'all' | 'likely' | 'unlikely' }, target?: Target) =>
    attributions(runtime.db, id, { target: target ?? 'churn', ...of });
  const quiet = () => Array.from({ length: 7 }, () => [0, 0]);
  const DAYS = [2, 3, 4, 5, 6, 7, 8].map((day) => `2024-01-0${day}`);

  test('of one celeb, beside its counts, with what is missing to the logit', async () => {
    const [values, observed] = [quiet(), quiet()];
    values[3] = [1.25, 0];
    values[6] = [0, 0.5];
    observed[3] = [1, 0];
    observed[6] = [0, 1];
    expect(await asked({ celeb: 'c' })).toEqual({
      windows: 1,
      days: DAYS,
      series: SERIES,
      values,
      observed,
      baseline: -0.5,
      logit: 1.5,
      completenessError: -0.25,
    });
  });

  test('the counts are those of the daily table', async () => {
    for (const celeb of ['a', 'b', 'c']) {
      const { observed } = await asked({ celeb });
      const { parts } = await explainedWindow(runtime.db, id, { target: 'churn', celeb });
      const sum = (series: number) => observed?.reduce((n, day) => n + (day[series] ?? 0), 0);
      const told = (feature: string) => parts.find((part) => part.feature === feature)?.value;
      expect([sum(0), sum(1)]).toEqual([told('own_chat.sum'), told('fan_like.sum')]);
    }
  });

  test('of a group: means, of logits too', async () => {
    const likely = await asked({ group: 'likely' });
    expect(likely).toMatchObject({ windows: 2, observed: null, logit: 0.875 });
    expect([likely.values[3], likely.values[6]]).toEqual([
      [0.625, 0],
      [0.5, 0.25],
    ]);
    // (1.25 + 0.5 + 1) / 2 = 1.375 of 0.875 - (-0.5) = 1.375.
    expect(likely.completenessError).toBe(0);
    expect(await asked({ group: 'unlikely' })).toMatchObject({
      windows: 1,
      logit: -2,
      completenessError: 0,
    });
    expect((await asked({ group: 'all' })).windows).toBe(3);
  });

  test('celebs beyond those with attributions, and groups without any', async () => {
    expect(await errorOf(asked({ celeb: 'a' }, 'sticker'))).toEqual({
      code: 'celeb_not_attributed',
      details: { celeb: 'a', attributed: 1, total: 3 },
    });
    expect((await errorOf(asked({ celeb: 'nobody' }))).code).toBe('celeb_not_attributed');
    expect(await errorOf(asked({ group: 'unlikely' }, 'sticker'))).toEqual({
      code: 'attribution_group_empty',
      details: { group: 'unlikely', attributed: 1 },
    });
  });

  test('a model without days has none', async () => {
    const tabular = await explain({ sticker: withoutDays });
    const error = attributions(runtime.db, tabular, { target: 'sticker', group: 'all' });
    expect((await errorOf(error)).code).toBe('attributions_none');
  });
});
