'use client';
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsJson,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { z } from 'zod';
import { VALUE_SCALES } from '@/lib/domain/explain/value-scale';
import type { WindowSelection } from '@/lib/domain/explain/window-selection';

export const MEASURES = ['shap', 'gain', 'permutation'] as const;
export type Measure = (typeof MEASURES)[number];

/** How many features a beeswarm shows. */
export const SWARM_ROWS = [6, 12, 20] as const;
/** Colours a dependence plot by nothing. */
export const NO_COLOUR = 'none';

const range = z.tuple([z.number(), z.number()]);
const selectionSchema: z.ZodType<WindowSelection> = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('shap'),
    features: z.array(z.string()).min(1),
    low: z.number(),
    high: z.number(),
  }),
  z.object({ by: z.literal('tail'), feature: z.string(), end: z.enum(['high', 'low']) }),
  z.object({ by: z.literal('box'), feature: z.string(), values: range, shap: range }),
]);

/** The tab's state; it lives in the address, so a link is a saved view and the back button undoes a choice. */
export function useDriversFilter() {
  return useQueryStates(
    {
      measure: parseAsStringLiteral(MEASURES).withDefault('shap'),
      /** Every series has its bar, not only the strongest. */
      all: parseAsBoolean.withDefault(false),
      rows: parseAsNumberLiteral(SWARM_ROWS).withDefault(12),
      /** The feature whose dependence is shown; the strongest when empty. */
      driver: parseAsString.withDefault(''),
      /** The feature that colours it; the strongest interaction when empty. */
      colour: parseAsString.withDefault(''),
      /** Chosen by the values when left out. */
      axis: parseAsStringLiteral(VALUE_SCALES),
      selected: parseAsJson((value) => selectionSchema.safeParse(value).data ?? null),
      /** The celebs of the selected windows are listed. */
      list: parseAsBoolean.withDefault(false),
      /** Series whose drift is shown; the strongest when empty. */
      drift: parseAsArrayOf(parseAsString).withDefault([]),
      /** Each series against its own mean. */
      relative: parseAsBoolean.withDefault(false),
    },
    { history: 'push' },
  );
}
