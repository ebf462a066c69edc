import { type BinnedData, TILE } from './binned';
import { createKernel, type HistogramKernel, PAIR_BYTES } from './kernel';
import { type LeafSums, type Split, type SplitRules, SplitScanner } from './split';

/** What training reads and changes; the arrays may be shared among threads. */
export interface TrainingBuffers {
  readonly data: BinnedData;
  /** Row numbers; each leaf owns one contiguous range. */
  readonly index: Int32Array;
  readonly gradients: Float32Array;
  readonly hessians: Float32Array;
  /** 1 for the features drawn for this tree. */
  readonly used: Uint8Array;
}

/**
 * Two leaves that need histograms: the small one's is built from its rows, the large one's is the parent's less the
 * small one's. At the root there is only the small one.
 */
export interface LeafTask {
  readonly begin: number;
  readonly count: number;
  /** Histogram that the small leaf gets. */
  readonly slot: number;
  /** Histogram of the parent, which becomes the large leaf's; -1 at the root. */
  readonly parentSlot: number;
  readonly small: LeafSums;
  readonly large: LeafSums;
  /** Whether the leaf is large enough and not too deep to be split again. */
  readonly scanSmall: boolean;
  readonly scanLarge: boolean;
}

export interface LeafSplits {
  readonly small: Split | undefined;
  readonly large: Split | undefined;
}

/** The larger gain wins; equal gains go to the lower feature, in whatever order slices answer. */
export function betterSplit(a: Split | undefined, b: Split | undefined): Split | undefined {
  if (!a || !b) return a ?? b;
  if (a.gain !== b.gain) return a.gain > b.gain ? a : b;
  return a.feature <= b.feature ? a : b;
}

/** Histograms of one leaf, in the slice's memory. */
interface Slot {
  /** Byte address. */
  readonly address: number;
  /** 1 for the features worth trying in the leaf's children. */
  readonly splittable: Uint8Array;
}

const PAGE = 65_536;
/** A kernel addresses 4 GiB; one page less keeps every end address below 2^32. */
const MOST_PAGES = 65_535;

/**
 * Histograms and best cuts of a range of tiles of features; one thread works on one slice. It keeps its own copy of the
 * tiles in the memory of its kernel: rows' words, then the leaf's rows, their pairs, a histogram for features that
 * nobody asked for, then one histogram of all features per leaf.
 */
export class FeatureSlice {
  readonly #buffers: TrainingBuffers;
  readonly #firstFeature: number;
  readonly #active: Uint8Array;
  /** Byte offset of each feature in a histogram; one more for the end. */
  readonly #starts: Int32Array;
  readonly #slots: Slot[] = [];
  readonly #scanner: SplitScanner;
  readonly #memory: WebAssembly.Memory;
  readonly #kernel: HistogramKernel;
  readonly #rowsAt: number;
  readonly #pairsAt: number;
  readonly #spareAt: number;
  readonly #slotsAt: number;
  /** The whole memory as doubles; renewed when it grows. */
  #doubles = new Float64Array();

