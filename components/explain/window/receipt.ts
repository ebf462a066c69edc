const round = (x: number) => Math.round(x * 100) / 100;

/** The sum of a receipt in hundredths, as it is printed. */
export interface Receipt {
  readonly expected: number;
  readonly adds: number;
  readonly margin: number;
}

/**
 * Rounds the ends and takes their difference, so that whoever adds up the printed numbers arrives. What is added may
 * differ from its own rounding by a hundredth, which no decision hangs on.
 */
export function receiptOf({
  expected,
  margin,
}: {
  readonly expected: number;
  readonly margin: number;
}): Receipt {
  const [from, to] = [round(expected), round(margin)];
  return { expected: from, adds: round(to - from), margin: to };
}
