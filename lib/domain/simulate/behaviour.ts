import { createRandom, normalQuantile, type Random } from '@/lib/domain/random/generator';
import {
  activityFactor,
  BURN_IN_DAYS,
  DAYS,
  fanFactor,
  seasonOfFading,
  VIRAL_DAY,
} from './calendar';

export const STATES = ['settling', 'thriving', 'fading', 'dormant', 'gone'] as const;
export const STATE_COUNT = STATES.length;

/** Chance of any own-room activity on an ordinary day, by state. */
const ACTIVE = [0.74, 0.88, 0.15, 0.004, 0];
/** Own events on an active day relative to the celeb's level, by state. */
const OWN_LEVEL = [0.7, 1.15, 0.4, 0.25, 0];
/** Fans' interest and stickers, by state. */
const INTEREST = [0.8, 1.2, 0.55, 0.15, 0.03];
const STICKER_INTEREST = [0.6, 1.35, 0.45, 0.04, 0];
/** How strongly fans' answers hold a celeb: hazard of fading x exp(-strength x warmth of the answers). */
const ANSWER_STRENGTH = 0.9;
/** Answers act after a week: the hazard of day d looks at days d-14 to d-8. */
const ANSWER_LAG = 8;
const ANSWER_DAYS = 7;

/** Share of listed celebs who never act in their own room. */
const SILENT_SHARE = 0.06;

/** What does not change about a celeb. Levels come from evenly spread quantiles, so every block of celebs is alike. */
export interface CelebTraits {
  readonly silent: boolean;
  /** First day in the simulation's count; negative = before the data. */
  readonly joinDay: number;
  /** Mean own events on an active thriving day, before the block's normalisation. */
  readonly ownLevel: number;
  readonly fanLevel: number;
  /** Mean stickers a day in an ordinary state. */
  readonly stickerLevel: number;
  readonly viral: boolean;
}

/** One celeb's life: index d + BURN_IN_DAYS for day d. */
export interface CelebPath {
  readonly traits: CelebTraits;
  readonly state: Uint8Array;
  readonly active: Uint8Array;
  /** Mean fan events of the day before normalisation; the realised answers drive later hazards. */
  readonly fanMean: Float64Array;
  /** Logarithm of fans' answers against what this celeb is used to, in [-1.5, 1.5]. */
  readonly warmth: Float64Array;
}

const fraction = (x: number) => x - Math.floor(x);
/** Evenly spread in (0, 1) over consecutive k (Kronecker sequence of an irrational). */
const spread = (k: number, irrational: number, shift: number) =>
  0.0005 + 0.999 * fraction(k * irrational + shift);

export function celebTraits(seed: number, celeb: number): CelebTraits {
  const shift = createRandom(seed, 1).uniform();
  const quantile = (irrational: number) => normalQuantile(spread(celeb, irrational, shift));
  const level = quantile(0.618033988749895);
  const age = spread(celeb, 0.754877666246693, shift);
  return {
    silent: spread(celeb, 0.569840290998053, shift) < SILENT_SHARE,
    joinDay:
      age < 0.45
        ? -BURN_IN_DAYS
        : Math.floor(-BURN_IN_DAYS + ((age - 0.45) / 0.55) * (DAYS + BURN_IN_DAYS - 4)),
    ownLevel: Math.exp(0.8 * level),
    fanLevel: Math.exp(0.75 * level + 0.8 * quantile(0.819172513396164)),
    stickerLevel: 0.0135 * Math.exp(0.55 * level + 1.35 * quantile(0.671043606703789)),
    viral: spread(celeb, 0.54970047790197, shift) < 0.05,
  };
}

/**
 * Row-stochastic daily transitions `[from, to]`; `fade` multiplies the hazards of fading and leaving.
 * @param p filled and returned; pass one array again and again in a loop
 */
