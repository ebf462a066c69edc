import { describe, expect, it } from 'vitest';
import { commonDrivers, type SeriesWeight } from './common-drivers';

const series = (name: string, shap: number, direction: 'up' | 'down' | null = null) =>
  ({ name, group: name.slice(0, 3), shap, direction }) satisfies SeriesWeight<string>;

describe('commonDrivers', () => {
  it('compares shares, names the quadrant and tells opposite directions', () => {
    const { drivers, equalShare } = commonDrivers(
      [
        series('fan_a', 5, 'down'),
        series('own_b', 3, 'down'),
        series('fan_c', 2),
        series('own_d', 0),
      ],
      [series('own_d', 0.05), series('fan_a', 0.04, 'up'), series('own_b', 0.01, 'down')],
    );
    expect(equalShare).toBe(0.25);
    expect(drivers.map(({ name, role, opposite }) => [name, role, opposite])).toEqual([
      ['fan_a', 'both', true],
      ['own_b', 'first', false],
      ['own_d', 'second', null],
      ['fan_c', 'neither', null],
    ]);
    expect(drivers[0]).toMatchObject({
      group: 'fan',
      first: { share: 0.5, rank: 1, direction: 'down' },
      second: { rank: 2, direction: 'up' },
    });
    expect(drivers[0]?.second?.share).toBeCloseTo(0.4, 12);
    expect(drivers[3]?.second).toBeNull();
  });

  it('lets a series without any effect matter to nobody', () => {
    const { drivers } = commonDrivers([series('own_a', 0)], [series('own_a', 0)]);
    expect(drivers).toMatchObject([{ role: 'neither', first: { share: 0, rank: 1 } }]);
    expect(commonDrivers([], [])).toEqual({ drivers: [], equalShare: 0 });
  });

  it('counts all series as drivers when they are equals', () => {
    const equals = ['a', 'b', 'c'].map((name) => series(`own_${name}`, 0.1));
    expect(commonDrivers(equals, equals).drivers.map((d) => d.role)).toEqual([
      'both',
      'both',
      'both',
    ]);
  });
});
