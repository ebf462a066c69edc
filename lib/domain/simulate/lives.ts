import { normal, poisson } from '@/lib/domain/random/distributions';
import { createRandom, type Random } from '@/lib/domain/random/generator';
import { BURN_IN_DAYS, fanFactor, LIVED_DAYS, VIRAL } from './calendar';
import {
  activeChance,
  DORMANT,
  FADING,
  fadeFactor,
  GONE,
  interest,
  SETTLING,
  STATE_COUNT,
  THRIVING,
  transitions,
} from './states';
import { type CelebTraits, celebTraits, STREAM } from './traits';

/** Celebs of scale 1, the size of the original study. Larger platforms are made of such blocks, one by one. */
export const BLOCK_CELEBS = 3640;

/** Fans' answers act on the hazards a week later: those of day d look at days d-10 to d-7. */
export const ANSWER_LAG_DAYS = 7;
const ANSWER_DAYS = 4;
const MAX_WARMTH = 1.5;
/** Answers that an empty week counts for, so that a small room's warmth is not all noise. */
const PRIOR_ANSWERS = 8;
/** Mean of `interest x exp(mood) x attention` in an ordinary week of an active celeb. */
const USUAL_ANSWERS = 0.75;
/** Fan events on an ordinary day of a room of fan level 1. */
const FAN_UNIT = 72;

/** Mood of a room: a slow AR(1) of the logarithm of fans' activity. */
const MOOD_MEMORY = 0.96;
const MOOD_NOISE = 0.14;
const MOOD_SPREAD = MOOD_NOISE / Math.sqrt(1 - MOOD_MEMORY ** 2);

/** One celeb's life. Arrays are indexed by day + BURN_IN_DAYS. */
export interface CelebLife {
  readonly traits: CelebTraits;
  /** State at the end of the day; `gone` before the celeb joined. */
  readonly state: Uint8Array;
  /** 1 = at least one own-room event. */
  readonly active: Uint8Array;
  /** Fan events of the day. */
  readonly fans: Int32Array;
  /** Log of fans' answers a week ago against what the room is used to; known for ANSWER_LAG_DAYS more days. */
  readonly warmth: Float64Array;
}

/**
 * Lives a block of celebs day by day: state, own activity, and how many fans come.
 *
 * Fans come when the celeb does something, today or yesterday, more or less gladly (the room's mood). The realised
 * number of fan events, against what the room is used to, moves the hazards of fading and leaving a week later, so
 * fan activity truly drives retention.
 *
 * Draws of one day are *systematic* over the celebs in the same state: celeb number r of them uses the fraction of
 * `U + r x sqrt(2)` with one fresh uniform U. Given all that happened before, each celeb's own number is exactly
 * uniform, so the truth of every single celeb is untouched; but the platform's daily totals hardly wander, so every
 * seed shows the study's size and rates. The price: celebs of a block are slightly negatively dependent, and an
 * interval over celebs (bootstrap) is a little too wide for platform totals, never too narrow.
 */
export function liveBlock(seed: number, block: number): CelebLife[] {
  const traitsOf = celebTraits(seed);
  const first = block * BLOCK_CELEBS;
  const platform = createRandom(seed, STREAM.platform, block);
  const room: Room[] = Array.from({ length: BLOCK_CELEBS }, (_, k) =>
    emptyRoom(traitsOf(first + k), createRandom(seed, STREAM.mood, first + k)),
  );
  for (let i = 0; i < LIVED_DAYS; i++) liveDay(room, i, platform);
  for (const { life } of room) {
    for (let i = LIVED_DAYS; i < life.warmth.length; i++) life.warmth[i] = warmthOf(life, i);
  }
  return room.map((r) => r.life);
}

interface Room {
  readonly life: CelebLife;
  readonly random: Random;
  mood: number;
  /** Days since the last own activity, at most 7. */
  quietDays: number;
}

function emptyRoom(traits: CelebTraits, random: Random): Room {
  return {
    life: {
      traits,
      state: new Uint8Array(LIVED_DAYS).fill(GONE),
      active: new Uint8Array(LIVED_DAYS),
      fans: new Int32Array(LIVED_DAYS),
      warmth: new Float64Array(LIVED_DAYS + ANSWER_LAG_DAYS),
    },
    random,
    mood: MOOD_SPREAD * normal(random),
    quietDays: 7,
  };
}

/** First index of `traits` that is lived: the day of joining, or the first one of the burn-in. */
export const firstLived = (traits: CelebTraits): number =>
  Math.max(0, traits.joinDay + BURN_IN_DAYS);

const chances = new Float64Array(STATE_COUNT * STATE_COUNT);

