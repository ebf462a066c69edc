import { aliasTable } from '@/lib/domain/random/alias';
import { gamma, poisson } from '@/lib/domain/random/distributions';
import { createRandom, hashKeys, type Random } from '@/lib/domain/random/generator';
import { type IntBatch, pushSticker } from './batch';
import { BURN_IN_DAYS, DAYS, volumeFactor } from './calendar';
import { BLOCK_CELEBS, type CelebLife, firstLived, liveBlock } from './lives';
import { STICKER_KINDS } from './names';
import { RoomWriter, SECONDS_PER_DAY, secondOf } from './room-writer';
import { DORMANT, FADING, GONE, giftMean, volume } from './states';
import { STREAM } from './traits';
import { UNLISTED_SHARE } from './unlisted';
import { OWN_CHAIN, WEARY_CHAIN } from './visit-chains';

/** Raw event rows of scale 1 (the original study). */
export const BLOCK_EVENTS = 5_186_966;
/** Own events of an active day vary around their mean with this gamma shape (negative binomial counts). */
const OWN_SHAPE = 2.5;
/** The platform's limit on what one owner can do in a day. */
const OWN_MAX = 1500;

/** Gifts gather on the most loyal fans: rank = pool x u^GIFT_LOYALTY. */
const GIFT_LOYALTY = 4;
/** Stickers after the first of a gift (Poisson mean), and the longest pause between two. */
const GIFTS_MORE = 1.4;
const GIFT_GAP_SECONDS = 90;
/** A gift begins early enough to end before midnight: 20 pauses are beyond any Poisson draw of that mean. */
const GIFT_TAIL_SECONDS = 20 * (GIFT_GAP_SECONDS + 1);
const GIVER_TAIL = 1.2;
const GIVER_MAX = 40;

const KINDS = aliasTable(STICKER_KINDS.map((k) => k.weight));

/** The lives of a block (scale 1 = one block) and the unit of its owners' activity. */
export interface Block {
  readonly first: number;
  readonly lives: readonly CelebLife[];
  /** Own events of an active day of level 1. */
  readonly ownUnit: number;
}

/**
 * Lives block number `block`, always as a whole: a smaller scale keeps its first celebs, so celeb k does the same at
 * every scale.
 *
 * The unit of own activity is set so that the block's expected rows are the study's; it scales how much an active
 * owner does, never whether, so neither the hazards nor the truth depend on it.
 */
export function createBlock(seed: number, block: number): Block {
  const lives = liveBlock(seed, block);
  let fans = 0;
  const means: number[] = [];
  for (const { active, state, traits, fans: visits } of lives) {
    for (let day = 0; day < DAYS; day++) {
      const i = day + BURN_IN_DAYS;
      fans += visits[i] ?? 0;
      if (active[i] === 1) means.push(ownLevel(traits.ownLevel, state[i] ?? GONE, day));
    }
  }
  const wanted = BLOCK_EVENTS * (1 - UNLISTED_SHARE) - fans;
  return { first: block * BLOCK_CELEBS, lives, ownUnit: unitFor(means, wanted) };
}

const ownLevel = (level: number, state: number, day: number): number =>
  level * volume(state) * volumeFactor(day);

/** Solves sum(max(1, unit x mean)) = wanted, since an active day has at least one event, by bisection. */
function unitFor(means: readonly number[], wanted: number): number {
  let low = 0;
  let high = 1e6;
  for (let step = 0; step < 60; step++) {
    const unit = (low + high) / 2;
    let sum = 0;
    for (const mean of means) sum += Math.min(OWN_MAX, Math.max(1, unit * mean));
    if (sum < wanted) low = unit;
    else high = unit;
  }
  return low;
}

/** Writes all events and stickers of celeb `k` of a block, day by day. */
export function writeCeleb(
  seed: number,
  block: Block,
  k: number,
  events: IntBatch,
  stickers: IntBatch,
): void {
  const life = block.lives[k];
  if (!life) throw new RangeError(`a block has ${block.lives.length} celebs, got number ${k}`);
  const celeb = block.first + k;
  const random = createRandom(seed, STREAM.rows, celeb);
  const pool = Math.ceil(20 + 60 * life.traits.fanLevel);
  const people = { room: celeb, fanBase: celeb, colleagues: true, pool };
  const room = new RoomWriter(people, random, events);
  const gifts = new GiftWriter(seed, celeb, room, random, stickers);
  for (let day = 0; day < DAYS; day++) {
    const i = day + BURN_IN_DAYS;
    const state = life.state[i] ?? GONE;
    const active = life.active[i] === 1;
    if (active) {
      const mean = block.ownUnit * ownLevel(life.traits.ownLevel, state, day);
      const spread = gamma(random, OWN_SHAPE) / OWN_SHAPE;
      const count = Math.min(OWN_MAX, 1 + poisson(random, Math.max(0, mean - 1) * spread));
      room.own(day, count, state === FADING || state === DORMANT ? WEARY_CHAIN : OWN_CHAIN);
    }
    room.fans(day, life.fans[i] ?? 0, active);
    if (life.traits.silent || i < firstLived(life.traits)) continue;
    const warmth = life.warmth[i] ?? 0;
    const mean = giftMean(life.traits.giftLevel, state, day, active, warmth);
    for (let left = poisson(random, mean); left > 0; left--) gifts.give(day);
  }
}

/** Gifts of one room: a loyal fan gives one sticker or several in a row. */
class GiftWriter {
  private readonly taken = new Set<number>();

  constructor(
    private readonly seed: number,
    private readonly celeb: number,
    private readonly room: RoomWriter,
    private readonly random: Random,
    private readonly stickers: IntBatch,
  ) {}

  give(day: number): void {
    const { random } = this;
    const fan = this.room.fanBy(GIFT_LOYALTY);
    const scale = generosity(this.seed, this.celeb, fan);
    let second = Math.min(secondOf(random, day), (day + 1) * SECONDS_PER_DAY - GIFT_TAIL_SECONDS);
    for (let left = 1 + poisson(random, GIFTS_MORE); left > 0; left--) {
      // One sticker a second: two equal rows would look like a fault of the export.
      while (this.taken.has(second)) second++;
      this.taken.add(second);
      const quantity = 1 + Math.floor(gamma(random, 0.8) * scale);
      pushSticker(
        this.stickers,
        second,
        this.room.codeOf(fan),
        this.celeb,
        quantity,
        KINDS.draw(random),
      );
      second += 1 + random.integer(GIFT_GAP_SECONDS);
    }
  }
}

/** What a fan gives at a time, relative: most little, a few very much (Pareto); the same fan always alike. */
function generosity(seed: number, celeb: number, fan: number): number {
  const u = (hashKeys(seed, celeb, fan) + 0.5) / 2 ** 32;
  return Math.min(GIVER_MAX, u ** (-1 / GIVER_TAIL));
}
