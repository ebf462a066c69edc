import { createRandom, cumulative, drawIndex, type Random } from '@/lib/domain/random/generator';
import { type CelebPath, ownMean, stickerMean } from './behaviour';
import { BLOCK_CELEBS, BLOCK_EVENTS, type Block, ORPHAN_SHARE } from './block';
import {
  BURN_IN_DAYS,
  DAYS,
  HOURS_WEEKDAY,
  HOURS_WEEKEND,
  OUTAGE_DAY,
  weekdayOf,
} from './calendar';
import { EVENT_NAMES, type EventKind, FAN_EVENTS, OWN_EVENTS, STICKER_KINDS } from './names';

/** Rooms that nobody in the list owns, per block. */
const ORPHAN_ROOMS = 60;
/** Their codes start here. */
export const ORPHAN_BASE = 1_000_000_000;
const OWNER = -1;

/** Where emitted rows go: codes only, so that five million rows cost no object. */
export interface EventSink {
  /** `second` of the simulation's local clock; `actor` -1 = the room's owner, else a fan's number. */
  event(second: number, actor: number, room: number, event: number): void;
  sticker(second: number, from: number, celeb: number, quantity: number, kind: number): void;
}

const code = new Map(EVENT_NAMES.map((name, i) => [name, i]));
interface Mix {
  readonly table: Float64Array;
  readonly codes: readonly { main: number; partner: number; chance: number }[];
}
const mixOf = (kinds: readonly EventKind[]): Mix => ({
  table: cumulative(kinds.map((k) => k.weight)),
  codes: kinds.map((k) => ({
    main: code.get(k.name) ?? 0,
    partner: k.partner ? (code.get(k.partner.name) ?? 0) : -1,
    chance: k.partner?.chance ?? 0,
  })),
});
const OWN_MIX = mixOf(OWN_EVENTS);
const FAN_MIX = mixOf(FAN_EVENTS);
const HOURS = [cumulative(HOURS_WEEKDAY), cumulative(HOURS_WEEKEND)] as const;
const KINDS = cumulative(STICKER_KINDS.map((k) => k.weight));

/** Emits every event and sticker of a block, celeb by celeb. */
export function* emitBlock(
  seed: number,
  block: number,
  content: Block,
  sink: EventSink,
): Generator<number> {
  for (let k = 0; k < content.paths.length; k++) {
    const path = content.paths[k];
    if (path) emitCeleb(seed, block * BLOCK_CELEBS + k, path, content, sink);
    yield k + 1;
  }
  const share = content.paths.length / BLOCK_CELEBS;
  emitOrphans(createRandom(seed, 4, block), block, ORPHAN_SHARE * BLOCK_EVENTS * share, sink);
}

function emitCeleb(
  seed: number,
  celeb: number,
  path: CelebPath,
  content: Block,
  sink: EventSink,
): void {
  const random = createRandom(seed, 3, celeb);
  const pool = Math.ceil(20 + 40 * path.traits.fanLevel);
  const fan = (skew: number) => fanNumber(celeb, Math.floor(pool * random.uniform() ** skew));
  for (let day = 0; day < DAYS; day++) {
    const i = day + BURN_IN_DAYS;
    const state = path.state[i] ?? 4;
    if (path.active[i] === 1) {
      const mean = content.ownScale * ownMean(path.traits, state);
      const rows = 1 + random.poisson(Math.max(0, mean - 1));
      emitRows(random, day, rows, OWN_MIX, (second, event) =>
        sink.event(second, OWNER, celeb, event),
      );
    }
    const visits = random.poisson(content.fanScale * (path.fanMean[i] ?? 0));
    emitRows(random, day, visits, FAN_MIX, (second, event) =>
      sink.event(second, fan(2), celeb, event),
    );
    if (path.traits.silent) continue;
    for (let gifts = random.poisson(stickerMean(path.traits, state, day)); gifts > 0; gifts--) {
      const quantity = 1 + Math.floor(-Math.log(1 - random.uniform()) * 0.8);
      sink.sticker(secondOf(random, day), fan(4), celeb, quantity, drawIndex(KINDS, random));
    }
  }
}

/** A fan has favourite rooms, and now and then a room shares fans with its neighbours. */
const fanNumber = (celeb: number, j: number): number => celeb * 37 + j;

function emitOrphans(random: Random, block: number, rows: number, sink: EventSink): void {
  const perDay = rows / DAYS;
  for (let day = 0; day < DAYS; day++) {
    const visits = random.poisson(day === OUTAGE_DAY ? perDay * 0.04 : perDay);
    emitRows(random, day, visits, FAN_MIX, (second, event) => {
      const room = Math.floor(ORPHAN_ROOMS * random.uniform() ** 2);
      const owner = random.uniform() < 0.2;
      sink.event(
        second,
        owner ? OWNER : random.integer(20_000),
        ORPHAN_BASE + block * ORPHAN_ROOMS + room,
        event,
      );
    });
  }
}

function emitRows(
  random: Random,
  day: number,
  rows: number,
  mix: Mix,
  put: (second: number, event: number) => void,
): void {
  for (let left = rows; left > 0; left--) {
    const kind = mix.codes[drawIndex(mix.table, random)];
    if (!kind) return;
    const second = secondOf(random, day);
    put(second, kind.main);
    if (kind.partner >= 0 && left > 1 && random.uniform() < kind.chance) {
      put(Math.min(second + 20 + random.integer(1200), (day + 1) * 86_400 - 1), kind.partner);
      left--;
    }
  }
}

const secondOf = (random: Random, day: number): number => {
  const hours = HOURS[weekdayOf(day) >= 5 ? 1 : 0];
  return day * 86_400 + drawIndex(hours, random) * 3600 + random.integer(3600);
};
