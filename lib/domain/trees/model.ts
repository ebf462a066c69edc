import type { TreeObjective } from './params';

/** How a node reads NaN: as 0; as 0 and, with every zero, by default direction; by default direction. */
export const MISSING = { none: 0, zero: 1, nan: 2 } as const;

/** Stands for Infinity, which JSON cannot hold: a cut between all values and the missing ones. */
export const LARGEST_THRESHOLD = 1e300;

/**
 * One regression tree. Arrays of length `nodes` describe inner nodes, node 0 the root; arrays of length `nodes + 1`
 * describe leaves. A child >= 0 is a node, a child < 0 is leaf `~child`. A tree may be a single leaf.
 */
export interface Tree {
  readonly feature: Int32Array;
  /** Values up to this one go left. */
  readonly threshold: Float64Array;
  /** One of `MISSING`. */
  readonly missing: Uint8Array;
  /** 1: what is missing goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Loss saved by the node's cut. */
  readonly gain: Float64Array;
  /** Training rows that reached the node. */
  readonly nodeRows: Float64Array;
  /** What the leaf adds to the margin, learning rate included. */
  readonly value: Float64Array;
  readonly leafRows: Float64Array;
}

/** A sum of trees. The margin of a row is `baseScore` plus one leaf's value of each tree. */
export interface TreeModel {
  readonly objective: TreeObjective;
  readonly featureNames: readonly string[];
  /** Log-odds for `binary`, a value of the target for `regression`. */
  readonly baseScore: number;
  readonly trees: readonly Tree[];
}

const FORMAT = 'stagelight-trees-1';

/** The model as a plain object for JSON. Numbers survive exactly. */
export function treeModelToJson(model: TreeModel): unknown {
  const { objective, featureNames, baseScore } = model;
  const trees = model.trees.map((tree) =>
    Object.fromEntries(Object.entries(tree).map(([name, values]) => [name, Array.from(values)])),
  );
  return { format: FORMAT, objective, featureNames, baseScore, trees };
}

function fail(message: string): never {
  throw new Error(`not a tree model: ${message}`);
}

function recordOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail(`${what} is not an object`);
  }
  return value as Record<string, unknown>;
}

function numbersOf(record: Record<string, unknown>, name: string, length: number): number[] {
  const values = record[name];
  if (!Array.isArray(values) || values.length !== length) {
    fail(`${name} does not hold ${length} numbers`);
  }
  for (const value of values) if (!Number.isFinite(value)) fail(`${name} holds ${value}`);
  return values as number[];
}

function treeFromJson(value: unknown, features: number): Tree {
  const record = recordOf(value, 'a tree');
  const nodes = Array.isArray(record.feature)
    ? record.feature.length
    : fail('a tree lacks feature');
  const int = (name: string) => Int32Array.from(numbersOf(record, name, nodes));
  const byte = (name: string) => Uint8Array.from(numbersOf(record, name, nodes));
  const node = (name: string) => Float64Array.from(numbersOf(record, name, nodes));
  const leaf = (name: string) => Float64Array.from(numbersOf(record, name, nodes + 1));
  const tree: Tree = {
    feature: int('feature'),
    threshold: node('threshold'),
    missing: byte('missing'),
    missingLeft: byte('missingLeft'),
    left: int('left'),
    right: int('right'),
    gain: node('gain'),
    nodeRows: node('nodeRows'),
    value: leaf('value'),
    leafRows: leaf('leafRows'),
  };
  checkTree(tree, features);
  return tree;
}

/** @throws Error unless every node and leaf hangs below the root exactly once and features exist */
export function checkTree(tree: Tree, features: number): void {
  const nodes = tree.feature.length;
  for (const feature of tree.feature) {
    if (!(feature >= 0 && feature < features)) {
      fail(`feature ${feature} is not one of ${features}`);
    }
  }
  const seen = new Uint8Array(2 * nodes + 1);
  let reached = 0;
  const waiting = [nodes > 0 ? 0 : ~0];
  for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
    const place = child >= 0 ? child : nodes + ~child;
    const exists = child >= 0 ? child < nodes : ~child <= nodes;
    if (!exists || seen[place] === 1) fail(`node ${child} is out of place`);
    seen[place] = 1;
    reached++;
    if (child >= 0) waiting.push(tree.left[child] as number, tree.right[child] as number);
  }
  if (reached !== seen.length) fail(`${seen.length - reached} nodes hang nowhere`);
}

/**
 * Reads what `treeModelToJson` wrote.
 * @throws Error saying what is wrong with anything else
 */
export function treeModelFromJson(value: unknown): TreeModel {
  const record = recordOf(value, 'the file');
  if (record.format !== FORMAT) fail(`format is ${record.format}, not ${FORMAT}`);
  const { objective, featureNames, baseScore, trees } = record;
  if (objective !== 'binary' && objective !== 'regression') fail(`objective is ${objective}`);
  if (!Array.isArray(featureNames) || featureNames.some((name) => typeof name !== 'string')) {
    fail('featureNames is not a list of words');
  }
  if (typeof baseScore !== 'number' || !Number.isFinite(baseScore))
    fail(`baseScore is ${baseScore}`);
  if (!Array.isArray(trees)) fail('trees is not a list');
  return {
    objective,
    featureNames,
    baseScore,
    trees: trees.map((tree) => treeFromJson(tree, featureNames.length)),
  };
}
