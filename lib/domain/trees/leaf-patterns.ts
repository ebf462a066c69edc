import type { Matrix } from '../matrix/matrix';
import type { LeafPath } from './leaf-path';
import { MISSING, type Tree } from './model';
import { goesLeft } from './predict';

/** Rows handled at once: their patterns and sums stay in the processor's cache. */
export const ROW_BLOCK = 1024;

/** Elements whose answers share one integer. */
const WORD = 31;

/** Largest table of a leaf's 2^d patterns, in numbers; longer paths are worked out row by row. */
const MOST_TABLED = 65_536;

/** What a leaf gives for one pattern of agreement: `width` numbers, written from index `at` on. */
export type PatternFill = (
  path: LeafPath,
  agrees: Uint8Array,
  out: Float64Array,
  at: number,
) => void;

/** A table turned on its side, so that a node reads its feature of many rows in one go. */
export interface ColumnTable {
  readonly rows: number;
  /** Values of all rows by feature; features that no tree asks for are left out. */
  readonly columns: readonly (Float32Array | Float64Array | undefined)[];
}

/** Copies the features that the trees ask for. */
export function columnTable(trees: readonly Tree[], matrix: Matrix): ColumnTable {
  const { values, rows, columns: width } = matrix;
  const columns = new Array<Float32Array | Float64Array | undefined>(width).fill(undefined);
  for (const tree of trees) {
    for (const feature of tree.feature) columns[feature] ??= values.slice(0, rows);
  }
  // A few rows at a time: each cache line of the table is read once.
  const block = 64;
  for (let begin = 0; begin < rows; begin += block) {
    const end = Math.min(rows, begin + block);
    columns.forEach((column, feature) => {
      if (!column) return;
      for (let row = begin, at = begin * width + feature; row < end; row++, at += width) {
        column[row] = values[at] as number;
      }
    });
  }
  return { rows, columns };
}

/** Bits of all nodes' decisions for a block of rows: byte b of row r holds nodes 8b to 8b + 7, 1 = goes left. */
export class NodeDecisions {
  readonly #tree: Tree;
  readonly #bytes: Uint8Array;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#bytes = new Uint8Array(Math.ceil(tree.feature.length / 8) * ROW_BLOCK);
  }

  /** The bytes of eight nodes for all rows of the block. */
  byte(index: number): Uint8Array {
    return this.#bytes.subarray(index * ROW_BLOCK, (index + 1) * ROW_BLOCK);
  }

  decide(table: ColumnTable, begin: number, end: number): void {
    const tree = this.#tree;
    this.#bytes.fill(0);
    for (let node = 0; node < tree.feature.length; node++) {
      const column = table.columns[tree.feature[node] as number];
      if (!column) continue;
      const bytes = this.byte(node >>> 3);
      const bit = 1 << (node & 7);
      const nanLeft = goesLeft(tree, node, Number.NaN);
      if (tree.missing[node] === MISSING.zero) {
        for (let r = 0; r < end - begin; r++) {
          if (goesLeft(tree, node, column[begin + r] as number)) {
            bytes[r] = (bytes[r] as number) | bit;
          }
        }
      } else {
        mark(column, begin, end, tree.threshold[node] as number, nanLeft, bytes, bit);
      }
    }
  }
}

/** Sets `bit` for values up to the threshold, and for NaN if that goes left. */
function mark(
  column: Float32Array | Float64Array,
  begin: number,
  end: number,
  threshold: number,
  nanLeft: boolean,
  bytes: Uint8Array,
  bit: number,
): void {
  const count = end - begin;
  if (nanLeft) {
    for (let r = 0; r < count; r++) {
      const stays = (column[begin + r] as number) > threshold ? 0 : bit;
      bytes[r] = (bytes[r] as number) | stays;
    }
  } else {
    for (let r = 0; r < count; r++) {
      const goes = (column[begin + r] as number) <= threshold ? bit : 0;
      bytes[r] = (bytes[r] as number) | goes;
    }
  }
}

interface ByteTable {
  readonly byte: number;
  /** Disagreeing elements, as bits of one word, for each of the 256 values of the byte. */
  readonly disagree: Int32Array;
}

/**
 * One leaf, asked again and again which of its elements rows agree with. There are far fewer patterns of agreement than
 * rows, so what follows from a pattern is worked out once (the idea of Fast TreeSHAP v2, Yang 2021, done lazily).
 */
