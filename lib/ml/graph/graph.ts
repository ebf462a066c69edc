import { elementCount, type Shape, sameShape } from './shape';

/** The ONNX operators a graph may use. Each has a shape rule in `operators.ts` and a gradient rule in `rules.ts`. */
export const OPERATORS = [
  'Add',
  'Concat',
  'Div',
  'Expand',
  'Gemm',
  'Mul',
  'Neg',
  'ReduceSum',
  'Relu',
  'Reshape',
  'Sigmoid',
  'Sign',
  'Softplus',
  'Split',
  'Sqrt',
  'Sub',
  'Tanh',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One tensor of float32 inside a graph; its shape is known when the graph is built. */
export interface Value {
  readonly graph: Graph;
  /** Unique inside the graph; also its name in the ONNX file. */
  readonly name: string;
  readonly shape: Shape;
  /** What computes it; none for inputs and constants. */
  readonly node?: Node;
}

export interface Node {
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** Integer attributes, for example `axis` or `transA`. */
  readonly attributes: Readonly<Record<string, number>>;
  /** The operator's last, constant int64 input where it has one: split sizes, axes, a target shape. */
  readonly integers?: readonly number[];
}

export interface NodeSettings {
  readonly attributes?: Readonly<Record<string, number>>;
  readonly integers?: readonly number[];
}

/**
 * A graph of ONNX operators over float32 tensors of fixed shapes, in the order of computing.
 *
 * Asking twice for the same operator on the same inputs gives the same node, so that a gradient may use what the
 * forward pass has already computed.
 */
export class Graph {
  readonly inputs: Value[] = [];
  readonly constants = new Map<Value, Float32Array>();
  readonly outputs = new Map<string, Value>();
  readonly nodes: Node[] = [];
  readonly #known = new Map<string, Node>();
  #count = 0;

  /** @throws Error when another input has this name */
  input(name: string, shape: Shape): Value {
    if (this.inputs.some((input) => input.name === name)) {
      throw new Error(`the graph already has an input named ${name}`);
    }
    const value: Value = { graph: this, name, shape };
    this.inputs.push(value);
    return value;
  }

  /** @throws RangeError when the data do not fill the shape */
  constant(data: readonly number[] | Float32Array, shape: Shape = []): Value {
    if (data.length !== elementCount(shape)) {
      throw new RangeError(`${data.length} numbers do not fill the shape [${shape}]`);
    }
    const numbers = Float32Array.from(data);
    for (const [value, known] of this.constants) {
      if (sameShape(value.shape, shape) && known.every((number, i) => number === numbers[i])) {
        return value;
      }
    }
    const value: Value = { graph: this, name: this.#name('constant'), shape };
    this.constants.set(value, numbers);
    return value;
  }

  /** Names a value that a run returns. @throws Error when the name is taken */
  output(name: string, value: Value): void {
    if (this.outputs.has(name) || this.inputs.some((input) => input.name === name)) {
      throw new Error(`the graph already has an input or output named ${name}`);
    }
    this.outputs.set(name, value);
  }

  /** Adds an operator; `shapes` are those of its outputs, already checked by the caller. */
  add(
    operator: Operator,
    inputs: readonly Value[],
    shapes: readonly Shape[],
    { attributes = {}, integers }: NodeSettings = {},
  ): readonly Value[] {
    for (const input of inputs) {
      if (input.graph !== this) throw new Error(`${input.name} belongs to another graph`);
    }
    const key = nodeKey(operator, inputs, { attributes, integers });
    const known = this.#known.get(key);
    if (known) return known.outputs;
    const outputs: Value[] = [];
    const node: Node = { operator, inputs, outputs, attributes, integers };
    for (const shape of shapes) {
      outputs.push({ graph: this, name: this.#name(operator), shape, node });
    }
    this.nodes.push(node);
    this.#known.set(key, node);
    return outputs;
  }

  /** The product of two values if the graph has it already, in either order. */
  knownProduct(a: Value, b: Value): Value | undefined {
    const node = this.#known.get(nodeKey('Mul', [a, b])) ?? this.#known.get(nodeKey('Mul', [b, a]));
    return node?.outputs[0];
  }

  /** The nodes that `wanted` depends on, in the order of computing. */
  ancestors(wanted: Iterable<Value>): Node[] {
    const needed = new Set<Node>();
    for (const value of wanted) if (value.node) needed.add(value.node);
    for (const node of [...this.nodes].reverse()) {
      if (!needed.has(node)) continue;
      for (const input of node.inputs) if (input.node) needed.add(input.node);
    }
    return this.nodes.filter((node) => needed.has(node));
  }

  #name(kind: string): string {
    return `${kind}_${this.#count++}`;
  }
}

const nodeKey = (
  operator: Operator,
  inputs: readonly Value[],
  { attributes = {}, integers }: NodeSettings = {},
): string => JSON.stringify([operator, inputs.map((input) => input.name), attributes, integers]);
