import { NEUTRAL, type Scheme, VERDICT_COLOURS } from '@/components/ui/colours';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';

/** How verdicts are said; the charts of a feature ledger share it. */
export type VerdictNames = Readonly<Record<BorutaVerdict, string>>;

const CROSS = 'path://M0,2L2,0L5,3L8,0L10,2L7,5L10,8L8,10L5,7L2,10L0,8L3,5Z';
const SYMBOLS = { accepted: 'circle', tentative: 'triangle', rejected: CROSS } as const;
const DASHES = { accepted: 'solid', tentative: 'dashed', rejected: 'dotted' } as const;

/** From good news to bad, as legends and choices list them. */
export const VERDICTS_SHOWN: readonly BorutaVerdict[] = ['accepted', 'tentative', 'rejected'];

/** A verdict's colour, symbol and dash: told apart by shape as well. */
export const verdictMark = (verdict: BorutaVerdict, scheme: Scheme) => ({
  colour: VERDICT_COLOURS[scheme][verdict],
  symbol: SYMBOLS[verdict],
  dash: DASHES[verdict],
});

/** Legend entries of the verdicts that occur, then whatever else is drawn. */
export const verdictLegend = (scheme: Scheme, names: readonly string[]) => ({
  type: 'scroll' as const,
  left: 0,
  right: 0,
  top: 0,
  itemWidth: 14,
  itemHeight: 10,
  itemGap: 16,
  data: [...names],
  textStyle: { color: NEUTRAL[scheme].ink, fontSize: 12 },
  inactiveColor: NEUTRAL[scheme].soft,
  pageIconColor: NEUTRAL[scheme].ink,
  pageTextStyle: { color: NEUTRAL[scheme].soft },
});

/** Verdicts that occur, in their fixed order. */
export const verdictsIn = (
  rows: readonly { readonly verdict: BorutaVerdict }[],
): readonly BorutaVerdict[] =>
  VERDICTS_SHOWN.filter((verdict) => rows.some((row) => row.verdict === verdict));

/** Half the smallest positive number: where a logarithmic axis puts zeros. 1 without any. */
export function logFloor(values: Iterable<number | null>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value !== null && value > 0) least = Math.min(least, value);
  return Number.isFinite(least) ? least / 2 : 1;
}

/** Letters of a label that fit beside a chart of this width. */
export const labelWidth = (width: number): number => Math.min(220, Math.max(96, width * 0.3));
