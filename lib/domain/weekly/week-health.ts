/** What the verdict on a week's models rests on; parts of `WeekGrade` and `WeekContent`. */
interface Evidence {
  /** The newest grade. */
  readonly grade: { readonly targets: readonly { readonly isBelowTest: boolean }[] } | undefined;
  readonly drift: {
    readonly scores: readonly { readonly verdict: string }[];
    readonly features: readonly { readonly verdict: string }[];
  } | null;
}

const isShifted = ({ verdict }: { readonly verdict: string }) => verdict === 'shifted';

/**
 * Answers: can the models be trusted? They are to be trained anew when they have fallen below their test; else their
 * scores may have moved; else they hold.
 * @returns the verdict as a message `week.health.<verdict>`, and how many series have shifted
 */
export function weekHealth({ grade, drift }: Evidence): {
  readonly verdict: 'retrain' | 'moved' | 'fine';
  readonly shiftedSeries: number;
} {
  const isRetrainNeeded = grade?.targets.some(({ isBelowTest }) => isBelowTest) ?? false;
  const isMoved = drift?.scores.some(isShifted) ?? false;
  return {
    verdict: isRetrainNeeded ? 'retrain' : isMoved ? 'moved' : 'fine',
    shiftedSeries: drift?.features.filter(isShifted).length ?? 0,
  };
}
