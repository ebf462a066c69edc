import type { Candidate, TrainingLog } from '@/lib/contracts/models';
import {
  flattenWindows,
  joinColumns,
  type NamedMatrix,
  type WindowTensor,
  windowFeatures,
} from '@/lib/domain/baseline/window-features';
import { fitLogistic, type LogisticModel, predictLogistic } from '@/lib/domain/linear/logistic';
import { takeRows } from '@/lib/domain/matrix/matrix';
import { trainTrees } from '@/lib/domain/trees/boost';
import { type TreeModel, treeModelToJson } from '@/lib/domain/trees/model';
import { predict } from '@/lib/domain/trees/predict';
import {
  type ExplainResult,
  type ExplainTask,
  explainWindows,
} from '@/lib/server/explain/explain-task';
import { TreeThreads } from '@/lib/server/trees/threads';
import { type Evaluation, type EvaluationTask, evaluatePredictions } from './evaluate';

/** Windows and which of them train, choose and judge; arrays on shared memory are not copied on their way. */
export interface TabularData {
  readonly x: Float32Array;
  readonly steps: number;
  readonly features: readonly string[];
  readonly labels: Uint8Array;
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

export type ModelTask =
  | {
      readonly type: 'gbdt';
      readonly data: TabularData;
      readonly trees: Extract<Candidate, { kind: 'gbdt' }>['trees'];
      readonly threads: number;
    }
  | { readonly type: 'logistic'; readonly data: TabularData; readonly l2: number }
  | { readonly type: 'evaluate'; readonly task: EvaluationTask }
  | ExplainTask;

export type TaskResult = TabularFit | Evaluation | ExplainResult;

/** A model on tables, as it is stored: plain JSON. */
export type TabularFit = {
  readonly validation: Float64Array;
  readonly test: Float64Array;
  readonly log: TrainingLog;
  readonly bestStep: number | null;
  readonly parameters: number;
  readonly model: unknown;
};

export type ThreadAnswer =
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'done'; readonly result: TaskResult }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };

export async function runModelTask(
  task: ModelTask,
  onProgress: (share: number) => void,
): Promise<TaskResult> {
  switch (task.type) {
    case 'evaluate':
      return evaluatePredictions(task.task);
    case 'logistic':
      return fitLogisticRows(task);
    case 'gbdt':
      return await fitTrees(task, onProgress);
    case 'explain':
      return await explainWindows(task, onProgress);
  }
}

const tensorOf = ({ x, steps, features }: TabularData): WindowTensor => ({
  values: x,
  windows: x.length / (steps * features.length),
  days: steps,
  features,
});

/** What logistic regression reads: the sum of each series over the window. */
export const logisticTable = (tensor: WindowTensor): NamedMatrix => windowFeatures(tensor, ['sum']);

/** What boosted trees read: every day of every series, and the sums. */
export const treeTable = (tensor: WindowTensor): NamedMatrix =>
  joinColumns([flattenWindows(tensor), windowFeatures(tensor, ['sum'])]);

const labelsOf = (data: TabularData, rows: Int32Array) =>
  Uint8Array.from(rows, (row) => data.labels[row] ?? 0);

function fitLogisticRows({ data, l2 }: Extract<ModelTask, { type: 'logistic' }>): TabularFit {
  const table = logisticTable(tensorOf(data));
  const fit = fitLogistic(takeRows(table, data.train), labelsOf(data, data.train), { l2 });
  const model: LogisticModel = fit.model;
  return {
    validation: predictLogistic(model, takeRows(table, data.validation)),
    test: predictLogistic(model, takeRows(table, data.test)),
    log: [{ step: fit.iterations, loss: fit.loss / data.train.length, validationLoss: null }],
    bestStep: null,
    parameters: table.columns + 1,
    model: { ...model, names: table.names },
  };
}

async function fitTrees(
  { data, trees, threads }: Extract<ModelTask, { type: 'gbdt' }>,
  onProgress: (share: number) => void,
): Promise<TabularFit> {
  const table = treeTable(tensorOf(data));
  const validation = takeRows(table, data.validation);
  const pool = await TreeThreads.open(threads);
  try {
    const result = await pool.train((createFinder) =>
      trainTrees(
        { data: takeRows(table, data.train), labels: labelsOf(data, data.train) },
        { ...trees, objective: 'binary' },
        {
          featureNames: table.names,
          validation: { data: validation, labels: labelsOf(data, data.validation) },
          createFinder,
          onTree: (grown) => {
            onProgress(grown / trees.num_iterations);
            return undefined;
          },
        },
      ),
    );
    const { model } = result;
    return {
      validation: predict(model, validation),
      test: predict(model, takeRows(table, data.test)),
      log: result.log.values.map((loss, i) => ({ step: i + 1, loss: null, validationLoss: loss })),
      bestStep: model.trees.length,
      parameters: leaves(model),
      model: treeModelToJson(model),
    };
  } finally {
    await pool.close();
  }
}

const leaves = (model: TreeModel) => model.trees.reduce((sum, tree) => sum + tree.value.length, 0);