export function transitions(
  fade: number,
  p = new Float64Array(STATE_COUNT * STATE_COUNT),
): Float64Array {
  p.fill(0);
  const set = (from: number, to: number, value: number) => {
    p[from * STATE_COUNT + to] = value;
  };
  set(0, 1, 0.045);
  set(0, 2, 0.08 * fade);
  set(0, 3, 0.02 * fade);
  set(0, 4, 0.04 * fade);
  set(1, 2, 0.096 * fade);
  set(1, 4, 0.032 * fade);
  set(2, 1, 0.085 / fade);
  set(2, 3, 0.03 * fade);
  set(2, 4, 0.18 * fade);
  set(3, 1, 0.01);
  set(3, 0, 0.005);
  set(3, 4, 0.006);
  set(4, 0, 0.002);
  for (let s = 0; s < STATE_COUNT; s++) {
    let out = 0;
    for (let t = 0; t < STATE_COUNT; t++) if (t !== s) out += p[s * STATE_COUNT + t] ?? 0;
    set(s, s, 1 - out);
  }
  return p;
}

export const activeChance = (state: number, day: number): number =>
  Math.min(0.98, (ACTIVE[state] ?? 0) * activityFactor(day));
export const ownMean = (traits: CelebTraits, state: number): number =>
  traits.ownLevel * (OWN_LEVEL[state] ?? 0);
export const stickerMean = (traits: CelebTraits, state: number, day: number): number =>
  traits.stickerLevel * (STICKER_INTEREST[state] ?? 0) * Math.min(1.2, fanFactor(day));
/** What multiplies the hazard of fading on a day, given the answers known by then. */
export const fadeFactor = (warmth: number, day: number): number =>
  Math.exp(-ANSWER_STRENGTH * warmth) * seasonOfFading(day);

/**
 * Lives one celeb: state, own activity and fans' answers day by day.
 *
 * Fans answer what the celeb does today and did yesterday, more or less warmly (a slow AR(1) of their own). A week
 * later these answers lower or raise the hazard of fading, so fan activity truly drives retention.
 */
export function livePath(seed: number, celeb: number, attempt: number): CelebPath {
  const traits = celebTraits(seed, celeb);
  const random = createRandom(seed, 2, attempt, celeb);
  const total = DAYS + BURN_IN_DAYS;
  const state = new Uint8Array(total).fill(4);
  const active = new Uint8Array(total);
  const fanMean = new Float64Array(total);
  const logAnswers = new Float64Array(total);
  const warmth = new Float64Array(total);
  const path = { traits, state, active, fanMean, warmth };
  if (traits.silent) return path;
  const start = traits.joinDay + BURN_IN_DAYS;
  let s = start === 0 ? random.integer(4) : 0;
  let mood = 0.9 * random.normal();
  const chances = new Float64Array(STATE_COUNT * STATE_COUNT);
  for (let i = start; i < total; i++) {
    const day = i - BURN_IN_DAYS;
    warmth[i] = answersKnown(logAnswers, i, start);
    if (i > start) s = step(s, transitions(fadeFactor(warmth[i] ?? 0, day), chances), random);
    state[i] = s;
    active[i] = random.uniform() < activeChance(s, day) ? 1 : 0;
    if (i === start) active[i] = 1;
    mood = 0.96 * mood + 0.25 * random.normal();
    const answered = 0.12 + 0.6 * (active[i] ?? 0) + 0.28 * (i > start ? (active[i - 1] ?? 0) : 0);
    logAnswers[i] = mood + Math.log(0.5 + answered);
    const surge = day === VIRAL_DAY && traits.viral ? 9 : day === VIRAL_DAY ? 1.5 : 1;
    fanMean[i] =
      traits.fanLevel * (INTEREST[s] ?? 0) * Math.exp(mood) * answered * fanFactor(day) * surge;
  }
  return path;
}

function step(state: number, p: Float64Array, random: Random): number {
  let u = random.uniform();
  for (let t = 0; t < STATE_COUNT; t++) {
    u -= p[state * STATE_COUNT + t] ?? 0;
    if (u < 0) return t;
  }
  return state;
}

/** Mean log answers of the days d-14 to d-8, clamped; 0 (neutral) while there are none. */
function answersKnown(logAnswers: Float64Array, i: number, start: number): number {
  let sum = 0;
  let days = 0;
  for (let k = i - ANSWER_LAG - ANSWER_DAYS + 1; k <= i - ANSWER_LAG; k++) {
    if (k < start) continue;
    sum += logAnswers[k] ?? 0;
    days++;
  }
  return days === 0 ? 0 : Math.max(-1.5, Math.min(1.5, sum / days));
}
