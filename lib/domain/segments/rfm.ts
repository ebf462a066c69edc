/** What is known of a celeb as of a day. */
export interface RfmInput {
  /** Days since the last own-room activity, from 0. */
  readonly recencyDays: number;
  /** Days with own-room activity in the period. */
  readonly activeDays: number;
  /** Money of the stickers received in the period, or their number. */
  readonly stickerValue: number;
}

export const RFM_SEGMENTS = [
  'stars',
  'regulars',
  'rising',
  'valued-at-risk',
  'fading',
  'quiet',
] as const;
export type RfmSegment = (typeof RFM_SEGMENTS)[number];

export interface RfmScore {
  /** 1 to 5, 5 is best: the most recent, the most active, the most valued fifth. */
  readonly recency: number;
  readonly frequency: number;
  readonly value: number;
  readonly segment: RfmSegment;
}

/**
 * Fifths by mid-rank; equal values share one, so that many zeros do not fall apart.
 * @returns 1 (smallest) to 5
 */
function fifths(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!first.has(value)) first.set(value, i);
    last.set(value, i);
  });
  return values.map((value) => {
    const middle = ((first.get(value) ?? 0) + (last.get(value) ?? 0) + 1) / 2;
    return Math.min(5, Math.floor((5 * middle) / values.length) + 1);
  });
}

function segmentOf(recency: number, frequency: number, value: number): RfmSegment {
  if (recency >= 4) {
    if (value >= 4) return 'stars';
    return frequency >= 3 ? 'regulars' : 'rising';
  }
  if (value >= 4) return 'valued-at-risk';
  return frequency >= 3 ? 'fading' : 'quiet';
}

/**
 * Answers: who is recent, frequent and valued? (Hughes 1994's RFM with own-room activity in place of purchases.)
 *
 * Each measure is scored by fifths of the celebs given; a segment follows from the three scores.
 * @throws RangeError for a value that is not a finite number from 0
 */
export function rfmScores(celebs: readonly RfmInput[]): RfmScore[] {
  celebs.forEach((celeb, i) => {
    for (const [name, value] of Object.entries(celeb)) {
      if (!(value >= 0 && value < Infinity)) {
        throw new RangeError(`${name} of celeb ${i} must be a number from 0, got ${value}`);
      }
    }
  });
  const recency = fifths(celebs.map(({ recencyDays }) => -recencyDays));
  const frequency = fifths(celebs.map(({ activeDays }) => activeDays));
  const value = fifths(celebs.map(({ stickerValue }) => stickerValue));
  return celebs.map((_, i) => {
    const [r, f, v] = [recency[i] ?? 1, frequency[i] ?? 1, value[i] ?? 1];
    return { recency: r, frequency: f, value: v, segment: segmentOf(r, f, v) };
  });
}
