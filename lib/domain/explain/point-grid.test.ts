import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointGrid } from './point-grid';

/** Looks at every point. */
function slowNearest(xs: number[], ys: number[], x: number, y: number, reach: number): number {
  let best = -1;
  let bestDistance = reach * reach;
  xs.forEach((px, i) => {
    const distance = (px - x) ** 2 + ((ys[i] ?? 0) - y) ** 2;
    if (distance <= bestDistance) [best, bestDistance] = [i, distance];
  });
  return best;
}

describe('pointGrid', () => {
  it('finds what a search through all points finds', () => {
    const place = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, place), { maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        fc.tuple(place, place),
        fc.integer({ min: 0, max: 40 }),
        (points, cell, [x, y], reach) => {
          const xs = points.map(([px]) => px);
          const ys = points.map(([, py]) => py);
          expect(pointGrid(xs, ys, cell).nearest(x, y, reach)).toBe(
            slowNearest(xs, ys, x, y, reach),
          );
        },
      ),
    );
  });

  it('takes the point on top of equal ones, and none out of reach', () => {
    const grid = pointGrid([1, 1, 9], [1, 1, 9], 4);
    expect([grid.nearest(1, 2, 3), grid.nearest(5, 5, 3), grid.nearest(-100, 4, 3)]).toEqual([
      1, -1, -1,
    ]);
    expect(pointGrid([], [], 1).nearest(0, 0, 10)).toBe(-1);
  });

  it.each([
    [[1], [], 1, '1 x do not fit 0 y'],
    [[1], [1], 0, 'cell must be positive, got 0'],
    [[Number.NaN], [1], 1, 'point 0 lies at NaN, 1'],
  ])('refuses %j %j %d', (xs, ys, cell, message) => {
    expect(() => pointGrid(xs, ys, cell)).toThrow(message);
  });
});