export class LeafPatterns {
  readonly path: LeafPath;
  readonly #width: number;
  readonly #fill: PatternFill;
  /** Per word of 31 elements. */
  readonly #tables: readonly (readonly ByteTable[])[];
  readonly #isTabled: boolean;
  readonly #known: Uint8Array;
  readonly #agrees: Uint8Array;
  /** Where a row's numbers start in `numbers`, for the rows of the block. */
  readonly starts = new Int32Array(ROW_BLOCK);
  readonly numbers: Float64Array;

  constructor(path: LeafPath, width: number, fill: PatternFill) {
    this.path = path;
    this.#width = width;
    this.#fill = fill;
    const d = path.features.length;
    this.#tables = Array.from({ length: Math.ceil(d / WORD) }, (_, word) =>
      byteTables(path, word * WORD),
    );
    this.#agrees = new Uint8Array(d);
    this.#isTabled = 2 ** d * width <= MOST_TABLED;
    const patterns = this.#isTabled ? 2 ** d : ROW_BLOCK;
    this.#known = new Uint8Array(this.#isTabled ? patterns : 0);
    this.numbers = new Float64Array(patterns * width);
  }

  /** Sets `starts` for the first `count` rows of the block. */
  match(decisions: NodeDecisions, count: number): void {
    const [first = []] = this.#tables;
    if (!this.#isTabled) {
      this.#matchEach(decisions, count);
      return;
    }
    const { starts } = this;
    const known = this.#known;
    const width = this.#width;
    orTables(first, decisions, starts, count);
    for (let r = 0; r < count; r++) {
      const pattern = starts[r] as number;
      if (known[pattern] === 0) this.#learn(pattern);
      starts[r] = pattern * width;
    }
  }

  #learn(pattern: number): void {
    const agrees = this.#agrees;
    for (let j = 0; j < agrees.length; j++) agrees[j] = (pattern >>> j) & 1 ? 0 : 1;
    this.#fill(this.path, agrees, this.numbers, pattern * this.#width);
    this.#known[pattern] = 1;
  }

  #matchEach(decisions: NodeDecisions, count: number): void {
    const words = this.#tables.map((tables) => {
      const word = new Int32Array(count);
      orTables(tables, decisions, word, count);
      return word;
    });
    const agrees = this.#agrees;
    for (let r = 0; r < count; r++) {
      for (let j = 0; j < agrees.length; j++) {
        const word = words[Math.floor(j / WORD)]?.[r] ?? 0;
        agrees[j] = (word >>> (j % WORD)) & 1 ? 0 : 1;
      }
      this.starts[r] = r * this.#width;
      this.#fill(this.path, agrees, this.numbers, r * this.#width);
    }
  }
}

function byteTables({ nodes, towardsLeft, element }: LeafPath, firstElement: number): ByteTable[] {
  const tables = new Map<number, Int32Array>();
  nodes.forEach((node, i) => {
    const bit = (element[i] as number) - firstElement;
    if (bit < 0 || bit >= WORD) return;
    const table = tables.get(node >>> 3) ?? new Int32Array(256);
    tables.set(node >>> 3, table);
    for (let byte = 0; byte < 256; byte++) {
      const wentLeft = (byte >>> (node & 7)) & 1;
      if (wentLeft !== towardsLeft[i]) table[byte] = (table[byte] as number) | (1 << bit);
    }
  });
  return Array.from(tables, ([byte, disagree]) => ({ byte, disagree }));
}

/** Disagreeing elements of each row of the block, two tables at a time. */
function orTables(
  tables: readonly ByteTable[],
  decisions: NodeDecisions,
  out: Int32Array,
  count: number,
): void {
  for (let t = 0; t < tables.length; t += 2) {
    const [one, two] = [tables[t] as ByteTable, tables[t + 1] ?? NOTHING];
    orTwo(one, two, decisions, out, count, t === 0);
  }
}

const NOTHING: ByteTable = { byte: 0, disagree: new Int32Array(256) };

function orTwo(
  one: ByteTable,
  two: ByteTable,
  decisions: NodeDecisions,
  out: Int32Array,
  count: number,
  isFirst: boolean,
): void {
  const bytesOne = decisions.byte(one.byte);
  const bytesTwo = decisions.byte(two.byte);
  const { disagree } = one;
  const { disagree: disagreeTwo } = two;
  for (let r = 0; r < count; r++) {
    const known = isFirst ? 0 : (out[r] as number);
    out[r] =
      known |
      (disagree[bytesOne[r] as number] as number) |
      (disagreeTwo[bytesTwo[r] as number] as number);
  }
}
