/** A setting in at most three digits: `0.0123`, and `3.2e-4` where zeros would hide the digits. */
export function smallNumber(value: number): string {
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(3));
  if (rounded === 0 || Math.abs(rounded) >= 0.001) return String(rounded);
  const [digits, exponent] = value.toExponential(1).split('e');
  return `${Number(digits)}e${exponent}`;
}
