import type { Cohort, CohortCell } from '@/lib/domain/cohorts/triangle';
import { countTop, heatStep, SMALL_COHORT, shareTop, stepBorders } from '@/lib/domain/cohorts/view';
import type { CohortMeasure } from './use-cohort-filter';

/** All texts of the triangle, for page and file alike. */
export interface TriangleWords {
  readonly joinWeek: string;
  readonly cohort: (cohort: string | null) => string;
  readonly size: (celebs: number) => string;
  readonly week: (offset: number) => string;
  /** Large in the cell: share or count. */
  readonly main: (cell: CohortCell) => string;
  /** Small below it: the other one. */
  readonly other: (cell: CohortCell) => string;
  /** A cell for those who do not see it. */
  readonly cell: (cohort: Cohort, cell: CohortCell) => string;
  readonly scale: (value: number) => string;
}

const measured = (cell: CohortCell, measure: CohortMeasure): number =>
  measure === 'share' ? cell.share : cell.active;

/** Step 0 to 5 of the colour scale; null: no colour, because the week is cut off or the cohort is small. */
export function cellStep(
  { celebs }: Cohort,
  cell: CohortCell,
  measure: CohortMeasure,
  borders: readonly number[],
): number | null {
  if (!cell.complete || celebs < SMALL_COHORT) return null;
  return heatStep(measured(cell, measure), borders);
}

export interface TriangleScale {
  /** The largest value of each step. */
  readonly borders: readonly number[];
  /** Some cell is above the last border. */
  readonly exceeded: boolean;
}

/**
 * The colour scale for all cells that have a colour. Celebs from before the data are many times a week's newcomers, so
 * their counts would leave all others pale: they do not stretch a scale of counts, unless there are only they.
 */
export function triangleScale(cohorts: readonly Cohort[], measure: CohortMeasure): TriangleScale {
  const values = (some: (c: Cohort) => boolean) =>
    cohorts
      .filter((c) => c.celebs >= SMALL_COHORT && some(c))
      .flatMap((c) => c.cells.filter((x) => x.complete).map((x) => measured(x, measure)));
  const largest = (of: readonly number[]) => of.reduce((a, b) => Math.max(a, b), 0);
  const all = values(() => true);
  if (measure === 'share')
    return { borders: stepBorders(all, shareTop(largest(all))), exceeded: false };
  const joined = values((c) => c.cohort !== null);
  const counted = joined.length > 0 ? joined : all;
  const top = countTop(largest(counted));
  return { borders: stepBorders(counted, top), exceeded: largest(all) > top };
}
