/** Points sorted into square cells, so that a pointer is compared with its neighbourhood and not with all points. */
export interface PointGrid {
  /** The point nearest to (x, y), not farther than `reach`; of equal ones the later, which is drawn on top; -1 for none. */
  nearest(x: number, y: number, reach: number): number;
}

/**
 * Cost: O(points) to build; a search looks at the cells within `reach`.
 * @param cell side of a cell in the points' unit
 * @throws RangeError when lengths differ, cell is not positive, or a coordinate is not finite
 */
export function pointGrid(xs: ArrayLike<number>, ys: ArrayLike<number>, cell: number): PointGrid {
  const count = xs.length;
  if (ys.length !== count) throw new RangeError(`${count} x do not fit ${ys.length} y`);
  if (!(cell > 0)) throw new RangeError(`cell must be positive, got ${cell}`);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const [x, y] = [xs[i] as number, ys[i] as number];
    if (!Number.isFinite(x + y)) throw new RangeError(`point ${i} lies at ${x}, ${y}`);
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const columns = count === 0 ? 0 : Math.floor((right - left) / cell) + 1;
  const rows = count === 0 ? 0 : Math.floor((bottom - top) / cell) + 1;
  const cellOf = (i: number) =>
    Math.floor(((ys[i] as number) - top) / cell) * columns +
    Math.floor(((xs[i] as number) - left) / cell);
  // Counting sort: where each cell's points begin, then the points themselves in their order.
  const starts = new Uint32Array(rows * columns + 1);
  for (let i = 0; i < count; i++) {
    const at = cellOf(i) + 1;
    starts[at] = (starts[at] as number) + 1;
  }
  for (let at = 1; at < starts.length; at++)
    starts[at] = (starts[at] as number) + (starts[at - 1] as number);
  const next = starts.slice();
  const points = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = cellOf(i);
    points[next[at] as number] = i;
    next[at] = (next[at] as number) + 1;
  }
  return {
    nearest(x, y, reach) {
      let [best, bestDistance] = [-1, reach * reach];
      const column = (at: number) => Math.floor((at - left) / cell);
      const row = (at: number) => Math.floor((at - top) / cell);
      for (let r = Math.max(0, row(y - reach)); r <= Math.min(rows - 1, row(y + reach)); r++) {
        const lastColumn = Math.min(columns - 1, column(x + reach));
        for (let c = Math.max(0, column(x - reach)); c <= lastColumn; c++) {
          const end = starts[r * columns + c + 1] as number;
          for (let p = starts[r * columns + c] as number; p < end; p++) {
            const i = points[p] as number;
            const distance = ((xs[i] as number) - x) ** 2 + ((ys[i] as number) - y) ** 2;
            if (distance < bestDistance || (distance === bestDistance && i > best))
              [best, bestDistance] = [i, distance];
          }
        }
      }
      return best;
    },
  };
}
