import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matrixOf } from '@/lib/domain/matrix/matrix';
import { trainTrees } from '@/lib/domain/trees/boost';
import { LABEL, TABLE, TARGET } from '@/lib/domain/trees/fixtures/table';
import { treeModelToJson } from '@/lib/domain/trees/model';
import { shapValues } from '@/lib/domain/trees/shap';
import { SINGLE_THREAD } from '@/lib/domain/trees/tools';
import { TreeThreads } from './threads';
import { threadTools } from './tools';

let two: TreeThreads;
let three: TreeThreads;

beforeAll(async () => {
  [two, three] = await Promise.all([TreeThreads.open(2), TreeThreads.open(3)]);
});
afterAll(async () => {
  await Promise.all([two.close(), three.close()]);
});

describe('TreeThreads', () => {
  it('trains the same model on any number of threads', async () => {
    const binary = { data: TABLE, labels: LABEL };
    const settings = {
      num_iterations: 15,
      feature_fraction: 0.7,
      bagging_fraction: 0.8,
      bagging_freq: 1,
    };
    const alone = treeModelToJson(trainTrees(binary, settings).model);
    for (const threads of [two, three]) {
      const together = await threads.train((createFinder) =>
        trainTrees(binary, settings, { createFinder }),
      );
      expect(treeModelToJson(together.model)).toEqual(alone);
    }
  });

  it('can be used again, also after a training that failed', async () => {
    await expect(
      two.train(() => {
        throw new RangeError('not today');
      }),
    ).rejects.toThrow('not today');
    await expect(
      two.train((createFinder) =>
        trainTrees(
          { data: TABLE, labels: LABEL },
          {},
          {
            createFinder,
            onTree: () => {
              throw new Error('cancelled');
            },
          },
        ),
      ),
    ).rejects.toThrow('cancelled');
    const regression = { data: TABLE, labels: TARGET };
    const settings = { objective: 'regression', num_iterations: 3 } as const;
    const { model } = await two.train((createFinder) =>
      trainTrees(regression, settings, { createFinder }),
    );
    expect(model).toEqual(trainTrees(regression, settings).model);
  });

  it('explains the same on any number of threads', async () => {
    const { model } = trainTrees({ data: TABLE, labels: LABEL }, { num_iterations: 5 });
    const alone = shapValues(model, TABLE);
    for (const threads of [two, three]) {
      expect(await threads.shapValues(model, TABLE)).toEqual(alone);
    }
    const none = await two.shapValues(model, matrixOf(new Float64Array(), 0, 6));
    expect(none.values).toHaveLength(0);
  });

  it('passes on what a helper says', async () => {
    const { model } = trainTrees({ data: TABLE, labels: LABEL }, { num_iterations: 2 });
    const blind = {
      ...model,
      trees: model.trees.map((t) => ({ ...t, nodeRows: t.nodeRows.map(() => 0) })),
    };
    await expect(two.shapValues(blind, TABLE)).rejects.toThrow('without counts');
    await expect(TreeThreads.open(0)).rejects.toThrow(RangeError);
  });
});

describe('threadTools', () => {
  it('train and explain as one thread does', async () => {
    const names = Array.from({ length: TABLE.columns }, (_, i) => `f${i}`);
    const training = { data: TABLE, labels: LABEL };
    const settings = { num_iterations: 5 };
    const alone = await SINGLE_THREAD.train(training, settings, names);
    const together = await threadTools(two).train(training, settings, names);
    expect(treeModelToJson(together)).toEqual(treeModelToJson(alone));
    const shap = await threadTools(two).shapValues(together, TABLE);
    expect(shap.values).toEqual((await SINGLE_THREAD.shapValues(alone, TABLE)).values);
  });
});
