import { describe, expect, it } from 'vitest';
import { driftRows } from './drift-rows';

const drift = {
  weeks: [
    { week: '2023-01-02', windows: 10 },
    { week: '2023-01-09', windows: 30 },
  ],
  series: [
    { name: 'b', shap: [0.2, 0.2] },
    { name: 'a', shap: [0.4, 0.8] },
    { name: 'c', shap: [0, 0] },
  ],
};

describe('driftRows', () => {
  it('takes the strongest series, or those chosen, the strongest first', () => {
    const names = (chosen: string[]) =>
      driftRows(drift, { chosen, limit: 2, relative: false }).map(({ name }) => name);
    expect([names([]), names(['c', 'a']), names(['gone'])]).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['a', 'b'],
    ]);
  });

  it('sets each series against its own mean over all windows', () => {
    const rows = driftRows(drift, { chosen: [], limit: 3, relative: true });
    const rounded = rows.map(({ values }) => values.map((v) => Number(v.toFixed(9))));
    expect(rounded).toEqual([
      [0.571428571, 1.142857143],
      [1, 1],
      [0, 0],
    ]);
  });
});
