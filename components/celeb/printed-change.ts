const round = (x: number) => Math.round(x * 1000) / 1000;

/** A change of score in thousandths, as it is printed. */
export interface PrintedChange {
  readonly before: number;
  readonly churn: number;
  readonly sticker: number;
  readonly after: number;
}

/**
 * Rounds both scores and the first part, and leaves the rest to the second: whoever adds up the printed numbers arrives.
 * The second part may differ from its own rounding by one and a half thousandths at most.
 */
export function printedChange(
  before: number,
  after: number,
  { churn }: { readonly churn: number },
): PrintedChange {
  const [from, to, first] = [round(before), round(after), round(churn)];
  return { before: from, churn: first, sticker: round(to - from - first), after: to };
}
