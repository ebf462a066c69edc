import { activityFactor, fanFactor, seasonOfFading } from './calendar';

/** Latent states of a celeb, in the order of their codes. Nothing in the raw tables names them. */
export const STATES = ['settling', 'thriving', 'fading', 'dormant', 'gone'] as const;
export const STATE_COUNT = STATES.length;
export const SETTLING = 0;
export const THRIVING = 1;
export const FADING = 2;
export const DORMANT = 3;
export const GONE = 4;

/** Chance of any own-room activity on an ordinary day, by state. */
const ACTIVE = [0.72, 0.88, 0.2, 0.004, 0] as const;
/** Own events on an active day relative to the celeb's level, by state. */
const VOLUME = [0.7, 1.15, 0.4, 0.25, 0] as const;
/** Fans' interest relative to what the room is used to, by state. */
const INTEREST = [0.8, 1.2, 0.55, 0.15, 0.03] as const;
/** Gifts relative to what the room is used to, by state. */
const GIFTS = [0.6, 1.35, 0.45, 0.04, 0] as const;
/** Fans give while the celeb is there: gifts on an active and on a quiet day. */
const GIFTS_ACTIVE = 1.25;
const GIFTS_QUIET = 0.4;

/** How strongly fans hold a celeb: hazard x exp(-strength x warmth). */
const HOLD_STRENGTH = 0.6;
/** Fans who feel answered give more: gifts x exp(strength x warmth). */
const GIFT_STRENGTH = 0.35;

export const activeChance = (state: number, day: number): number =>
  Math.min(0.98, (ACTIVE[state] ?? 0) * activityFactor(day));
export const volume = (state: number): number => VOLUME[state] ?? 0;
export const interest = (state: number): number => INTEREST[state] ?? 0;

/**
 * Expected gifts of one day.
 * @param level the celeb's usual gifts a day
 */
export const giftMean = (
  level: number,
  state: number,
  day: number,
  active: boolean,
  warmth: number,
): number =>
  level *
  (GIFTS[state] ?? 0) *
  (active ? GIFTS_ACTIVE : GIFTS_QUIET) *
  Math.min(1.2, fanFactor(day)) *
  Math.exp(GIFT_STRENGTH * warmth);

/**
 * What multiplies the hazards of fading and leaving on a day: fans who came lower it, an empty room raises it.
 * @param warmth log of fans' answers against what the room is used to (lives.ts)
 */
export const fadeFactor = (warmth: number, day: number): number =>
  Math.exp(-HOLD_STRENGTH * warmth) * seasonOfFading(day);

/**
 * Daily transition probabilities `[from * STATE_COUNT + to]`; each row adds up to 1.
 * @param fade `fadeFactor`; positive, at most 3
 * @param p filled and returned; pass one array again and again in a loop
 */
export function transitions(
  fade: number,
  p: Float64Array = new Float64Array(STATE_COUNT * STATE_COUNT),
): Float64Array {
  p.fill(0);
  const set = (from: number, to: number, value: number) => {
    p[from * STATE_COUNT + to] = value;
  };
  set(SETTLING, THRIVING, 0.05);
  set(SETTLING, FADING, 0.066 * fade);
  set(SETTLING, DORMANT, 0.01 * fade);
  set(SETTLING, GONE, 0.03 * fade);
  set(THRIVING, FADING, 0.082 * fade);
  set(THRIVING, GONE, 0.003 * fade);
  set(FADING, THRIVING, 0.065 / fade);
  set(FADING, DORMANT, 0.03 * fade);
  set(FADING, GONE, 0.17 * fade);
  set(DORMANT, THRIVING, 0.006);
  set(DORMANT, SETTLING, 0.003);
  set(DORMANT, GONE, 0.006);
  set(GONE, SETTLING, 0.001);
  for (let s = 0; s < STATE_COUNT; s++) {
    let out = 0;
    for (let t = 0; t < STATE_COUNT; t++) if (t !== s) out += p[s * STATE_COUNT + t] ?? 0;
    set(s, s, 1 - out);
  }
  return p;
}
