import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/generator';
import { LEAST_TRIALS_FOR_IMPORTANCE, parameterImportance } from './importance';
import { finished, MIXED_SPACE, running } from './search.fixture';
import { type ParameterValues, type SearchSpace, sampleUniform } from './space';
import type { Trial } from './trials';

const trialsOf = (
  count: number,
  objective: (values: ParameterValues) => number,
  space: SearchSpace = MIXED_SPACE,
): Trial[] =>
  Array.from({ length: count }, (_, number) => {
    const values = sampleUniform(space, createRandom(1, number));
    return finished(number, values, objective(values));
  });

function sharesOf(space: SearchSpace, trials: readonly Trial[]): Record<string, number> {
  const { parameters } = parameterImportance(space, trials, createRandom(7));
  if (!parameters) throw new Error('importance is not defined');
  return Object.fromEntries(parameters.map(({ name, importance }) => [name, importance]));
}

const total = (shares: Record<string, number>) => Object.values(shares).reduce((a, b) => a + b, 0);

describe('parameterImportance', () => {
  it.each([
    ['rate', (v: ParameterValues) => Math.log10(Number(v.rate))],
    ['units', (v: ParameterValues) => Number(v.units)],
    ['dropout', (v: ParameterValues) => (Number(v.dropout) - 0.3) ** 2],
    ['cell', (v: ParameterValues) => (v.cell === 'bilstm' ? 1 : 0)],
  ])('finds %s when nothing else matters', (name, objective) => {
    const trials = trialsOf(60, objective);
    const result = parameterImportance(MIXED_SPACE, trials, createRandom(7));
    expect(result.parameters?.[0]?.name).toBe(name);
    expect(result.trials).toBe(60);
    const shares = sharesOf(MIXED_SPACE, trials);
    expect(shares[name]).toBeGreaterThan(0.95);
    expect(Math.abs(total(shares) - 1)).toBeLessThan(1e-12);
  });

  it('nears the true shares of a sum: 64 % and 36 %', () => {
    // Variances: log10 rate, uniform on (-5, -1): 16 / 12. Twice an even coin over choices: 4 * 3 / 16.
    const trials = trialsOf(200, (v) => Math.log10(Number(v.rate)) + (v.cell === 'gru' ? 2 : 0));
    const shares = sharesOf(MIXED_SPACE, trials);
    const rate = 16 / 12 / (16 / 12 + 12 / 16);
    expect(Math.abs((shares.rate ?? 0) - rate)).toBeLessThan(0.03);
    expect(Math.abs((shares.cell ?? 0) - (1 - rate))).toBeLessThan(0.03);
  });

  it('says how much single parameters explain: little of a pure interaction', () => {
    const both = parameterImportance(
      MIXED_SPACE,
      trialsOf(200, (v) =>
        (v.cell === 'gru' || v.cell === 'dense') === Number(v.dropout) > 0.3 ? 1 : 0,
      ),
      createRandom(7),
    );
    const sum = parameterImportance(
      MIXED_SPACE,
      trialsOf(200, (v) => Number(v.dropout) + Number(v.units) / 256),
      createRandom(7),
    );
    if (both.reason || sum.reason) throw new Error('importance is not defined');
    expect(both.explained).toBeLessThan(0.2);
    expect(sum.explained).toBeGreaterThan(0.9);
  });

  it('is not defined below four finished trials, whatever the others are', () => {
    const trials = trialsOf(4, (v) => Number(v.dropout));
    const [first, ...others] = trials;
    if (!first) throw new Error('no trials');
    const three: Trial[] = [
      { ...first, state: 'pruned', value: null, intermediate: [0.5] },
      ...others,
      running(4, first.values),
      { ...running(5, first.values), state: 'failed' },
    ];
    expect(LEAST_TRIALS_FOR_IMPORTANCE).toBe(4);
    expect(parameterImportance(MIXED_SPACE, three, createRandom(1))).toEqual({
      reason: 'too-few-trials',
      parameters: null,
      trials: 3,
    });
    expect(parameterImportance(MIXED_SPACE, [], createRandom(1)).reason).toBe('too-few-trials');
    expect(Math.abs(total(sharesOf(MIXED_SPACE, trials)) - 1)).toBeLessThan(1e-12);
  });

  it('is zero for a constant objective and for a space without a choice', () => {
    const zeros = { rate: 0, units: 0, dropout: 0, cell: 0 };
    const constant = trialsOf(10, () => 0.1 + 0.2);
    expect(sharesOf(MIXED_SPACE, constant)).toEqual(zeros);
    expect(parameterImportance(MIXED_SPACE, constant, createRandom(1))).toMatchObject({
      reason: null,
      explained: 0,
    });
    const space: SearchSpace = [{ kind: 'integer', name: 'units', low: 8, high: 8 }];
    let noise = 0;
    expect(
      sharesOf(
        space,
        trialsOf(6, () => noise++, space),
      ),
    ).toEqual({ units: 0 });
  });

  it('gives a fixed parameter nothing and the rest everything', () => {
    const space: SearchSpace = [
      { kind: 'category', name: 'cell', choices: ['gru'] },
      { kind: 'float', name: 'dropout', low: 0, high: 1 },
    ];
    const trials = trialsOf(20, (v) => Number(v.dropout), space);
    expect(sharesOf(space, trials)).toEqual({ dropout: 1, cell: 0 });
  });

  it('does not depend on the order of trials or the objective’s unit', () => {
    const trials = trialsOf(40, (v) => Number(v.dropout) + Math.log10(Number(v.rate)));
    const scaled = trials.map((trial) => ({ ...trial, value: 8 * (trial.value ?? 0) }));
    const shares = sharesOf(MIXED_SPACE, trials);
    expect(sharesOf(MIXED_SPACE, trials.toReversed())).toEqual(shares);
    expect(sharesOf(MIXED_SPACE, scaled)).toEqual(shares);
  });
});
