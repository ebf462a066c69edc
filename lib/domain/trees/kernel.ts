/**
 * The inner loops of training as a WebAssembly module, assembled below. JavaScript would add gradient and hessian in two
 * steps, each with bounds checks; one SIMD addition does both, about three times as fast. Sums are IEEE doubles in
 * the order of the rows, so that the result is the same on every machine.
 */
export interface HistogramKernel {
  /**
   * Adds rows to the histograms of a tile's four features. All arguments are byte addresses in the memory.
   * @param words the tile: one 32-bit word per row, a byte per feature
   * @param rows first of the leaf's row offsets (4 x row number, 32 bit)
   * @param end behind the last of them; must lie above `rows`
   * @param pairs gradient and hessian (two doubles) of each of these rows, in order
   * @param h0 histogram of the tile's first feature, and so on; a bin is a pair of doubles
   */
  addFour(
    words: number,
    rows: number,
    end: number,
    pairs: number,
    h0: number,
    h1: number,
    h2: number,
    h3: number,
  ): void;
  /** The same for one feature, whose byte starts at bit `shift`. */
  addOne(words: number, rows: number, end: number, pairs: number, h: number, shift: number): void;
  /** a -= b, pair by pair, from `a` up to `end`; at least one pair. */
  subtract(a: number, end: number, b: number): void;
}

/** Bytes of one bin: the sums of gradients and hessians. */
export const PAIR_BYTES = 16;

const I32 = 0x7f;
const V128 = 0x7b;
const VOID = 0x40;
const MEMORY = 2;
const FUNCTION = 0;
const END = 0x0b;

/** LEB128; all numbers here are small and not negative, `signed` only keeps bit 6 from meaning minus. */
function leb(value: number, signed = false): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= (signed ? 0x40 : 0x80)) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

const vector = (items: readonly (readonly number[])[]) => [...leb(items.length), ...items.flat()];
const sized = (bytes: readonly number[]) => [...leb(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)];
const text = (word: string) => sized(Array.from(word, (letter) => letter.charCodeAt(0)));

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const i32 = (value: number) => [0x41, ...leb(value, true)];
const [ADD, AND, SHIFT_LEFT, SHIFT_RIGHT, BELOW] = [[0x6a], [0x71], [0x74], [0x76], [0x49]];
const LOAD_I32 = [0x28, 2, 0];
const LOAD_PAIR = [0xfd, 0x00, 3, 0];
const STORE_PAIR = [0xfd, 0x0b, 3, 0];
const ADD_PAIRS = [0xfd, 0xf0, 0x01];
const SUBTRACT_PAIRS = [0xfd, 0xf1, 0x01];

const advance = (local: number, bytes: number) => [
  ...get(local),
  ...i32(bytes),
  ...ADD,
  ...set(local),
];

/** Repeats `body` while local `counter` < local `end` (unsigned), at least once. */
const repeat = (counter: number, end: number, body: readonly number[]) => [
  ...[0x03, VOID],
  ...body,
  ...get(counter),
  ...get(end),
  ...BELOW,
  ...[0x0d, 0],
  END,
];

/** Word and pair of the row at `rows`; arguments 0 to 3 are words, rows, end, pairs. */
const loadRow = (word: number, pair: number) => [
  ...get(1),
  ...LOAD_I32,
  ...get(0),
  ...ADD,
  ...LOAD_I32,
  ...set(word),
  ...get(3),
  ...LOAD_PAIR,
  ...set(pair),
];

/** Adds `pair` to the bin whose byte offset is on the stack, in the histogram at local `histogram`. */
const addToBin = (histogram: number, address: number, pair: number) => [
  ...get(histogram),
  ...ADD,
  ...tee(address),
  ...get(address),
  ...LOAD_PAIR,
  ...get(pair),
  ...ADD_PAIRS,
  ...STORE_PAIR,
];

/** Byte `k` of the word, times the bytes of a bin. */
const binOffset = (word: number, k: number) => [
  ...get(word),
  ...(k === 0 ? [...i32(4), ...SHIFT_LEFT] : [...i32(8 * k - 4), ...SHIFT_RIGHT]),
  ...i32(0xff0),
  ...AND,
];

function addFour(): number[] {
  const [word, address, pair] = [8, 9, 10];
  return repeat(1, 2, [
    ...loadRow(word, pair),
    ...[0, 1, 2, 3].flatMap((k) => [...binOffset(word, k), ...addToBin(4 + k, address, pair)]),
    ...advance(1, 4),
    ...advance(3, PAIR_BYTES),
  ]);
}

function addOne(): number[] {
  const [word, address, pair] = [6, 7, 8];
  return repeat(1, 2, [
    ...loadRow(word, pair),
    ...[...get(word), ...get(5), ...SHIFT_RIGHT, ...i32(255), ...AND, ...i32(4), ...SHIFT_LEFT],
    ...addToBin(4, address, pair),
    ...advance(1, 4),
    ...advance(3, PAIR_BYTES),
  ]);
}

function subtract(): number[] {
  return repeat(0, 1, [
    ...get(0),
    ...get(0),
    ...LOAD_PAIR,
    ...get(2),
    ...LOAD_PAIR,
    ...SUBTRACT_PAIRS,
    ...STORE_PAIR,
    ...advance(0, PAIR_BYTES),
    ...advance(2, PAIR_BYTES),
  ]);
}

/** Two locals for numbers and one for a pair, behind the arguments. */
const LOCALS = vector([
  [2, I32],
  [1, V128],
]);

function assemble(): Uint8Array<ArrayBuffer> {
  const functions = [
    { name: 'addFour', arguments: 8, body: addFour() },
    { name: 'addOne', arguments: 6, body: addOne() },
    { name: 'subtract', arguments: 3, body: subtract() },
  ];
  const types = functions.map((f) => [
    0x60,
    ...vector(Array.from({ length: f.arguments }, () => [I32])),
    0,
  ]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector([[...text('env'), ...text('memory'), MEMORY, 0, 0]])),
    ...section(3, vector(functions.map((_, i) => [i]))),
    ...section(7, vector(functions.map((f, i) => [...text(f.name), FUNCTION, i]))),
    ...section(10, vector(functions.map((f) => sized([...LOCALS, ...f.body, END])))),
  ]);
}

let compiled: WebAssembly.Module | undefined;

/** The loops on a memory. Compiled once per thread, in well under a millisecond. */
export function createKernel(memory: WebAssembly.Memory): HistogramKernel {
  compiled ??= new WebAssembly.Module(assemble());
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  return instance.exports as unknown as HistogramKernel;
}
