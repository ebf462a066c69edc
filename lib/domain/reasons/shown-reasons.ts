import { featureName } from '../explain/feature-name';

/** How many reasons a row of a list has room for. */
export const REASONS_SHOWN = 3;

interface KeptReason {
  readonly target: 'churn' | 'sticker';
  readonly feature: string;
}

/** What is told first: two reasons to leave, one for stickers, then the others by turns. */
const TURNS = { churn: [1, 2, 4], sticker: [3, 5, 6] } as const;
const LAST_TURN = 7;

/**
 * The reasons that a list shows of a celeb: the two strongest for churn and the strongest for stickers; where fewer are
 * kept, the others fill up. A series is told once: its words would be the same.
 * @param kept of both targets, the strongest of each first
 * @param wanted a series that is told first, because readers asked for it
 * @returns at most three
 */
export function shownReasons<Reason extends KeptReason>(
  kept: readonly Reason[],
  wanted?: string,
): Reason[] {
  const places = { churn: 0, sticker: 0 };
  const ordered = kept
    .map((reason) => {
      const { series } = featureName(reason.feature);
      const turn = TURNS[reason.target][places[reason.target]++] ?? LAST_TURN;
      return { reason, series, turn: series === wanted ? 0 : turn };
    })
    .sort((a, b) => a.turn - b.turn);
  const told = new Set<string>();
  return ordered
    .filter(({ series }) => !told.has(series) && told.add(series))
    .slice(0, REASONS_SHOWN)
    .map(({ reason }) => reason);
}
