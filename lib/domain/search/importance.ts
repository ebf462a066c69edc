import { matrixFromRows, takeRows } from '../matrix/matrix';
import type { Random } from '../random/generator';
import { trainTrees } from '../trees/boost';
import type { Tree } from '../trees/model';
import type { TreeParams } from '../trees/params';
import { type TreeInput, treeVariance } from './fanova';
import {
  checkSpace,
  encode,
  extentOf,
  isFixed,
  type Parameter,
  type ParameterValue,
  type SearchSpace,
} from './space';
import { checkTrials, type FinishedTrial, finishedTrials, type Trial } from './trials';

/** Below so many finished trials importance is not defined. */
export const LEAST_TRIALS_FOR_IMPORTANCE = 4;

/** Trees of the forest; Optuna's default. */
const TREES = 64;

export interface ParameterImportance {
  readonly name: string;
  /** Share of what single parameters explain, 0 to 1. */
  readonly importance: number;
}

export type ParameterImportances =
  | {
      readonly reason: null;
      /** Most important first, equals in the order of the space. They sum to 1, or all are 0 when nothing varies. */
      readonly parameters: readonly ParameterImportance[];
      /** Share of the forest's variance that single parameters explain, 0 to 1; the rest is their interaction. */
      readonly explained: number;
      readonly trials: number;
    }
  | { readonly reason: 'too-few-trials'; readonly parameters: null; readonly trials: number };

/**
 * Answers: which parameters made the objective what it was?
 *
 * Functional ANOVA (Hutter, Hoos and Leyton-Brown 2014) with the forest of Optuna's `FanovaImportanceEvaluator`: 64
 * fully grown regression trees, each on a bootstrap sample, all features at every cut (Breiman 1996), learn the
 * objective of the finished trials; a parameter's importance is its main effect's share of a tree's variance over the
 * whole space, averaged over trees and normalised to sum 1. "Over the space" means as random search would draw it:
 * logarithmic parameters uniform in their logarithm and choices equally likely (Optuna 5 takes both linearly, one-hot
 * columns as numbers, which overrates choices). Fixed parameters have importance 0.
 * Trials of a search that has settled crowd in one place, so the forest knows little of the rest: a guide, no proof.
 * @throws RangeError for a space or trials that cannot be used
 */
export function parameterImportance(
  space: SearchSpace,
  trials: readonly Trial[],
  random: Random,
): ParameterImportances {
  checkSpace(space);
  checkTrials(space, trials);
  const finished = finishedTrials(trials);
  if (finished.length < LEAST_TRIALS_FOR_IMPORTANCE) {
    return { reason: 'too-few-trials', parameters: null, trials: finished.length };
  }
  const free = space.filter((parameter) => !isFixed(parameter));
  const shares = mainShares(growForest(free, finished, random), inputsOf(free));
  const explained = shares.reduce((a, b) => a + b, 0);
  const byName = new Map(free.map(({ name }, i) => [name, shares[i] as number]));
  const parameters = space
    .map(({ name }) => ({
      name,
      importance: explained > 0 ? (byName.get(name) ?? 0) / explained : 0,
    }))
    .sort((a, b) => b.importance - a.importance);
  return { reason: null, parameters, explained, trials: finished.length };
}

/** Mean share of each input's main effect over the trees that vary. */
function mainShares(forest: readonly Tree[], inputs: readonly TreeInput[]): Float64Array {
  const varying = forest.map((tree) => treeVariance(tree, inputs)).filter(({ total }) => total > 0);
  const shares = new Float64Array(inputs.length);
  for (const { total, main } of varying) {
    main.forEach((part, i) => {
      shares[i] = (shares[i] as number) + part / total / varying.length;
    });
  }
  return shares;
}

/** Where the forest sees a column: above 0, round which its bins would have a gap. */
const UNIT = { low: 1, high: 2 } as const;

/** One column for a number; one per choice, since choices have no order. */
const columnsOf = (parameter: Parameter): number =>
  parameter.kind === 'category' ? parameter.choices.length : 1;

function inputsOf(space: SearchSpace): TreeInput[] {
  let column = 0;
  return space.map((parameter) => {
    const input: TreeInput =
      parameter.kind === 'category'
        ? { kind: 'choice', column, count: columnsOf(parameter) }
        : { kind: 'interval', column, extent: UNIT };
    column += columnsOf(parameter);
    return input;
  });
}

function columnValues(parameter: Parameter, value: ParameterValue | undefined): number[] {
  const coordinate = encode(parameter, value);
  if (parameter.kind === 'category') {
    return parameter.choices.map((_, index) => (index === coordinate ? UNIT.high : UNIT.low));
  }
  const { low, high } = extentOf(parameter);
  return [UNIT.low + ((coordinate - low) / (high - low)) * (UNIT.high - UNIT.low)];
}

function growForest(space: SearchSpace, trials: readonly FinishedTrial[], random: Random): Tree[] {
  const count = trials.length;
  const isConstant = trials.every(({ value }) => value === trials[0]?.value);
  if (isConstant || space.length === 0) return [];
  const params: Partial<TreeParams> = {
    objective: 'regression',
    num_iterations: 1,
    learning_rate: 1,
    num_leaves: count,
    min_data_in_leaf: 1,
    min_sum_hessian_in_leaf: 0,
    min_data_in_bin: 1,
  };
  const matrix = matrixFromRows(
    trials.map(({ values }) =>
      space.flatMap((parameter) => columnValues(parameter, values[parameter.name])),
    ),
  );
  return Array.from({ length: TREES }, () => {
    const rows = Array.from({ length: count }, () => random.integer(count));
    const data = takeRows(matrix, rows);
    const labels = rows.map((row) => (trials[row] as FinishedTrial).value);
    return trainTrees({ data, labels }, params).model.trees;
  }).flat();
}
