import { describe, expect, test } from 'vitest';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import { drawnForces, drawnSteps, type StepWords, stepRows } from './step-rows';

const part = (feature: string, value: number, shap: number) => ({
  feature,
  series: feature.split('.')[0] ?? '',
  group: 'own' as const,
  value,
  shap,
  standing: null,
});
const window: ExplainedWindow = {
  celeb: { id: 'a', name: null },
  anchor: '2024-01-08',
  expected: -0.5,
  margin: 0.5,
  logit: 0.25,
  parts: [part('own_chat.sum', 3, 1.5), part('own_chat.slope', -0.25, -0.5)],
};
const words: StepWords = {
  feature: (name) => `<${name}>`,
  value: (_, value) => `#${value}`,
  start: 'start',
  rest: (count) => `${count} others`,
  margin: 'surrogate',
  unexplained: 'open',
  logit: 'model',
};
const drawing = {
  change: (x: number) => `by ${x}`,
  total: (x: number) => `at ${x}`,
  value: words.value,
  names: { feature: words.feature },
};

describe('rows of one window', () => {
  test('add up from the start to the model, whatever the order', () => {
    for (const order of ['largest first', 'largest last'] as const) {
      const rows = stepRows(window, order, words);
      const adds = rows.reduce((sum, row) => sum + (row.adds ?? 0), 0);
      expect(window.expected + adds).toBe(window.logit);
      expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    }
    expect(stepRows(window, 'largest last', words).map((row) => row.label)).toEqual([
      'start',
      '<own_chat.slope>',
      '<own_chat.sum>',
      'surrogate',
      'open',
      'model',
    ]);
  });

  test('are drawn with the feature’s value beside its name', () => {
    const steps = drawnSteps(stepRows(window, 'largest first', words), drawing);
    expect(steps.map(({ kind, label, note, amount }) => [kind, `${label}${note}`, amount])).toEqual(
      [
        ['total', 'start', 'at -0.5'],
        ['change', '<own_chat.sum> = #3', 'by 1.5'],
        ['change', '<own_chat.slope> = #-0.25', 'by -0.5'],
        ['total', 'surrogate', 'at 0.5'],
        ['open', 'open', 'by -0.25'],
        ['total', 'model', 'at 0.25'],
      ],
    );
  });

  test('as forces, each side with its own sign', () => {
    const { up, down } = drawnForces(window, words.rest, drawing);
    expect(up.map(({ amount, from, to }) => [amount, from, to])).toEqual([['by 1.5', -1, 0.5]]);
    expect(down.map(({ amount, from, to }) => [amount, from, to])).toEqual([['by -0.5', 0.5, 1]]);
  });
});
