import type { Matrix } from '../matrix/matrix';
import { type TrainingSet, trainTrees } from './boost';
import type { TreeModel } from './model';
import type { TreeParams } from './params';
import { type ShapValues, shapValues } from './shap';

/** Training and explaining of tree models as a caller wants it done: here, or on several threads. */
export interface TreeTools {
  train(
    training: TrainingSet,
    params: Partial<TreeParams>,
    featureNames: readonly string[],
  ): TreeModel | Promise<TreeModel>;
  shapValues(model: TreeModel, matrix: Matrix): ShapValues | Promise<ShapValues>;
}

/** In the calling thread. */
export const SINGLE_THREAD: TreeTools = {
  train: (training, params, featureNames) => trainTrees(training, params, { featureNames }).model,
  shapValues,
};
