export const TREE_OBJECTIVES = ['binary', 'regression'] as const;
export type TreeObjective = (typeof TREE_OBJECTIVES)[number];

/** What early stopping watches. `average_precision` and `auc` grow with quality, the other two fall. */
export const TREE_METRICS = ['binary_logloss', 'l2', 'auc', 'average_precision'] as const;
export type TreeMetric = (typeof TREE_METRICS)[number];

/** Settings of a boosted-tree model; names, defaults and meaning are LightGBM's (Ke et al. 2017). */
export interface TreeParams {
  /** `binary`: log-loss on labels 0 / 1. `regression`: squared error. */
  readonly objective: TreeObjective;
  readonly num_iterations: number;
  readonly learning_rate: number;
  readonly num_leaves: number;
  /** 0 or less: no limit. */
  readonly max_depth: number;
  readonly min_data_in_leaf: number;
  readonly min_sum_hessian_in_leaf: number;
  readonly min_gain_to_split: number;
  readonly lambda_l1: number;
  readonly lambda_l2: number;
  /** Share of features drawn for each tree, in (0, 1]. */
  readonly feature_fraction: number;
  /** Share of rows drawn without replacement, in (0, 1]; used when `bagging_freq` > 0. */
  readonly bagging_fraction: number;
  /** New rows are drawn every so many trees; 0: never. */
  readonly bagging_freq: number;
  /** Largest number of bins of a feature, 2 to 255, the bin of missing values included. */
  readonly max_bin: number;
  readonly min_data_in_bin: number;
  /** Bins are found on at most this many rows. */
  readonly bin_construct_sample_cnt: number;
  /** Weight of rows with label 1; `binary` only. */
  readonly scale_pos_weight: number;
  /** Start from the best constant instead of 0. */
  readonly boost_from_average: boolean;
  /** Stop when the validation metric has not improved for so many trees; 0: never. */
  readonly early_stopping_round: number;
  /** What early stopping watches; undefined: the loss of the objective. */
  readonly metric?: TreeMetric;
  /** Seed of row and feature sampling. */
  readonly seed: number;
}

export const DEFAULT_TREE_PARAMS: TreeParams = {
  objective: 'binary',
  num_iterations: 100,
  learning_rate: 0.1,
  num_leaves: 31,
  max_depth: -1,
  min_data_in_leaf: 20,
  min_sum_hessian_in_leaf: 1e-3,
  min_gain_to_split: 0,
  lambda_l1: 0,
  lambda_l2: 0,
  feature_fraction: 1,
  bagging_fraction: 1,
  bagging_freq: 0,
  max_bin: 255,
  min_data_in_bin: 3,
  bin_construct_sample_cnt: 200_000,
  scale_pos_weight: 1,
  boost_from_average: true,
  early_stopping_round: 0,
  seed: 0,
};

const integer = (low: number, high = Number.MAX_SAFE_INTEGER) => ({
  holds: (value: number) => Number.isInteger(value) && value >= low && value <= high,
  words:
    high === Number.MAX_SAFE_INTEGER
      ? `an integer from ${low}`
      : `an integer from ${low} to ${high}`,
});
const atLeast = (low: number) => ({
  holds: (value: number) => value >= low && value < Infinity,
  words: `a number from ${low}`,
});
const positive = { holds: (value: number) => value > 0 && value < Infinity, words: 'positive' };
const share = { holds: (value: number) => value > 0 && value <= 1, words: 'in (0, 1]' };

const RULES = {
  num_iterations: integer(1),
  learning_rate: positive,
  num_leaves: integer(2, 131_072),
  max_depth: integer(-Number.MAX_SAFE_INTEGER),
  min_data_in_leaf: integer(0),
  min_sum_hessian_in_leaf: atLeast(0),
  min_gain_to_split: atLeast(0),
  lambda_l1: atLeast(0),
  lambda_l2: atLeast(0),
  feature_fraction: share,
  bagging_fraction: share,
  bagging_freq: integer(0),
  max_bin: integer(2, 255),
  min_data_in_bin: integer(1),
  bin_construct_sample_cnt: integer(1),
  scale_pos_weight: positive,
  early_stopping_round: integer(0),
  seed: integer(0, 4294967295),
} as const;

/**
 * Fills in LightGBM's defaults.
 * @throws RangeError naming the first setting that is out of range, with its value
 */
export function treeParams(given: Partial<TreeParams> = {}): TreeParams {
  const params = { ...DEFAULT_TREE_PARAMS, ...given };
  for (const [name, rule] of Object.entries(RULES)) {
    const value = params[name as keyof typeof RULES];
    if (!rule.holds(value)) throw new RangeError(`${name} must be ${rule.words}, got ${value}`);
  }
  if (params.objective === 'regression' && params.scale_pos_weight !== 1) {
    throw new RangeError('scale_pos_weight is for the binary objective only');
  }
  return params;
}
