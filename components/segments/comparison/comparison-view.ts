import type { ComparedVariable } from '@/lib/contracts/segments';

/** Cohen's words for sizes of g, and what is practically equal. */
export const EFFECT_FILTERS = ['small', 'medium', 'large', 'equal'] as const;
export type EffectFilter = (typeof EFFECT_FILTERS)[number];
export const LEAST_EFFECT = { small: 0.2, medium: 0.5, large: 0.8 } as const;

export const Q_FILTERS = [0.05, 0.01, 0.001] as const;

/** Rows whose q and effect are asked for, in their order. Without q or g a row fits no filter. */
export function shownRows(
  rows: readonly ComparedVariable[],
  { q, effect }: { readonly q: number | null; readonly effect: EffectFilter | null },
): ComparedVariable[] {
  return rows.filter((row) => {
    if (q !== null && !(row.q !== null && row.q <= q)) return false;
    if (effect === null) return true;
    if (effect === 'equal') return row.isPracticallyEqual;
    return row.hedgesG !== null && Math.abs(row.hedgesG) >= LEAST_EFFECT[effect];
  });
}

/** Columns of the file with all rows: names and numbers as the API has them. */
export const CSV_FIELDS = [
  'name',
  'nA',
  'nB',
  'meanA',
  'meanB',
  'difference',
  'low',
  'high',
  't',
  'degreesOfFreedom',
  'p',
  'q',
  'hedgesG',
  'gLow',
  'gHigh',
  'u',
  'uP',
  'superiority',
  'isPracticallyEqual',
] as const satisfies readonly (keyof ComparedVariable)[];

/** Header and cells of that file. */
export const csvTable = (rows: readonly ComparedVariable[]) => ({
  header: [...CSV_FIELDS],
  cells: rows.map((row) =>
    CSV_FIELDS.map((field) => {
      const value = row[field];
      return typeof value === 'boolean' ? Number(value) : value;
    }),
  ),
});
