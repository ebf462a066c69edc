import { type BinnedData, TILE } from './binned';
import {
  FeatureSlice,
  type LeafSplits,
  type LeafTask,
  type TrainingBuffers,
} from './feature-slice';
import { LARGEST_THRESHOLD, MISSING, type Tree } from './model';
import type { TreeParams } from './params';
import { type LeafSums, leafOutput, type Split, type SplitRules } from './split';

/**
 * Builds histograms and finds cuts. `createSplitFinder` does it here; another one may share the features among threads.
 * Whoever implements it must combine slices with `betterSplit`, so that the answer does not depend on their number.
 */
export interface SplitFinder {
  readonly buffers: TrainingBuffers;
  find(task: LeafTask): LeafSplits;
}

/** A finder that works in the calling thread. */
export function createSplitFinder(data: BinnedData, rules: SplitRules): SplitFinder {
  const buffers: TrainingBuffers = {
    data,
    index: new Int32Array(data.rows),
    gradients: new Float32Array(data.rows),
    hessians: new Float32Array(data.rows),
    used: new Uint8Array(data.features),
  };
  const slice = new FeatureSlice(buffers, 0, Math.ceil(data.features / TILE), rules);
  return { buffers, find: (task) => slice.run(task) };
}

interface Leaf {
  begin: number;
  readonly count: number;
  readonly depth: number;
  readonly sums: LeafSums;
  readonly slot: number;
  best: Split | undefined;
}

/** A tree with the ranges of `index` that its leaves own. */
export interface GrownTree {
  readonly tree: Tree;
  /** Bins up to this one go left, one per node. */
  readonly nodeBin: Int32Array;
  readonly leafBegin: Int32Array;
  readonly leafCount: Int32Array;
}

/**
 * Grows one tree leaf by leaf, always splitting the leaf that saves the most loss (Shi 2007; Ke et al. 2017).
 * @param rows the first `rows` entries of `index` are the training rows; they are put in the leaves' order
 * @returns the tree, its leaf values without the learning rate
 */
export function growTree(finder: SplitFinder, params: TreeParams, rows: number): GrownTree {
  return new Growth(finder, params, rows).grow();
}

class Growth {
  readonly #finder: SplitFinder;
  readonly #params: TreeParams;
  readonly #leaves: Leaf[];
  readonly #nodes: { split: Split; left: number; right: number; rows: number }[] = [];
  /** Where the parent points to each leaf: node and side. */
  readonly #parents: { node: number; side: 'left' | 'right' }[] = [{ node: -1, side: 'left' }];
  readonly #moved: Int32Array;

  constructor(finder: SplitFinder, params: TreeParams, rows: number) {
    this.#finder = finder;
    this.#params = params;
    this.#moved = new Int32Array(rows);
    const { index, gradients, hessians } = finder.buffers;
    let gradient = 0;
    let hessian = 0;
    for (let i = 0; i < rows; i++) {
      const row = index[i] as number;
      gradient += gradients[row] as number;
      hessian += hessians[row] as number;
    }
    const sums = { gradient, hessian, count: rows };
    this.#leaves = [{ begin: 0, count: rows, depth: 0, sums, slot: 0, best: undefined }];
  }

  grow(): GrownTree {
    const root = this.#leaves[0];
    if (root && this.#maySplit(root)) this.#findRoot(root);
    while (this.#leaves.length < this.#params.num_leaves) {
      const at = this.#bestLeaf();
      if (at < 0) break;
      this.#split(at);
    }
    return this.#finish();
  }

  #maySplit(leaf: Leaf): boolean {
    const { max_depth, min_data_in_leaf } = this.#params;
    return leaf.count >= 2 * min_data_in_leaf && !(max_depth > 0 && leaf.depth >= max_depth);
  }

