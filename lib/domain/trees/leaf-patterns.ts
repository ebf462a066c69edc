import type { Matrix } from '../matrix/matrix';
import type { LeafPath } from './leaf-path';
import type { Tree } from './model';
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

  decide({ values, columns }: Matrix, begin: number, end: number): void {
    const tree = this.#tree;
    this.#bytes.fill(0);
    for (let node = 0; node < tree.feature.length; node++) {
      const bytes = this.byte(node >>> 3);
      const bit = 1 << (node & 7);
      const threshold = tree.threshold[node] as number;
      let at = begin * columns + (tree.feature[node] as number);
      for (let r = 0; r < end - begin; r++, at += columns) {
        const value = values[at] as number;
        const plain = value > 1e-35 || value < -1e-35;
        if (plain ? value <= threshold : goesLeft(tree, node, value)) {
          bytes[r] = (bytes[r] as number) | bit;
        }
      }
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

function orTables(
  tables: readonly ByteTable[],
  decisions: NodeDecisions,
  out: Int32Array,
  count: number,
): void {
  out.fill(0, 0, count);
  for (const { byte, disagree } of tables) {
    const bytes = decisions.byte(byte);
    for (let r = 0; r < count; r++) {
      out[r] = (out[r] as number) | (disagree[bytes[r] as number] as number);
    }
  }
}
