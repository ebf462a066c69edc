import type { DrawnForce } from '@/components/charts/force-drawing';
import type { DrawnStep } from '@/components/charts/steps-drawing';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import {
  STEP_LIMIT,
  type Step,
  type StepOrder,
  windowForces,
  windowSteps,
} from '@/lib/domain/explain/steps';
import type { WindowWords } from './use-window-words';

/** A step of one window with its words: a row of the table, and of the drawings. */
export interface StepRow {
  readonly key: string;
  readonly kind: Step['kind'];
  readonly label: string;
  /** Of the feature; null for what is none. */
  readonly value: number | null;
  readonly valueText: string;
  /** null: a number that one stands at. */
  readonly adds: number | null;
  readonly from: number;
  readonly to: number;
}

export interface StepWords {
  readonly feature: (name: string) => string;
  readonly value: (feature: string, value: number) => string;
  readonly start: string;
  readonly rest: (count: number) => string;
  readonly margin: string;
  readonly unexplained: string;
  readonly logit: string;
}

/** The rows of one window, from what all start with to what the model says. */
export function stepRows(window: ExplainedWindow, order: StepOrder, words: StepWords): StepRow[] {
  return windowSteps(window, STEP_LIMIT, order).map((step): StepRow => {
    const { kind, from, to } = step;
    const plain = { key: kind, kind, value: null, valueText: '–', adds: to - from, from, to };
    if (kind === 'part') {
      const { feature, value, shap } = step.part;
      return {
        ...plain,
        key: feature,
        label: words.feature(feature),
        value,
        valueText: words.value(feature, value),
        adds: shap,
      };
    }
    if (kind === 'rest') return { ...plain, label: words.rest(step.count) };
    if (kind === 'unexplained') return { ...plain, label: words.unexplained };
    const label = { expected: words.start, margin: words.margin, logit: words.logit }[kind];
    return { ...plain, label, adds: null };
  });
}

type Words = Pick<WindowWords, 'change' | 'total' | 'value'> & {
  readonly names: Pick<WindowWords['names'], 'feature'>;
};

const noteOf = (valueText: string) => ` = ${valueText}`;

export const drawnSteps = (rows: readonly StepRow[], words: Words): DrawnStep[] =>
  rows.map(({ key, kind, label, value, valueText, adds, from, to }) => ({
    key,
    kind: adds === null ? 'total' : kind === 'unexplained' ? 'open' : 'change',
    label,
    note: value === null ? '' : noteOf(valueText),
    amount: adds === null ? words.total(to) : words.change(adds),
    from,
    to,
  }));

/** Both sides of a force plot; what is folded is named as the waterfall names it. */
export function drawnForces(
  window: ExplainedWindow,
  restName: (count: number) => string,
  words: Words,
): { readonly up: DrawnForce[]; readonly down: DrawnForce[] } {
  const { up, down } = windowForces(window);
  const side = (pieces: typeof up, sign: 1 | -1) =>
    pieces.map(({ part, count, from, to }) => ({
      key: part?.feature ?? 'rest',
      label: part ? words.names.feature(part.feature) : restName(count),
      note: part ? noteOf(words.value(part.feature, part.value)) : '',
      amount: words.change(sign * (to - from)),
      from,
      to,
    }));
  return { up: side(up, 1), down: side(down, -1) };
}
