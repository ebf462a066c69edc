/** A straight scale from numbers to pixels, with round numbers to mark on it. */
export interface LinearAxis {
  readonly ticks: readonly number[];
  readonly x: (value: number) => number;
}

/** A step of 1, 2 or 5 times a power of ten that cuts `span` into at most `parts`. */
function roundStep(span: number, parts: number): number {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
}

/**
 * An axis that holds all values between the pixels `left` and `right`, about a tick every `tickWidth` pixels.
 * Equal values lie in its middle.
 */
export function linearAxis(
  values: readonly number[],
  left: number,
  right: number,
  tickWidth: number,
): LinearAxis {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  if (!(max > min)) [min, max] = [(values[0] ?? 0) - 1, (values[0] ?? 0) + 1];
  const step = roundStep(max - min, Math.max(2, (right - left) / tickWidth));
  const ticks: number[] = [];
  for (let i = Math.ceil(min / step); i * step <= max; i++)
    // Multiples of 0.1 come out as 0.30000000000000004.
    ticks.push(Number((i * step).toPrecision(12)));
  return { ticks, x: (value) => left + ((value - min) / (max - min)) * (right - left) };
}
