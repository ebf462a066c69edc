/** Daily values of all celebs: row-major `[rows, features]`, ordered by celeb and day, without gaps inside a celeb. */
export interface DailyMatrix {
  readonly values: Float32Array;
  readonly features: number;
}

/**
 * Answers: what did the model see of each window?
 *
 * Copies the `observeDays` daily rows that end at `lastRow[i]` into `[n, observeDays, features]`. A celeb whose
 * span began inside the observed week has only `history[i]` rows; the days before are zeros, at the front.
 * Cost: one block copy per window.
 *
 * @param lastRow row in `daily` of the day before the anchor, one per window
 * @param history rows of this celeb up to and including that one, at least 1
 * @throws RangeError when a window points outside the matrix
 */
export function gatherWindows(
  daily: DailyMatrix,
  lastRow: Int32Array,
  history: Int32Array,
  observeDays: number,
): Float32Array {
  if (!(Number.isInteger(observeDays) && observeDays > 0)) {
    throw new RangeError(`observeDays must be a positive integer, got ${observeDays}`);
  }
  const { values, features } = daily;
  const rows = values.length / features;
  const out = new Float32Array(lastRow.length * observeDays * features);
  for (let i = 0; i < lastRow.length; i++) {
    const last = lastRow[i] ?? -1;
    const days = Math.min(observeDays, history[i] ?? 0);
    if (!(days >= 1 && last < rows && last - days + 1 >= 0)) {
      throw new RangeError(`window ${i} needs rows ${last - days + 1} to ${last} of ${rows}`);
    }
    const from = (last - days + 1) * features;
    out.set(
      values.subarray(from, (last + 1) * features),
      ((i + 1) * observeDays - days) * features,
    );
  }
  return out;
}
