/** What method §9 compares: the priority group, likely leavers outside of it, and all others outside of it. */
export const PRIORITY_GROUPS = ['priority', 'general-churner', 'other'] as const;
export type PriorityGroup = (typeof PRIORITY_GROUPS)[number];

/** From this probability on a celeb outside the priority group counts as a general churner. */
export const CHURNER_PROBABILITY = 0.5;

export interface CelebScore {
  /** p(churn) and p(churn) x p(sticker). */
  readonly churn: number;
  readonly score: number;
}

/** The group of one celeb; without a threshold nobody has priority. */
export function priorityGroup(
  { churn, score }: CelebScore,
  threshold: number | null,
): PriorityGroup {
  if (threshold !== null && score >= threshold) return 'priority';
  return churn >= CHURNER_PROBABILITY ? 'general-churner' : 'other';
}

export interface GroupOutlook {
  readonly celebs: number;
  /** Sums of probabilities: how many are expected to leave, and to receive a sticker. */
  readonly expectedChurners: number;
  readonly expectedStickered: number;
}

/** What to expect of a group. */
export function groupOutlook(
  members: readonly { readonly churn: number; readonly sticker: number }[],
): GroupOutlook {
  return {
    celebs: members.length,
    expectedChurners: members.reduce((sum, { churn }) => sum + churn, 0),
    expectedStickered: members.reduce((sum, { sticker }) => sum + sticker, 0),
  };
}
