import { trainTrees } from '@/lib/domain/trees/boost';
import type { TreeTools } from '@/lib/domain/trees/tools';
import type { TreeThreads } from './threads';

/** Training and explaining on the given threads; the same results as `SINGLE_THREAD`, bit by bit. */
export const threadTools = (threads: TreeThreads): TreeTools => ({
  train: (training, params, featureNames) =>
    threads.train(
      (createFinder) => trainTrees(training, params, { featureNames, createFinder }).model,
    ),
  shapValues: (model, matrix) => threads.shapValues(model, matrix),
});
