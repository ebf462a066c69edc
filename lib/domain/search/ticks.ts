/** About so many marks on an axis. */
const WANTED = 5;

const trim = (value: number) => Number(value.toPrecision(12));

/** Round numbers (1, 2 or 5 times a power of ten) within `[low, high]`, rising; the value itself when low = high. */
export function linearTicks(low: number, high: number): number[] {
  if (low === high) return [low];
  const rough = (high - low) / WANTED;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    ticks.push(trim(i * step));
  }
  return ticks;
}

/**
 * Powers of ten within `[low, high]`, thinned when there are many; with 2 and 5 times them when there are fewer than
 * three; both ends when even these are fewer than two.
 * @param low above 0
 */
export function logTicks(low: number, high: number): number[] {
  if (low === high) return [low];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const inside = (value: number) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
  const marks = (factors: readonly number[]) =>
    decades.flatMap((decade) => factors.map((f) => trim(f * 10 ** decade))).filter(inside);
  const powers = marks([1]);
  if (powers.length >= 3) {
    const every = Math.ceil(powers.length / (WANTED + 1));
    return powers.filter((_, i) => i % every === 0);
  }
  const finer = marks([1, 2, 5]);
  return finer.length >= 2 ? finer : [low, high];
}
