import { normalQuantile } from '@/lib/domain/random/distributions';
import { createRandom } from '@/lib/domain/random/generator';
import { BURN_IN_DAYS, DAYS } from './calendar';

/** Sub-streams of the seed, one for each purpose; the order is part of the format. */
export const STREAM = {
  traits: 1,
  platform: 2,
  mood: 3,
  rows: 4,
  unlisted: 5,
  faults: 6,
} as const;

/** Share of listed celebs who never act in their own room. */
const SILENT_SHARE = 0.06;
/** Share who joined before the burn-in; the others join evenly from then on, some every day. */
const VETERAN_SHARE = 0.3;
const VIRAL_SHARE = 0.05;
const VETERAN_MAX_AGE_DAYS = 700;
/** Nobody joins in the last days: a celeb needs a few days to be seen at all. */
const LAST_JOIN_DAY = DAYS - 4;

/** What does not change about a celeb. */
export interface CelebTraits {
  readonly silent: boolean;
  readonly veteran: boolean;
  /** May lie long before the data. */
  readonly joinDay: number;
  /** Own events on an active day, relative; the platform's total fixes the unit. */
  readonly ownLevel: number;
  /** Fan events on an ordinary day, relative. */
  readonly fanLevel: number;
  /** Gifts (sticker rows) on an ordinary day. */
  readonly giftLevel: number;
  readonly viral: boolean;
  /** Evenly spread number in (0, 1) for the state in which a veteran enters the burn-in. */
  readonly start: number;
  /** Rank of the room's size with some noise, in (0, 1); the platform's tier follows it. */
  readonly standing: number;
}

/** Irrational steps of a Kronecker sequence, one for each trait; powers of the generalised golden ratio. */
const STEPS = [
  0.92057428345447, 0.84745701135504, 0.78014713083257, 0.71818341848387, 0.6611411862417,
  0.60862957160298, 0.560288732264, 0.51578740030446,
] as const;

/**
 * Traits of every celeb of a seed. They come from evenly spread quantiles, not from independent draws: any run of
 * consecutive celebs then holds the same mix of small and large rooms, so a small scale looks like a large one.
 */
export function celebTraits(seed: number): (celeb: number) => CelebTraits {
  const random = createRandom(seed, STREAM.traits);
  const shifts = STEPS.map(() => random.uniform());
  return (celeb) => {
    const spread = (trait: number) => {
      const x = celeb * (STEPS[trait] ?? 0) + (shifts[trait] ?? 0);
      return 0.0005 + 0.999 * (x - Math.floor(x));
    };
    const size = normalQuantile(spread(0));
    const popularity = normalQuantile(spread(1));
    const age = spread(3);
    const veteran = age < VETERAN_SHARE;
    const lived = (age - VETERAN_SHARE) / (1 - VETERAN_SHARE);
    return {
      silent: spread(2) < SILENT_SHARE,
      veteran,
      joinDay: veteran
        ? -BURN_IN_DAYS - 1 - Math.floor((age / VETERAN_SHARE) ** 2 * VETERAN_MAX_AGE_DAYS)
        : -BURN_IN_DAYS + Math.floor(lived * (BURN_IN_DAYS + LAST_JOIN_DAY)),
      ownLevel: Math.exp(0.8 * size),
      fanLevel: Math.exp(0.6 * size + 0.6 * popularity),
      giftLevel: 0.0085 * Math.exp(0.6 * size + 2 * normalQuantile(spread(4))),
      viral: spread(5) < VIRAL_SHARE,
      start: spread(6),
      standing: 0.75 * spread(0) + 0.25 * spread(7),
    };
  };
}
