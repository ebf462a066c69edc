import { checkTree, LARGEST_THRESHOLD, MISSING, type Tree, type TreeModel } from './model';
import type { TreeObjective } from './params';

const CATEGORICAL = 1;
const DEFAULT_LEFT = 2;

/** `key=value` lines of one section. */
type Fields = ReadonlyMap<string, string>;

function fieldsOf(section: string): Fields {
  const fields = new Map<string, string>();
  for (const line of section.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) fields.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return fields;
}

function wordsOf(fields: Fields, name: string): string[] {
  const value = fields.get(name);
  if (value === undefined) throw new Error(`LightGBM model: ${name} is missing`);
  return value === '' ? [] : value.split(' ');
}

function numbersOf(fields: Fields, name: string, length: number): number[] {
  const numbers = wordsOf(fields, name).map((word) => (word === 'inf' ? Infinity : Number(word)));
  if (numbers.length !== length || numbers.some(Number.isNaN)) {
    throw new Error(`LightGBM model: ${name} does not hold ${length} numbers`);
  }
  return numbers;
}

function objectiveOf(fields: Fields): TreeObjective {
  const words = wordsOf(fields, 'objective');
  if (words[0] === 'regression' && words.length === 1) return 'regression';
  if (words[0] === 'binary' && words.includes('sigmoid:1')) return 'binary';
  throw new Error(`LightGBM model: objective ${words.join(' ')} is not supported`);
}

function treeOf(section: string, features: number): Tree {
  const fields = fieldsOf(section);
  const [leaves = Number.NaN] = numbersOf(fields, 'num_leaves', 1);
  const nodes = leaves - 1;
  if (fields.get('is_linear') === '1') {
    throw new Error('LightGBM model: linear trees are not supported');
  }
  const node = (name: string) => (nodes === 0 ? [] : numbersOf(fields, name, nodes));
  const decisions = node('decision_type');
  if (decisions.some((type) => (type & CATEGORICAL) !== 0)) {
    throw new Error('LightGBM model: categorical cuts are not supported');
  }
  const missingTypes = [MISSING.none, MISSING.zero, MISSING.nan];
  const tree: Tree = {
    feature: Int32Array.from(node('split_feature')),
    threshold: Float64Array.from(node('threshold'), (t) => Math.min(t, LARGEST_THRESHOLD)),
    missing: Uint8Array.from(decisions, (type) => missingTypes[(type >> 2) & 3] ?? MISSING.none),
    missingLeft: Uint8Array.from(decisions, (type) => ((type & DEFAULT_LEFT) !== 0 ? 1 : 0)),
    left: Int32Array.from(node('left_child')),
    right: Int32Array.from(node('right_child')),
    gain: Float64Array.from(node('split_gain')),
    nodeRows: Float64Array.from(node('internal_count')),
    value: Float64Array.from(numbersOf(fields, 'leaf_value', leaves)),
    // A tree of one leaf comes without counts; nothing of it needs explaining.
    leafRows:
      nodes === 0
        ? new Float64Array(1)
        : Float64Array.from(numbersOf(fields, 'leaf_count', leaves)),
  };
  checkTree(tree, features);
  return tree;
}

/**
 * Reads the text that LightGBM's `save_model` writes (`version=v4`; v3 is the same here): binary log-loss or squared
 * error with numeric features. The base score is part of the first tree there, so `baseScore` is 0.
 * @throws Error saying what is missing or not supported
 */
export function treeModelFromLightGbm(text: string): TreeModel {
  const plain = text.replaceAll('\r\n', '\n');
  const body = plain.split('\nend of trees')[0] ?? '';
  const [head = '', ...sections] = body.split(/\nTree=\d+\n/);
  if (!head.startsWith('tree\n'))
    throw new Error('LightGBM model: the text does not begin with "tree"');
  const fields = fieldsOf(head);
  if (fields.get('num_class') !== '1') {
    throw new Error(`LightGBM model: ${fields.get('num_class')} classes, only 1 is supported`);
  }
  const featureNames = wordsOf(fields, 'feature_names');
  return {
    objective: objectiveOf(fields),
    featureNames,
    baseScore: 0,
    trees: sections.map((section) => treeOf(section, featureNames.length)),
  };
}
