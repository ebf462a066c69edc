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
  const told = { churn: new Set<string>(), sticker: new Set<string>() };
  const ordered = kept
    .map((reason) => ({ reason, series: featureName(reason.feature).series }))
    .filter(
      ({ reason, series }) => !told[reason.target].has(series) && told[reason.target].add(series),
    )
    .map(({ reason, series }) => {
      const place = [...told[reason.target]].indexOf(series);
      const turn = TURNS[reason.target][place] ?? LAST_TURN;
      return { reason, series, turn: series === wanted ? 0 : turn };
    })
    .sort((a, b) => a.turn - b.turn);
  // What pushes both targets is told of the one whose turn comes first.
  return ordered
    .filter(({ series }, i) => ordered.findIndex((one) => one.series === series) === i)
    .slice(0, REASONS_SHOWN)
    .map(({ reason }) => reason);
}
