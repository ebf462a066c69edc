import { windowFeatures } from '../baseline/window-features';
import type { TreeModel } from '../trees/model';
import { predictMargin } from '../trees/predict';
import { shapValues } from '../trees/shap';

export interface WindowPart {
  /** `<series>.<summary>`. */
  readonly feature: string;
  readonly value: number;
  /** In log-odds. */
  readonly shap: number;
}

export interface WindowExplanation {
  /** Mean margin over the windows that the surrogate was fitted on, in log-odds. */
  readonly expected: number;
  /** What the surrogate says of this window: `expected` plus the `shap` of all parts. */
  readonly margin: number;
  /** In the order of the surrogate's features. */
  readonly parts: readonly WindowPart[];
}

/**
 * Answers: what does the surrogate make of one observed week, and which features bring it there?
 * @param counts `[days, series]`, row-major, the oldest day first, in plain units
 * @param features the surrogate's, in its order
 * @throws RangeError when they are not the summaries of these series
 */
export function explainWindow(
  surrogate: TreeModel,
  counts: Float32Array,
  days: number,
  series: readonly string[],
  features: readonly string[],
): WindowExplanation {
  const row = windowFeatures({ values: counts, windows: 1, days, features: series });
  if (row.names.join('\n') !== features.join('\n')) {
    throw new RangeError(`${row.columns} summaries are not the ${features.length} features`);
  }
  const { expected, values } = shapValues(surrogate, row);
  return {
    expected,
    margin: predictMargin(surrogate, row)[0] as number,
    parts: features.map((feature, i) => ({
      feature,
      value: row.values[i] as number,
      shap: values[i] as number,
    })),
  };
}

/** Shares of other windows, in [0, 1]; the remaining ones have the same value. */
export interface Standing {
  readonly smaller: number;
  readonly larger: number;
}

/**
 * How many windows have less of one feature, and how many have more.
 * @param table `[windows, columns]`, row-major
 * @returns null without windows
 */
export function standingOf(
  value: number,
  table: Float32Array,
  columns: number,
  column: number,
): Standing | null {
  const windows = table.length / columns;
  if (!(windows >= 1)) return null;
  let [smaller, larger] = [0, 0];
  for (let at = column; at < table.length; at += columns) {
    const other = table[at] as number;
    if (other < value) smaller++;
    else if (other > value) larger++;
  }
  return { smaller: smaller / windows, larger: larger / windows };
}