function liveDay(rooms: readonly Room[], i: number, platform: Random): void {
  const day = i - BURN_IN_DAYS;
  for (const { life } of rooms) {
    if (!life.traits.silent && i >= firstLived(life.traits)) life.warmth[i] = warmthOf(life, i);
  }
  const moves = systematic(platform, Math.SQRT2);
  for (const { life } of inOrder(rooms, (r) => r.life.warmth[i] ?? 0)) move(life, i, day, moves);
  const acts = systematic(platform, Math.sqrt(3));
  for (const r of inOrder(rooms, (r) => r.quietDays)) {
    act(r, i, day, acts);
  }
  for (const r of rooms) {
    if (i < firstLived(r.life.traits)) continue;
    r.mood = MOOD_MEMORY * r.mood + MOOD_NOISE * normal(r.random);
    r.life.fans[i] = poisson(r.random, fanMean(r, i, day));
  }
}

/**
 * The celebs who live on this day, alike ones side by side, so that a systematic draw is spread over them evenly.
 * Equal keys keep the order of the celebs.
 */
function inOrder(rooms: readonly Room[], key: (room: Room) => number): Room[] {
  return [...rooms].sort((a, b) => key(a) - key(b));
}

function move(life: CelebLife, i: number, day: number, draw: (state: number) => number): void {
  const begin = firstLived(life.traits);
  if (life.traits.silent || i < begin) return;
  if (i === begin) {
    life.state[i] = startState(life.traits);
    return;
  }
  const before = life.state[i - 1] ?? GONE;
  const fade = fadeFactor(life.warmth[i] ?? 0, day);
  life.state[i] = nextState(before, transitions(fade, chances), draw(before));
}

function act(room: Room, i: number, day: number, draw: (state: number) => number): void {
  const { traits, state, active } = room.life;
  const begin = firstLived(traits);
  if (traits.silent || i < begin) return;
  const s = state[i] ?? GONE;
  // Whoever joins does something on that day.
  const joins = i === begin && !traits.veteran;
  active[i] = draw(s) < activeChance(s, day) || joins ? 1 : 0;
  room.quietDays = active[i] === 1 ? 0 : Math.min(7, room.quietDays + 1);
}

/** Uniform numbers of one day, one sequence for each state; see `liveBlock`. */
function systematic(platform: Random, step: number): (state: number) => number {
  const next = Float64Array.from({ length: STATE_COUNT }, () => platform.uniform());
  return (state) => {
    const u = next[state] ?? 0;
    const moved = u + step;
    next[state] = moved - Math.floor(moved);
    return u;
  };
}

/** Veterans enter the burn-in somewhere in their lives. */
function startState(traits: CelebTraits): number {
  if (!traits.veteran) return SETTLING;
  if (traits.start < 0.3) return THRIVING;
  if (traits.start < 0.4) return FADING;
  return traits.start < 0.6 ? DORMANT : GONE;
}

function nextState(state: number, p: Float64Array, u: number): number {
  let left = u;
  for (let t = 0; t < STATE_COUNT; t++) {
    left -= p[state * STATE_COUNT + t] ?? 0;
    if (left < 0) return t;
  }
  return state;
}

/** Expected fan events of a day. */
function fanMean(room: Room, i: number, day: number): number {
  const { traits, state, active } = room.life;
  const attention = 0.15 + 0.6 * (active[i] ?? 0) + 0.25 * (active[i - 1] ?? 0);
  return (
    FAN_UNIT *
    traits.fanLevel *
    interest(state[i] ?? GONE) *
    Math.exp(room.mood) *
    attention *
    fanFactor(day) *
    surge(traits, day)
  );
}

function surge(traits: CelebTraits, day: number): number {
  if (day === VIRAL.day) return traits.viral ? 9 : 1.5;
  return day === VIRAL.day + 1 && traits.viral ? 3 : 1;
}

/** Log ratio of the fans of days d-10 to d-7 to the usual number; 0 (neutral) before there were such days. */
function warmthOf({ traits, fans }: CelebLife, i: number): number {
  const begin = firstLived(traits);
  let seen = 0;
  let days = 0;
  for (let k = i - ANSWER_LAG_DAYS - ANSWER_DAYS + 1; k <= i - ANSWER_LAG_DAYS; k++) {
    if (k < begin) continue;
    seen += fans[k] ?? 0;
    days++;
  }
  const usual = days * USUAL_ANSWERS * FAN_UNIT * traits.fanLevel;
  const ratio = Math.log((seen + PRIOR_ANSWERS) / (usual + PRIOR_ANSWERS));
  return Math.max(-MAX_WARMTH, Math.min(MAX_WARMTH, ratio));
}
