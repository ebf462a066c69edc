/**
 * The inner loops of training: add rows' gradients and hessians to the bins of one, two or four features of a tile.
 * One read of a word serves the features asked for; the sums of a bin lie side by side. Rows are added in their
 * order, one feature never depends on another, so results do not depend on how features are shared among threads.
 */
export interface LeafRows {
  /** Row numbers; those of the leaf from `begin` on. */
  readonly index: Int32Array;
  readonly begin: number;
  readonly count: number;
  /** Gradients and hessians of the leaf's rows, in order, from 0 on. */
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

export function addFour(
  histogram: Float64Array,
  at: Int32Array,
  words: Uint32Array,
  tileStart: number,
  rows: LeafRows,
): void {
  const { index, begin, count, gradients, hessians } = rows;
  const at0 = at[0] as number;
  const at1 = at[1] as number;
  const at2 = at[2] as number;
  const at3 = at[3] as number;
  for (let i = 0; i < count; i++) {
    const word = words[tileStart + (index[begin + i] as number)] as number;
    const g = gradients[i] as number;
    const h = hessians[i] as number;
    let p = at0 + ((word & 255) << 1);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
    p = at1 + ((word >>> 7) & 510);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
    p = at2 + ((word >>> 15) & 510);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
    p = at3 + ((word >>> 24) << 1);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
  }
}

export function addTwo(
  histogram: Float64Array,
  atA: number,
  shiftA: number,
  atB: number,
  shiftB: number,
  words: Uint32Array,
  tileStart: number,
  rows: LeafRows,
): void {
  const { index, begin, count, gradients, hessians } = rows;
  for (let i = 0; i < count; i++) {
    const word = words[tileStart + (index[begin + i] as number)] as number;
    const g = gradients[i] as number;
    const h = hessians[i] as number;
    let p = atA + (((word >>> shiftA) & 255) << 1);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
    p = atB + (((word >>> shiftB) & 255) << 1);
    histogram[p] = (histogram[p] as number) + g;
    histogram[p + 1] = (histogram[p + 1] as number) + h;
  }
}

export function addOne(
  histogram: Float64Array,
  at: number,
  shift: number,
  words: Uint32Array,
  tileStart: number,
  rows: LeafRows,
): void {
  const { index, begin, count, gradients, hessians } = rows;
  for (let i = 0; i < count; i++) {
    const word = words[tileStart + (index[begin + i] as number)] as number;
    const p = at + (((word >>> shift) & 255) << 1);
    histogram[p] = (histogram[p] as number) + (gradients[i] as number);
    histogram[p + 1] = (histogram[p + 1] as number) + (hessians[i] as number);
  }
}
