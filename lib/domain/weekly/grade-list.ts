import { checkPredictions } from '../metrics/check';

/**
 * How a list that was made before a week did in it. Shares are null where there is nobody to take them of. `churned`
 * stands for the event that was graded: churn, or a kind of churn such as that of celebs who had just received stickers.
 * Stored grades have these names, so they stay.
 */
export interface ListGrade {
  readonly celebs: number;
  readonly churned: number;
  readonly listed: number;
  readonly listedChurned: number;
  /** Share of the listed that churned, and share of those who churned that were listed. */
  readonly precision: number | null;
  readonly recall: number | null;
  /** Precision over the share of all celebs that churned. */
  readonly lift: number | null;
  /** How many of the listed were expected to churn: the sum of their probabilities. */
  readonly expected: number;
}

/**
 * Answers: did the list of a week hold those who then left?
 * @param labels 1 = churned, or churned in the way that is graded
 * @param p probability of it that was told beforehand
 * @param isListed who stood on the list
 * @throws RangeError for labels or probabilities out of range, or lengths that differ
 * @example gradeList([1, 0, 1, 0], [0.9, 0.8, 0.3, 0.1], (i) => i < 2) // precision 0.5, recall 0.5, lift 1, expected 1.7
 */
export function gradeList(
  labels: ArrayLike<number>,
  p: ArrayLike<number>,
  isListed: (row: number) => boolean,
): ListGrade {
  checkPredictions(labels, p);
  let [churned, listed, listedChurned, expected] = [0, 0, 0, 0];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    churned += label;
    if (!isListed(i)) continue;
    listed++;
    listedChurned += label;
    expected += p[i] as number;
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  const precision = share(listedChurned, listed);
  const base = share(churned, labels.length);
  return {
    celebs: labels.length,
    churned,
    listed,
    listedChurned,
    precision,
    recall: share(listedChurned, churned),
    lift: precision === null || base === null || base === 0 ? null : precision / base,
    expected,
  };
}

/**
 * The rows with the largest values, as many as another list has: what a plain rule would have listed. Ties go to the
 * earlier row.
 * @throws RangeError when there are fewer rows than asked for, or a value is NaN
 */
export function topRows(values: ArrayLike<number>, count: number): ReadonlySet<number> {
  if (!(Number.isInteger(count) && count >= 0 && count <= values.length)) {
    throw new RangeError(`a list of ${count} cannot be made of ${values.length} rows`);
  }
  const rows = Array.from(values, (value, row) => ({ value, row }));
  for (const { value, row } of rows) {
    if (Number.isNaN(value)) throw new RangeError(`value ${row} is NaN`);
  }
  rows.sort((a, b) => b.value - a.value || a.row - b.row);
  return new Set(rows.slice(0, count).map(({ row }) => row));
}
