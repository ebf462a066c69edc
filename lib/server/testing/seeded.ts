/** A small seeded generator for tests: which numbers it gives does not matter, only that a seed repeats them. */
export class XorShift {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed + 1, 2_654_435_761) | 1) >>> 0;
  }

  /** Integer in [0, n). */
  below(n: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return Math.floor((this.state / 2 ** 32) * n);
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const out: T[] = [];
    while (rest.length > 0) out.push(...rest.splice(this.below(rest.length), 1));
    return out;
  }
}
