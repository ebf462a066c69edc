import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/generator';
import { createKernel, PAIR_BYTES } from './kernel';

/** A tile of 50 rows, the leaf's rows, their pairs, four histograms; addresses in bytes. */
const ROWS = 50;
const AT = { words: 0, rows: 256, pairs: 512, histograms: 2048 } as const;
const HISTOGRAM = 256 * PAIR_BYTES;

function setUp() {
  const random = createRandom(8);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const words = new Uint32Array(memory.buffer, AT.words, ROWS);
  words.forEach((_, row) => {
    words[row] = random.bits();
  });
  const leaf = [3, 4, 9, 10, 11, 30, 49];
  new Uint32Array(memory.buffer, AT.rows, leaf.length).set(leaf.map((row) => 4 * row));
  const pairs = new Float64Array(memory.buffer, AT.pairs, 2 * leaf.length);
  pairs.forEach((_, i) => {
    pairs[i] = random.uniform() - 0.5;
  });
  return { memory, words, leaf, pairs, kernel: createKernel(memory) };
}

/** The same sums, the plain way. */
function slow(words: Uint32Array, leaf: number[], pairs: Float64Array, shift: number) {
  const sums = new Float64Array(512);
  leaf.forEach((row, i) => {
    const bin = ((words[row] ?? 0) >>> shift) & 255;
    sums[2 * bin] = (sums[2 * bin] ?? 0) + (pairs[2 * i] ?? 0);
    sums[2 * bin + 1] = (sums[2 * bin + 1] ?? 0) + (pairs[2 * i + 1] ?? 0);
  });
  return sums;
}

describe('the histogram kernel', () => {
  it('adds the same numbers as a plain loop, four features at once or one', () => {
    const { memory, words, leaf, pairs, kernel } = setUp();
    const end = AT.rows + 4 * leaf.length;
    const at = (k: number) => AT.histograms + k * HISTOGRAM;
    kernel.addFour(AT.words, AT.rows, end, AT.pairs, at(0), at(1), at(2), at(3));
    kernel.addOne(AT.words, AT.rows, end, AT.pairs, at(4), 16);
    for (const [histogram, shift] of [
      [0, 0],
      [1, 8],
      [2, 16],
      [3, 24],
      [4, 16],
    ] as const) {
      const got = new Float64Array(memory.buffer, at(histogram), 512);
      expect(got).toEqual(slow(words, leaf, pairs, shift));
    }
  });

  it('subtracts pair by pair', () => {
    const { memory, kernel } = setUp();
    const numbers = new Float64Array(memory.buffer, AT.histograms, 8);
    numbers.set([5, 6, 7, 8, 1, 2, 3, 4.5]);
    kernel.subtract(AT.histograms, AT.histograms + 2 * PAIR_BYTES, AT.histograms + 2 * PAIR_BYTES);
    expect(Array.from(numbers)).toEqual([4, 4, 4, 3.5, 1, 2, 3, 4.5]);
  });
});
