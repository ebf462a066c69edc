/** Lengths of a tensor's axes; `[]` is a scalar. */
export type Shape = readonly number[];

export const elementCount = (shape: Shape): number =>
  shape.reduce((product, length) => product * length, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * The shape of an elementwise operation: axes are matched from the last one, a missing axis counts as length 1, and
 * length 1 is repeated (NumPy's and ONNX's rule).
 * @throws RangeError when two lengths differ and neither is 1
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new RangeError(`shapes [${a}] and [${b}] cannot be broadcast`);
    }
    return left === 1 ? right : left;
  });
}

/** The axes of `large` along which a tensor of shape `small` is repeated by broadcasting. */
export function repeatedAxes(small: Shape, large: Shape): number[] {
  const missing = large.length - small.length;
  return large.flatMap((length, axis) =>
    axis < missing || (small[axis - missing] === 1 && length !== 1) ? [axis] : [],
  );
}
