import type { Tree } from './model';
import { gaussLegendre } from './quadrature';

/**
 * The way from the root to one leaf, cuts on the same feature joined: a row agrees with an element when it would go
 * towards the leaf at every cut on the element's feature.
 */
export interface LeafPath {
  readonly value: number;
  /** Feature of each element. */
  readonly features: Int32Array;
  /** Share of training rows that go towards the leaf at the element's cuts: the product of child over parent. */
  readonly shares: Float64Array;
  /** Nodes from the root on; `towardsLeft` and `element` belong to them. */
  readonly nodes: Int32Array;
  readonly towardsLeft: Uint8Array;
  readonly element: Int32Array;
}

/** @throws Error when the model does not tell how many training rows reached each node */
export function leafPaths(tree: Tree): LeafPath[] {
  const paths: LeafPath[] = [];
  const nodes: number[] = [];
  const sides: number[] = [];
  const rowsOf = (child: number) =>
    (child >= 0 ? tree.nodeRows[child] : tree.leafRows[~child]) as number;

  const close = (leaf: number) => {
    const features: number[] = [];
    const shares: number[] = [];
    const element = nodes.map((node, depth) => {
      const feature = tree.feature[node] as number;
      const child = (sides[depth] === 1 ? tree.left[node] : tree.right[node]) as number;
      const share = rowsOf(child) / rowsOf(node);
      if (!(share >= 0 && share <= 1)) {
        throw new Error('a tree without counts of training rows cannot be explained');
      }
      const known = features.indexOf(feature);
      const at = known < 0 ? features.push(feature) - 1 : known;
      shares[at] = (shares[at] ?? 1) * share;
      return at;
    });
    paths.push({
      value: tree.value[leaf] as number,
      features: Int32Array.from(features),
      shares: Float64Array.from(shares),
      nodes: Int32Array.from(nodes),
      towardsLeft: Uint8Array.from(sides),
      element: Int32Array.from(element),
    });
  };

  // The stack holds children still to visit with their depth; a tree may be deeper than the call stack allows.
  const waiting = [{ child: tree.feature.length > 0 ? 0 : ~0, depth: 0, side: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { child, depth, side } = next;
    if (depth > 0) sides[depth - 1] = side;
    sides.length = depth;
    nodes.length = depth;
    if (child < 0) {
      close(~child);
      continue;
    }
    nodes.push(child);
    sides.push(0);
    waiting.push(
      { child: tree.right[child] as number, depth: depth + 1, side: 0 },
      { child: tree.left[child] as number, depth: depth + 1, side: 1 },
    );
  }
  return paths;
}

/** Mean of a tree over the training rows: its leaves' values, weighted by the shares of the ways to them. */
export function expectedValue(paths: readonly LeafPath[]): number {
  return paths.reduce((sum, path) => sum + path.shares.reduce((a, b) => a * b, path.value), 0);
}

/**
 * Shapley values of one leaf's elements for a row that agrees with some of them.
 *
 * In a coalition T an element outside T counts with its share z, one inside T with o, 1 if the row agrees and else 0. So
 * phi_i = v (o_i - z_i) sum over T of |T|! (d - |T| - 1)! / d! times the product over the other elements, and as
 * |T|! (d - |T| - 1)! / d! is the integral of t^|T| (1 - t)^(d - |T| - 1), the sum is the integral over [0, 1] of
 * prod_{j <> i} (z_j (1 - t) + o_j t): a polynomial of degree d - 1, which d / 2 Gauss points integrate exactly.
 * Equals algorithm 2 of Lundberg et al. (2018); all terms are positive, so nothing cancels.
 * @param agrees 1 where the row agrees; length d
 * @param out d values from index `at` on
 */
export function leafShapley(
  path: LeafPath,
  agrees: Uint8Array,
  out: Float64Array,
  at: number,
): void {
  const { shares, value } = path;
  const d = shares.length;
  const { points, weights } = gaussLegendre(Math.ceil(d / 2));
  const factor = (j: number, t: number) =>
    (shares[j] as number) * (1 - t) + (agrees[j] === 1 ? t : 0);
  out.fill(0, at, at + d);
  for (let q = 0; q < points.length; q++) {
    const t = points[q] as number;
    // Product of the factors before each element, then, backwards, of those behind it.
    let product = weights[q] as number;
    const before = scratch(d);
    for (let j = 0; j < d; j++) {
      before[j] = product;
      product *= factor(j, t);
    }
    let behind = 1;
    for (let j = d - 1; j >= 0; j--) {
      out[at + j] = (out[at + j] as number) + (before[j] as number) * behind;
      behind *= factor(j, t);
    }
  }
  for (let j = 0; j < d; j++) {
    const change = (agrees[j] === 1 ? 1 : 0) - (shares[j] as number);
    out[at + j] = (out[at + j] as number) * value * change;
  }
}

/**
 * Shapley interaction values of one leaf's pairs of elements (Lundberg et al. 2018, equation 13, after Fujimoto et al.
 * 2006): half of v (o_i - z_i) (o_j - z_j) times the integral of the product over all other elements, as above.
 * @param out values of the pairs (0, 1), (0, 2), ..., (1, 2), ... from index `at` on
 */
export function leafInteractions(
  path: LeafPath,
  agrees: Uint8Array,
  out: Float64Array,
  at: number,
): void {
  const { shares, value } = path;
  const d = shares.length;
  const { points, weights } = gaussLegendre(Math.max(1, Math.ceil((d - 1) / 2)));
  const change = (j: number) => (agrees[j] === 1 ? 1 : 0) - (shares[j] as number);
  let pair = at;
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      let integral = 0;
      for (let q = 0; q < points.length; q++) {
        const t = points[q] as number;
        let product = weights[q] as number;
        for (let k = 0; k < d; k++) {
          if (k === i || k === j) continue;
          product *= (shares[k] as number) * (1 - t) + (agrees[k] === 1 ? t : 0);
        }
        integral += product;
      }
      out[pair++] = 0.5 * value * change(i) * change(j) * integral;
    }
  }
}

let reused = new Float64Array(64);
function scratch(length: number): Float64Array {
  if (reused.length < length) reused = new Float64Array(2 * length);
  return reused;
}
