import type { Matrix } from '../matrix/matrix';
import { shapInteractions } from '../trees/interactions';
import type { TreeModel } from '../trees/model';

export interface InteractionStrength {
  /** Column of the other feature. */
  readonly feature: number;
  /** Mean |SHAP interaction value| with it over the rows, in margin space. */
  readonly strength: number;
}

/**
 * Answers: which other feature changes what each one does, and should colour its dependence plot?
 *
 * Ranks by mean |SHAP interaction value| (Lundberg et al. 2018). That takes the model's own word for it, unlike a guess
 * from the scatter of SHAP values. Takes rows x features^2 numbers, so pass few rows.
 * @returns for each feature those that it interacts with at all, the strongest first; of equal ones the earlier column.
 *   Empty: colour by nothing
 * @throws as `shapInteractions`
 */
export function rankInteractions(model: TreeModel, matrix: Matrix): InteractionStrength[][] {
  const { rows, columns } = matrix;
  const strength = new Float64Array(columns * columns);
  shapInteractions(model, matrix).forEach((value, at) => {
    const pair = at % strength.length;
    strength[pair] = (strength[pair] as number) + Math.abs(value) / rows;
  });
  return Array.from({ length: columns }, (_, feature) =>
    Array.from(strength.subarray(feature * columns, (feature + 1) * columns), (mean, other) => ({
      feature: other,
      strength: mean,
    }))
      .filter((entry) => entry.feature !== feature && entry.strength > 0)
      .sort((a, b) => b.strength - a.strength),
  );
}
