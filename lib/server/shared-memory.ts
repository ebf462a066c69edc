type Numbers = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** The same numbers in memory that threads share, so that they reach a thread uncopied; no copy when they already are. */
export function shareNumbers<T extends Numbers>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Type(new SharedArrayBuffer(values.byteLength));
  copy.set(values as never);
  return copy;
}
