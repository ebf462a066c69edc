import { type BinnedData, TILE } from './binned';
import { addFour, addOne, addTwo, type LeafRows } from './histogram';
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

/** Histograms of one leaf. */
interface Slot {
  readonly histogram: Float64Array;
  /** 1 for the features worth trying in the leaf's children. */
  readonly splittable: Uint8Array;
}

/** Histograms and best cuts of a range of tiles of features; one thread works on one slice. */
export class FeatureSlice {
  readonly #buffers: TrainingBuffers;
  readonly #firstFeature: number;
  readonly #endFeature: number;
  /** Start of each feature's bins in a histogram, counted from the slice's first feature; one more for the end. */
  readonly #starts: Int32Array;
  readonly #slots: Slot[] = [];
  readonly #active: Uint8Array;
  readonly #scanner: SplitScanner;
  readonly #gradients: Float64Array;
  readonly #hessians: Float64Array;
  readonly #at = new Int32Array(TILE);

  /** @param firstTile first tile of the slice, `endTile` the one after its last */
  constructor(buffers: TrainingBuffers, firstTile: number, endTile: number, rules: SplitRules) {
    this.#buffers = buffers;
    const { rows, features, binCounts } = buffers.data;
    this.#firstFeature = firstTile * TILE;
    this.#endFeature = Math.min(features, endTile * TILE);
    const size = Math.max(0, this.#endFeature - this.#firstFeature);
    this.#starts = new Int32Array(size + 1);
    for (let i = 0; i < size; i++) {
      const bins = binCounts[this.#firstFeature + i] as number;
      this.#starts[i + 1] = (this.#starts[i] as number) + 2 * bins;
    }
    this.#active = new Uint8Array(size);
    this.#scanner = new SplitScanner(rules);
    this.#gradients = new Float64Array(rows);
    this.#hessians = new Float64Array(rows);
  }

  /** Builds the histograms of a task and finds the best cut of both leaves among this slice's features. */
  run(task: LeafTask): LeafSplits {
    const parent = task.parentSlot < 0 ? undefined : this.#slot(task.parentSlot);
    const small = this.#slot(task.slot);
    this.#choose(parent?.splittable);
    small.histogram.fill(0);
    this.#build(small.histogram, this.#gather(task));
    if (parent) this.#subtract(parent.histogram, small.histogram);
    return {
      small: this.#scan(small, task.small, task.scanSmall),
      large: parent ? this.#scan(parent, task.large, task.scanLarge) : undefined,
    };
  }

  #slot(number: number): Slot {
    const size = this.#starts[this.#starts.length - 1] as number;
    const slot = this.#slots[number] ?? {
      histogram: new Float64Array(size),
      splittable: new Uint8Array(this.#active.length),
    };
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

  #gather(task: LeafTask): LeafRows {
    const { index, gradients, hessians } = this.#buffers;
    const { begin, count } = task;
    for (let i = 0; i < count; i++) {
      const row = index[begin + i] as number;
      this.#gradients[i] = gradients[row] as number;
      this.#hessians[i] = hessians[row] as number;
    }
    return { index, begin, count, gradients: this.#gradients, hessians: this.#hessians };
  }

  #build(histogram: Float64Array, leaf: LeafRows): void {
    const { rows, words } = this.#buffers.data;
    for (let first = 0; first < this.#active.length; first += TILE) {
      const tileStart = ((this.#firstFeature + first) / TILE) * rows;
      const chosen: number[] = [];
      for (let k = 0; k < TILE; k++) {
        this.#at[k] = this.#starts[first + k] ?? 0;
        if (this.#active[first + k] === 1) chosen.push(k);
      }
      if (chosen.length === TILE) {
        addFour(histogram, this.#at, words, tileStart, leaf);
        continue;
      }
      for (let c = 0; c < chosen.length; c += 2) {
        const a = chosen[c] as number;
        const b = chosen[c + 1];
        const atA = this.#at[a] as number;
        if (b === undefined) addOne(histogram, atA, a << 3, words, tileStart, leaf);
        else {
          addTwo(histogram, atA, a << 3, this.#at[b] as number, b << 3, words, tileStart, leaf);
        }
      }
    }
  }

  #subtract(parent: Float64Array, small: Float64Array): void {
    for (let i = 0; i < this.#active.length; i++) {
      if (this.#active[i] === 0) continue;
      const end = this.#starts[i + 1] as number;
      for (let p = this.#starts[i] as number; p < end; p++) {
        parent[p] = (parent[p] as number) - (small[p] as number);
      }
    }
  }

  #scan(
    slot: Slot,
    sums: LeafSums,
    wanted: boolean,
  ): Split | undefined {
    let best: Split | undefined;
    if (!wanted) return best;
    const { binCounts, hasMissing } = this.#buffers.data;
    for (let i = 0; i < this.#active.length; i++) {
      slot.splittable[i] = 0;
      if (this.#active[i] === 0) continue;
      const feature = this.#firstFeature + i;
      const gain = this.#scanner.scan(
        slot.histogram,
        this.#starts[i] as number,
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
