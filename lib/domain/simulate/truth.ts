import { BURN_IN_DAYS, DAYS } from './calendar';
import { type CelebLife, firstLived } from './lives';
import { activeChance, fadeFactor, GONE, giftMean, STATE_COUNT, transitions } from './states';

export const OBSERVE_DAYS = 7;
export const OUTCOME_DAYS = 7;

export interface TrueWindow {
  /** Anchor day: 7 to 139, the last one day after the data. */
  readonly anchor: number;
  /** Probability of no own-room activity in the outcome week. */
  readonly pChurn: number;
  /** Probability of at least one sticker in the outcome week. */
  readonly pSticker: number;
}

/**
 * True probabilities of both labels for every eligible window of a celeb, also those whose outcome week reaches
 * beyond the data.
 *
 * Conditioned on all that is fixed when the day before the anchor ends: the latent state, the traits, and the fan
 * counts up to that day. The hazards of the outcome week look at answers at least seven days old, hence at nothing
 * that happens inside it, so an exact forward recursion over states suffices; no sampling. Known to this oracle and
 * to no model: the state, the traits, and the calendar's factors, the outage included.
 *
 * Cost: 7 x 25 multiplications for each window and label.
 */
export function trueWindows(life: CelebLife): TrueWindow[] {
  const { active, state, warmth, traits } = life;
  const windows: TrueWindow[] = [];
  if (traits.silent) return windows;
  for (let anchor = OBSERVE_DAYS; anchor <= DAYS; anchor++) {
    const at = anchor + BURN_IN_DAYS;
    if (at <= firstLived(traits) || !anyActive(active, at - OBSERVE_DAYS, at)) continue;
    const from = state[at - 1] ?? GONE;
    windows.push({
      anchor,
      ...weekAhead(from, anchor, warmth.subarray(at, at + OUTCOME_DAYS), traits.giftLevel),
    });
  }
  return windows;
}

/**
 * The recursion for one window.
 * @param from state at the end of the day before `anchor`
 * @param warmth of the days anchor, anchor + 1, ... (OUTCOME_DAYS values)
 * @param giftLevel the celeb's usual gifts a day
 */
export function weekAhead(
  from: number,
  anchor: number,
  warmth: Float64Array,
  giftLevel: number,
): { pChurn: number; pSticker: number } {
  let quiet = new Float64Array(STATE_COUNT);
  quiet[from] = 1;
  let unpaid = quiet.slice();
  const p = new Float64Array(STATE_COUNT * STATE_COUNT);
  for (let d = 0; d < OUTCOME_DAYS; d++) {
    const day = anchor + d;
    const warm = warmth[d] ?? 0;
    transitions(fadeFactor(warm, day), p);
    quiet = advance(quiet, p, (s) => 1 - activeChance(s, day));
    unpaid = advance(unpaid, p, (s) => {
      const chance = activeChance(s, day);
      const none = (on: boolean) => Math.exp(-giftMean(giftLevel, s, day, on, warm));
      return chance * none(true) + (1 - chance) * none(false);
    });
  }
  return { pChurn: sum(quiet), pSticker: 1 - sum(unpaid) };
}

/** One day: weights move along `p`, then keep the share `stay` of the state they are in. */
function advance(
  weights: Float64Array,
  p: Float64Array,
  stay: (state: number) => number,
): Float64Array<ArrayBuffer> {
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
