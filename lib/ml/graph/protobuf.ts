/**
 * Writes Protocol Buffers' wire format: as much of it as an ONNX file needs. Each function gives the bytes of one
 * field, tag included.
 * Source: https://protobuf.dev/programming-guides/encoding
 */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Seven bits a byte, least significant first; `value` is a non-negative integer below 2^53. */
function varint(value: number): number[] {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`expected an integer from 0 to 2^53 - 1, got ${value}`);
  }
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}

export const integerField = (field: number, value: number): Uint8Array =>
  Uint8Array.from([...varint(field * 8 + VARINT), ...varint(value)]);

export const bytesField = (field: number, bytes: Uint8Array): Uint8Array =>
  join([
    Uint8Array.from([...varint(field * 8 + LENGTH_DELIMITED), ...varint(bytes.length)]),
    bytes,
  ]);

const encoder = new TextEncoder();
export const textField = (field: number, text: string): Uint8Array =>
  bytesField(field, encoder.encode(text));

/** A nested message made of the given fields. */
export const messageField = (field: number, fields: readonly Uint8Array[]): Uint8Array =>
  bytesField(field, join(fields));

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
