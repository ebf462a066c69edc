import {
  activeChance,
  type CelebPath,
  fadeFactor,
  STATE_COUNT,
  stickerMean,
  transitions,
} from './behaviour';
import { BURN_IN_DAYS, DAYS } from './calendar';

const OBSERVE_DAYS = 7;
const OUTCOME_DAYS = 7;

export interface TrueWindow {
  /** Anchor day, 7 to 139 (one day after the data). */
  readonly anchor: number;
  readonly pChurn: number;
  readonly pSticker: number;
  /** Realised labels; undefined while the outcome week is not over. */
  readonly churn: boolean | undefined;
}

/**
 * The true probability of both labels for every eligible window of one celeb, given the latent state at the end of
 * the day before the anchor and all answers known then.
 *
 * Exact forward recursion over the outcome week: the weight of each state, times the chance of showing no own-room
 * activity (or no sticker) in it, day after day. Hazards look at answers at least 8 days old, so none of the
 * outcome week's chance enters them.
 */
export function trueWindows(path: CelebPath): TrueWindow[] {
  const windows: TrueWindow[] = [];
  if (path.traits.silent) return windows;
  const { active, state, warmth, traits } = path;
  for (let anchor = OBSERVE_DAYS; anchor <= DAYS; anchor++) {
    const at = anchor + BURN_IN_DAYS;
    if (anchor - 1 < traits.joinDay || !anyActive(active, at - OBSERVE_DAYS, at)) continue;
    let quiet = oneHot(state[at - 1] ?? 4);
    let unpaid = quiet;
    for (let d = 0; d < OUTCOME_DAYS; d++) {
      const day = anchor + d;
      const known = warmth[Math.min(at + d, warmth.length - 1)] ?? 0;
      const p = transitions(fadeFactor(known, day));
      quiet = advance(quiet, p, (s) => 1 - activeChance(s, day));
      unpaid = advance(unpaid, p, (s) => Math.exp(-stickerMean(traits, s, day)));
    }
    const complete = anchor + OUTCOME_DAYS <= DAYS;
    windows.push({
      anchor,
      pChurn: sum(quiet),
      pSticker: 1 - sum(unpaid),
      churn: complete ? !anyActive(active, at, at + OUTCOME_DAYS) : undefined,
    });
  }
  return windows;
}

const oneHot = (state: number): Float64Array => {
  const out = new Float64Array(STATE_COUNT);
  out[state] = 1;
  return out;
};

function advance(
  weights: Float64Array,
  p: Float64Array,
  stay: (state: number) => number,
): Float64Array {
  const out = new Float64Array(STATE_COUNT);
  for (let t = 0; t < STATE_COUNT; t++) {
    let mass = 0;
    for (let s = 0; s < STATE_COUNT; s++) mass += (weights[s] ?? 0) * (p[s * STATE_COUNT + t] ?? 0);
    out[t] = mass * stay(t);
  }
  return out;
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

function anyActive(active: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (active[i] === 1) return true;
  return false;
}