  #findRoot(root: Leaf): void {
    const { begin, count, slot, sums } = root;
    const task = { begin, count, slot, parentSlot: -1, small: sums, large: sums };
    root.best = this.#finder.find({ ...task, scanSmall: true, scanLarge: false }).small;
  }

  #bestLeaf(): number {
    let best = -1;
    let gain = 0;
    this.#leaves.forEach((leaf, i) => {
      if (leaf.best && leaf.best.gain > gain) {
        gain = leaf.best.gain;
        best = i;
      }
    });
    return best;
  }

  #split(at: number): void {
    const leaf = this.#leaves[at];
    const split = leaf?.best;
    if (!leaf || !split) return;
    const leftCount = this.#partition(leaf, split);
    const rightCount = leaf.count - leftCount;
    if (leftCount === 0 || rightCount === 0) {
      // Counts are estimated while scanning; a cut that turns out to part nothing is given up.
      leaf.best = undefined;
      return;
    }
    const depth = leaf.depth + 1;
    const free = this.#leaves.length;
    const leftIsSmall = leftCount < rightCount;
    const left: Leaf = {
      begin: leaf.begin,
      count: leftCount,
      depth,
      sums: { ...split.left, count: leftCount },
      slot: leftIsSmall ? free : leaf.slot,
      best: undefined,
    };
    const right: Leaf = {
      begin: leaf.begin + leftCount,
      count: rightCount,
      depth,
      sums: { ...split.right, count: rightCount },
      slot: leftIsSmall ? leaf.slot : free,
      best: undefined,
    };
    this.#addNode(at, split, leaf.count);
    this.#leaves[at] = left;
    this.#leaves.push(right);
    if (this.#leaves.length < this.#params.num_leaves) {
      if (leftIsSmall) this.#findChildren(left, right);
      else this.#findChildren(right, left);
    }
  }

  #findChildren(small: Leaf, large: Leaf): void {
    const scanSmall = this.#maySplit(small);
    const scanLarge = this.#maySplit(large);
    if (!scanSmall && !scanLarge) return;
    const found = this.#finder.find({
      begin: small.begin,
      count: small.count,
      slot: small.slot,
      parentSlot: large.slot,
      small: small.sums,
      large: large.sums,
      scanSmall,
      scanLarge,
    });
    small.best = found.small;
    large.best = found.large;
  }

  /** Puts the rows that go left before those that go right, both in their order; returns how many go left. */
  #partition(leaf: Leaf, split: Split): number {
    const { data, index } = this.#finder.buffers;
    const { words, rows } = data;
    const { feature, bin, missingLeft } = split;
    const start = (feature >>> 2) * rows;
    const shift = (feature & 3) << 3;
    const missingBin =
      data.hasMissing[feature] === 1 ? (data.binCounts[feature] as number) - 1 : -1;
    const end = leaf.begin + leaf.count;
    let left = leaf.begin;
    let right = 0;
    for (let i = leaf.begin; i < end; i++) {
      const row = index[i] as number;
      const at = ((words[start + row] as number) >>> shift) & 255;
      if (at === missingBin ? missingLeft : at <= bin) index[left++] = row;
      else this.#moved[right++] = row;
    }
    index.set(this.#moved.subarray(0, right), left);
    return left - leaf.begin;
  }

  #addNode(leaf: number, split: Split, rows: number): void {
    const node = this.#nodes.length;
    const right = this.#leaves.length;
    const parent = this.#parents[leaf];
    const above = parent && this.#nodes[parent.node];
    if (parent && above) above[parent.side] = node;
    this.#nodes.push({ split, left: ~leaf, right: ~right, rows });
    this.#parents[leaf] = { node, side: 'left' };
    this.#parents[right] = { node, side: 'right' };
  }

  #finish(): GrownTree {
    const nodes = this.#nodes;
    const leaves = this.#leaves;
    const { bins } = this.#finder.buffers.data;
    const ofNodes = <T>(type: { from(values: number[]): T }, get: (i: number) => number) =>
      type.from(nodes.map((_, i) => get(i)));
    const node = (i: number) => nodes[i] as (typeof nodes)[number];
    const binsOf = (i: number) => bins[node(i).split.feature];
    const tree: Tree = {
      feature: ofNodes(Int32Array, (i) => node(i).split.feature),
      threshold: ofNodes(Float64Array, (i) =>
        Math.min(binsOf(i)?.upper[node(i).split.bin] ?? Infinity, LARGEST_THRESHOLD),
      ),
      missing: ofNodes(Uint8Array, (i) => (binsOf(i)?.hasMissing ? MISSING.nan : MISSING.none)),
      missingLeft: ofNodes(Uint8Array, (i) => (node(i).split.missingLeft ? 1 : 0)),
      left: ofNodes(Int32Array, (i) => node(i).left),
      right: ofNodes(Int32Array, (i) => node(i).right),
      gain: ofNodes(Float64Array, (i) => node(i).split.gain + this.#params.min_gain_to_split),
      nodeRows: ofNodes(Float64Array, (i) => node(i).rows),
      value: Float64Array.from(leaves, (leaf) => leafOutput(leaf.sums, this.#params)),
      leafRows: Float64Array.from(leaves, (leaf) => leaf.count),
    };
    return {
      tree,
      nodeBin: ofNodes(Int32Array, (i) => node(i).split.bin),
      leafBegin: Int32Array.from(leaves, (leaf) => leaf.begin),
      leafCount: Int32Array.from(leaves, (leaf) => leaf.count),
    };
  }
}
