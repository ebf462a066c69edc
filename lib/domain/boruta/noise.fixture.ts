import type { NamedMatrix } from '../baseline/window-features';
import { normal } from '../random/distributions';
import { createRandom } from '../random/generator';

/** Names this use among the streams of a seed. */
const NOISE = 99;

/** Columns `noise-0`, `noise-1`, ... of independent standard normal numbers: nothing that a label could follow. For tests. */
export function noiseColumns(rows: number, count: number, seed: number): NamedMatrix {
  const random = createRandom(seed, NOISE);
  const values = Float32Array.from({ length: rows * count }, () => normal(random));
  const names = Array.from({ length: count }, (_, i) => `noise-${i}`);
  return { values, rows, columns: count, names };
}
