/**
 * Writes ONNX files (IR version 8, opset 17) that hold float32 tensors and int64 constants. Field numbers are those of
 * onnx.proto3: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import { bytesField, integerField, join, messageField, textField } from './protobuf';

/** A length, or the name of one that is only known when the model runs. */
export type Dimension = number | string;

export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly Dimension[];
}

type AttributeValue = number | readonly number[] | string;

/** Attributes by name: integers or a text. */
export type OnnxAttributes = Readonly<Record<string, AttributeValue>>;

export interface OnnxNode {
  readonly operator: string;
  /** Names; an empty one leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: OnnxAttributes;
}

export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** float32, or whole numbers that are stored as int64. */
  readonly data: Float32Array | readonly number[];
}

export interface OnnxModel {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
  readonly nodes: readonly OnnxNode[];
  /** Free key and value pairs, for example where the model comes from. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const IR_VERSION = 8;
const OPSET = 17;
const FLOAT = 1;
const INT64 = 7;

export function encodeOnnx(model: OnnxModel): Uint8Array {
  const graph = [
    ...model.nodes.map((node) => messageField(1, nodeFields(node))),
    textField(2, model.name),
    ...model.initializers.map((tensor) => messageField(5, tensorFields(tensor))),
    ...model.inputs.map((value) => messageField(11, valueFields(value))),
    ...model.outputs.map((value) => messageField(12, valueFields(value))),
  ];
  const metadata = Object.entries(model.metadata ?? {}).map(([key, value]) =>
    messageField(14, [textField(1, key), textField(2, value)]),
  );
  return join([
    integerField(1, IR_VERSION),
    textField(2, 'stagelight'),
    messageField(7, graph),
    messageField(8, [textField(1, ''), integerField(2, OPSET)]),
    ...metadata,
  ]);
}

const nodeFields = ({ operator, inputs, outputs, attributes = {} }: OnnxNode): Uint8Array[] => [
  ...inputs.map((name) => textField(1, name)),
  ...outputs.map((name) => textField(2, name)),
  textField(3, outputs[0] ?? operator),
  textField(4, operator),
  ...Object.entries(attributes).map(([name, value]) =>
    messageField(5, [textField(1, name), ...attributeValue(value)]),
  ),
];

/** The value's field and, in field 20, which kind it is. */
function attributeValue(value: AttributeValue): Uint8Array[] {
  if (typeof value === 'number') return [integerField(3, value), integerField(20, 2)];
  if (typeof value === 'string') return [textField(4, value), integerField(20, 3)];
  return [...value.map((number) => integerField(8, number)), integerField(20, 7)];
}

function tensorFields({ name, shape, data }: OnnxTensor): Uint8Array[] {
  const isFloat = data instanceof Float32Array;
  return [
    ...shape.map((length) => integerField(1, length)),
    integerField(2, isFloat ? FLOAT : INT64),
    textField(8, name),
    bytesField(9, isFloat ? littleEndianFloats(data) : littleEndianIntegers(data)),
  ];
}

function littleEndianFloats(data: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.length * 4));
  for (const [i, value] of data.entries()) view.setFloat32(i * 4, value, true);
  return new Uint8Array(view.buffer);
}

function littleEndianIntegers(data: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(data.length * 8));
  for (const [i, value] of data.entries()) view.setBigInt64(i * 8, BigInt(value), true);
  return new Uint8Array(view.buffer);
}

const valueFields = ({ name, shape }: OnnxValue): Uint8Array[] => [
  textField(1, name),
  messageField(2, [
    messageField(1, [
      integerField(1, FLOAT),
      messageField(
        2,
        shape.map((length) =>
          messageField(1, [
            typeof length === 'number' ? integerField(1, length) : textField(2, length),
          ]),
        ),
      ),
    ]),
  ]),
];
