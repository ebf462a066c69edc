/** Which of the drawn windows are chosen, said in the data's own terms, so that a link holds it at any width. */
export type WindowSelection =
  /** SHAP value of one of the features within `[low, high]`. */
  | {
      readonly by: 'shap';
      readonly features: readonly string[];
      readonly low: number;
      readonly high: number;
    }
  /** The `TAIL_SHARE` of windows that the feature pushes up (`high`) or down (`low`) the most. */
  | { readonly by: 'tail'; readonly feature: string; readonly end: 'high' | 'low' }
  /** The feature's value and its SHAP value within ranges, ends included. */
  | {
      readonly by: 'box';
      readonly feature: string;
      readonly values: readonly [number, number];
      readonly shap: readonly [number, number];
    };

export const TAIL_SHARE = 0.05;

/** A feature of the windows: value and SHAP value of each. */
export interface WindowColumn {
  readonly values: ArrayLike<number>;
  readonly shap: ArrayLike<number>;
}

export const selectionFeatures = (selection: WindowSelection): readonly string[] =>
  selection.by === 'shap' ? selection.features : [selection.feature];

/**
 * @param columnOf undefined for a feature that is not known; it selects nothing
 * @returns positions of the selected windows, rising
 */
export function selectWindows(
  selection: WindowSelection,
  columnOf: (feature: string) => WindowColumn | undefined,
): number[] {
  switch (selection.by) {
    case 'shap': {
      const columns = selection.features.flatMap((name) => columnOf(name) ?? []);
      return windowsWhere(columns, ({ shap }, i) => within(shap[i], selection.low, selection.high));
    }
    case 'box': {
      const { values: v, shap: s } = selection;
      const column = columnOf(selection.feature);
      return windowsWhere(
        column ? [column] : [],
        ({ values, shap }, i) => within(values[i], ...v) && within(shap[i], ...s),
      );
    }
    case 'tail': {
      const shap = columnOf(selection.feature)?.shap;
      if (!shap) return [];
      const sign = selection.end === 'high' ? -1 : 1;
      return Array.from({ length: shap.length }, (_, i) => i)
        .sort((a, b) => sign * ((shap[a] as number) - (shap[b] as number)) || a - b)
        .slice(0, Math.ceil(TAIL_SHARE * shap.length))
        .sort((a, b) => a - b);
    }
  }
}

const within = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && value >= low && value <= high;

function windowsWhere(
  columns: readonly WindowColumn[],
  fits: (column: WindowColumn, window: number) => boolean,
): number[] {
  const [first] = columns;
  const found: number[] = [];
  for (let i = 0; i < (first?.shap.length ?? 0); i++)
    if (columns.some((column) => fits(column, i))) found.push(i);
  return found;
}

export interface SelectedCeleb {
  /** Position among the celebs. */
  readonly celeb: number;
  /** How many of the celeb's windows are selected. */
  readonly windows: number;
  readonly meanProbability: number;
  /** The latest selected anchor: position among the anchors, which rise. */
  readonly latest: number;
}

/**
 * Whose windows are selected.
 * @param celeb, anchor, probability one per window
 * @returns the highest mean probability first; of equal ones the earlier celeb
 */
export function selectedCelebs(
  windows: readonly number[],
  {
    celeb,
    anchor,
    probability,
  }: Readonly<Record<'celeb' | 'anchor' | 'probability', ArrayLike<number>>>,
): SelectedCeleb[] {
  const found = new Map<number, { windows: number; sum: number; latest: number }>();
  for (const i of windows) {
    const who = celeb[i] as number;
    const entry = found.get(who) ?? { windows: 0, sum: 0, latest: 0 };
    entry.windows++;
    entry.sum += probability[i] as number;
    entry.latest = Math.max(entry.latest, anchor[i] as number);
    found.set(who, entry);
  }
  return Array.from(found, ([who, { windows: count, sum, latest }]) => ({
    celeb: who,
    windows: count,
    meanProbability: sum / count,
    latest,
  })).sort((a, b) => b.meanProbability - a.meanProbability || a.celeb - b.celeb);
}
