import type { ParameterValues, SearchSpace } from './space';
import type { Trial } from './trials';

/** One parameter of each kind: continuous, logarithmic, stepped, choice. */
export const MIXED_SPACE: SearchSpace = [
  { kind: 'float', name: 'rate', low: 1e-5, high: 1e-1, log: true },
  { kind: 'integer', name: 'units', low: 16, high: 256, step: 16 },
  { kind: 'float', name: 'dropout', low: 0, high: 0.6 },
  { kind: 'category', name: 'cell', choices: ['gru', 'bilstm', 'gru-bilstm', 'dense'] },
];

const CELL_COST = new Map<unknown, number>([
  ['gru', 0.1],
  ['bilstm', 0.05],
  ['gru-bilstm', 0],
  ['dense', 0.3],
]);

/** Smooth, at most 1, which it reaches at rate 10^-2.7, units 160, dropout 0.2, cell gru-bilstm. */
export function mixedObjective(values: ParameterValues): number {
  const rate = Math.log10(Number(values.rate)) + 2.7;
  const units = (Number(values.units) - 160) / 96;
  const dropout = (Number(values.dropout) - 0.2) / 0.3;
  const cell = CELL_COST.get(values.cell) ?? Number.NaN;
  return 1 - (0.25 * rate ** 2 + 0.1 * units ** 2 + 0.1 * dropout ** 2 + cell);
}

export const finished = (number: number, values: ParameterValues, value: number): Trial => ({
  number,
  state: 'finished',
  values,
  value,
  intermediate: [],
});

export const running = (number: number, values: ParameterValues): Trial => ({
  number,
  state: 'running',
  values,
  value: null,
  intermediate: [],
});
