import { encodeOnnx, type OnnxNode, type OnnxTensor } from '@/lib/ml/graph/onnx';
import { elementCount } from '@/lib/ml/graph/shape';
import {
  type Architecture,
  type DenseLayer,
  directionsOf,
  GATES,
  type RecurrentLayer,
  weightSpecs,
} from './architecture';

/** Names of an exported model's input and output. */
export const INFERENCE_INPUT = 'windows';
export const INFERENCE_OUTPUT = 'probability';

/**
 * A trained model as a plain ONNX file for any runtime: `windows` `[batch, steps, features]` (scaled as in training)
 * -> `probability` `[batch, 1]`, with ONNX's own GRU and LSTM operators and the weights inside.
 * @param weights flat, in the order of `weightSpecs`
 * @param metadata free key and value pairs to keep in the file
 */
export function inferenceOnnx(
  architecture: Architecture,
  weights: Float32Array,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { steps, features, layers } = architecture;
  const writer = new InferenceWriter(architecture, weights);
  let current = writer.node('Transpose', [INFERENCE_INPUT], { perm: [1, 0, 2] });
  for (const [i, layer] of layers.entries()) {
    if (layer.kind === 'dense') current = dense(writer, i, layer, current);
    else if (layer.kind !== 'dropout') current = recurrent(writer, i, layer, current);
  }
  writer.nodes.push({ operator: 'Identity', inputs: [current], outputs: [INFERENCE_OUTPUT] });
  return encodeOnnx({
    name: 'sequence-model',
    inputs: [{ name: INFERENCE_INPUT, shape: ['batch', steps, features] }],
    outputs: [{ name: INFERENCE_OUTPUT, shape: ['batch', 1] }],
    initializers: writer.initializers,
    nodes: writer.nodes,
    metadata,
  });
}

class InferenceWriter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly #weights: ReadonlyMap<string, OnnxTensor>;

  constructor(architecture: Architecture, flat: Float32Array) {
    this.#weights = new Map(
      weightSpecs(architecture).map(({ name, shape, offset }) => [
        name,
        { name, shape, data: flat.slice(offset, offset + elementCount(shape)) },
      ]),
    );
  }

  weight(name: string): { shape: readonly number[]; data: Float32Array } {
    const weight = this.#weights.get(name);
    if (!(weight?.data instanceof Float32Array)) throw new Error(`there is no weight ${name}`);
    return { shape: weight.shape, data: weight.data };
  }

  constant(name: string, shape: readonly number[], data: OnnxTensor['data']): string {
    this.initializers.push({ name, shape, data });
    return name;
  }

  /** Adds a node with one output that anybody reads; `skipped` outputs stand before it. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: OnnxNode['attributes'] = {},
    skipped = 0,
  ): string {
    const output = `${operator}_${this.nodes.length}`;
    const outputs = [...Array.from({ length: skipped }, () => ''), output];
    this.nodes.push({ operator, inputs, outputs, attributes });
    return output;
  }
}

function dense(writer: InferenceWriter, i: number, layer: DenseLayer, input: string): string {
  const [kernel, bias] = [writer.weight(`${i}.kernel`), writer.weight(`${i}.bias`)];
  const product = writer.node('MatMul', [
    input,
    writer.constant(`${i}.kernel`, kernel.shape, kernel.data),
  ]);
  const linear = writer.node('Add', [product, writer.constant(`${i}.bias`, bias.shape, bias.data)]);
  return layer.activation === 'linear'
    ? linear
    : writer.node(ACTIVATION[layer.activation], [linear]);
}

const ACTIVATION = { relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' } as const;

/** ONNX's order of gates, as positions in tf.LayersModel's order. */
const ONNX_GATES = { gru: [0, 1, 2], lstm: [0, 3, 1, 2] } as const;

/** `[steps, batch, width]` -> `[steps, batch, outputs]`, or `[batch, outputs]` of the last step. */
function recurrent(
  writer: InferenceWriter,
  i: number,
  layer: RecurrentLayer,
  input: string,
): string {
  const { kind, units } = layer;
  const directions = directionsOf(layer);
  const gates = GATES[kind].length;
  const part = (role: string, arrange: (data: Float32Array) => Float32Array) =>
    Float32Array.from(
      directions.flatMap((direction) => [
        ...arrange(writer.weight(`${i}.${direction}.${role}`).data),
      ]),
    );
  const rows = (data: Float32Array) => gateRows(data, ONNX_GATES[kind], units);
  const kernel = part('kernel', rows);
  const recurrentKernel = part('recurrentKernel', rows);
  // The second half are biases of the recurrent product, which tf.LayersModel does not have.
  const bias = part('bias', (data) => {
    const padded = new Float32Array(2 * data.length);
    padded.set(rows(data));
    return padded;
  });
  const count = directions.length;
  const width = kernel.length / (count * gates * units);
  const inputs = [
    input,
    writer.constant(`${i}.W`, [count, gates * units, width], kernel),
    writer.constant(`${i}.R`, [count, gates * units, units], recurrentKernel),
    writer.constant(`${i}.B`, [count, 2 * gates * units], bias),
  ];
  const attributes = {
    hidden_size: units,
    direction: layer.bidirectional ? 'bidirectional' : 'forward',
  };
  const output = writer.node(
    kind.toUpperCase(),
    inputs,
    attributes,
    // The first output has all steps, the second the last state.
    layer.returnSequences ? 0 : 1,
  );
  const side = layer.returnSequences
    ? writer.node('Transpose', [output], { perm: [0, 2, 1, 3] })
    : writer.node('Transpose', [output], { perm: [1, 0, 2] });
  const shape = layer.returnSequences ? [0, 0, count * units] : [0, count * units];
  return writer.node('Reshape', [side, writer.constant(`${i}.shape`, [shape.length], shape)]);
}

/** Columns by gate `[rows, gates * units]` -> rows by gate `[gates * units, rows]`, in another order of gates. */
function gateRows(data: Float32Array, order: readonly number[], units: number): Float32Array {
  const columns = order.length * units;
  const rows = data.length / columns;
  const out = new Float32Array(data.length);
  for (const [position, gate] of order.entries()) {
    for (let unit = 0; unit < units; unit++) {
      for (let row = 0; row < rows; row++) {
        out[(position * units + unit) * rows + row] =
          data[row * columns + gate * units + unit] ?? 0;
      }
    }
  }
  return out;
}