  /** @param firstTile first tile of the slice, `endTile` the one after its last */
  constructor(buffers: TrainingBuffers, firstTile: number, endTile: number, rules: SplitRules) {
    this.#buffers = buffers;
    const { rows, features, binCounts, words } = buffers.data;
    this.#firstFeature = firstTile * TILE;
    const size = Math.max(0, Math.min(features, endTile * TILE) - this.#firstFeature);
    this.#active = new Uint8Array(size);
    this.#starts = new Int32Array(size + 1);
    for (let i = 0; i < size; i++) {
      const bins = binCounts[this.#firstFeature + i] as number;
      this.#starts[i + 1] = (this.#starts[i] as number) + bins * PAIR_BYTES;
    }
    this.#scanner = new SplitScanner(rules);
    const tiles = words.subarray(firstTile * rows, Math.max(firstTile, endTile) * rows);
    this.#rowsAt = tiles.byteLength;
    this.#pairsAt = Math.ceil((this.#rowsAt + 4 * rows) / PAIR_BYTES) * PAIR_BYTES;
    this.#spareAt = this.#pairsAt + rows * PAIR_BYTES;
    this.#slotsAt = this.#spareAt + 256 * PAIR_BYTES;
    this.#memory = new WebAssembly.Memory({ initial: 0, maximum: MOST_PAGES });
    this.#reserve(this.#slotsAt);
    new Uint32Array(this.#memory.buffer, 0, tiles.length).set(tiles);
    this.#kernel = createKernel(this.#memory);
  }

  /** Builds the histograms of a task and finds the best cut of both leaves among this slice's features. */
  run(task: LeafTask): LeafSplits {
    const parent = task.parentSlot < 0 ? undefined : this.#slot(task.parentSlot);
    const small = this.#slot(task.slot);
    this.#choose(parent?.splittable);
    this.#gather(task);
    this.#build(small.address, task.count);
    if (parent) this.#subtract(parent.address, small.address);
    return {
      small: this.#scan(small, task.small, task.scanSmall),
      large: parent ? this.#scan(parent, task.large, task.scanLarge) : undefined,
    };
  }

  /** @throws RangeError when the data are too large for one kernel */
  #reserve(bytes: number): void {
    const missing = Math.ceil(bytes / PAGE) - this.#memory.buffer.byteLength / PAGE;
    if (missing <= 0) return;
    if (Math.ceil(bytes / PAGE) > MOST_PAGES) {
      throw new RangeError(`training needs ${bytes} bytes in one thread, more than 4 GiB`);
    }
    this.#memory.grow(missing);
    this.#doubles = new Float64Array(this.#memory.buffer);
  }

  #slot(number: number): Slot {
    const known = this.#slots[number];
    if (known) return known;
    const size = this.#starts[this.#active.length] as number;
    const address = this.#slotsAt + number * size;
    this.#reserve(address + size);
    const slot = { address, splittable: new Uint8Array(this.#active.length) };
    this.#slots[number] = slot;
    return slot;
  }

  /** A feature without any cut in the parent is not tried in the children, as LightGBM does. */
  #choose(parent: Uint8Array | undefined): void {
    const { used, data } = this.#buffers;
    for (let i = 0; i < this.#active.length; i++) {
      const feature = this.#firstFeature + i;
      const canCut = parent ? parent[i] : used[feature];
      this.#active[i] = canCut === 1 && (data.binCounts[feature] as number) > 1 ? 1 : 0;
    }
  }

  /** Copies the leaf's rows with their gradients and hessians side by side. */
  #gather({ begin, count }: LeafTask): void {
    const { index, gradients, hessians } = this.#buffers;
    const offsets = new Int32Array(this.#memory.buffer, this.#rowsAt, count);
    const doubles = this.#doubles;
    for (let i = 0, at = this.#pairsAt / 8; i < count; i++, at += 2) {
      const row = index[begin + i] as number;
      offsets[i] = row << 2;
      doubles[at] = gradients[row] as number;
      doubles[at + 1] = hessians[row] as number;
    }
  }

  #build(address: number, count: number): void {
    const size = this.#starts[this.#active.length] as number;
    this.#doubles.fill(0, address / 8, (address + size) / 8);
    if (count === 0) return;
    const tileBytes = this.#buffers.data.rows * 4;
    const end = this.#rowsAt + 4 * count;
    const active = this.#active;
    for (let first = 0, words = 0; first < active.length; first += TILE, words += tileBytes) {
      const at = (k: number) =>
        active[first + k] === 1 ? address + (this.#starts[first + k] as number) : this.#spareAt;
      let wanted = 0;
      for (let k = 0; k < TILE; k++) if (active[first + k] === 1) wanted++;
      if (wanted > 2) {
        this.#kernel.addFour(words, this.#rowsAt, end, this.#pairsAt, at(0), at(1), at(2), at(3));
        continue;
      }
      for (let k = 0; k < TILE; k++) {
        if (active[first + k] !== 1) continue;
        this.#kernel.addOne(words, this.#rowsAt, end, this.#pairsAt, at(k), 8 * k);
      }
    }
  }

  /** Features that are not active hold zeros in the small leaf's histogram, so subtracting all of them is right. */
  #subtract(parent: number, small: number): void {
    const size = this.#starts[this.#active.length] as number;
    if (size > 0) this.#kernel.subtract(parent, parent + size, small);
  }

  #scan(slot: Slot, sums: LeafSums, wanted: boolean): Split | undefined {
    let best: Split | undefined;
    if (!wanted) return best;
    const { binCounts, hasMissing } = this.#buffers.data;
    for (let i = 0; i < this.#active.length; i++) {
      slot.splittable[i] = 0;
      if (this.#active[i] === 0) continue;
      const feature = this.#firstFeature + i;
      const gain = this.#scanner.scan(
        this.#doubles,
        (slot.address + (this.#starts[i] as number)) / 8,
        binCounts[feature] as number,
        hasMissing[feature] === 1,
        sums,
      );
      if (gain === -Infinity) continue;
      slot.splittable[i] = 1;
      if (!best || gain > best.gain) best = this.#scanner.split(feature, sums);
    }
    return best;
  }
}
