import { normal, poisson } from '@/lib/domain/random/distributions';
import { createRandom } from '@/lib/domain/random/generator';
import { type IntBatch, UNLISTED_BASE } from './batch';
import { DAYS, fanFactor } from './calendar';
import { BLOCK_CELEBS } from './lives';
import { RoomWriter } from './room-writer';
import { STREAM } from './traits';
import { OWN_CHAIN } from './visit-chains';

/** Share of a block's rows that happen in rooms whose owner is not in the list (test rooms, accounts closed since). */
export const UNLISTED_SHARE = 0.015;
const ROOMS = 60;
const LEVEL_SPREAD = 0.9;
const OWN_SHARE = 0.25;
const POOL = 90;

/**
 * Writes the rooms without a celeb in the list that go with the first `celebs` of a block.
 * @param rows events wanted for a whole block
 */
export function writeUnlisted(
  seed: number,
  block: number,
  celebs: number,
  rows: number,
  events: IntBatch,
): void {
  const rooms = Math.max(1, Math.round((ROOMS * celebs) / BLOCK_CELEBS));
  const perDay = rows / ROOMS / DAYS;
  for (let r = 0; r < rooms; r++) {
    const number = block * ROOMS + r;
    const random = createRandom(seed, STREAM.unlisted, number);
    const level = perDay * Math.exp(LEVEL_SPREAD * normal(random) - LEVEL_SPREAD ** 2 / 2);
    const people = { room: UNLISTED_BASE + number, fanBase: number, colleagues: false, pool: POOL };
    const writer = new RoomWriter(people, random, events);
    for (let day = 0; day < DAYS; day++) {
      const mean = level * fanFactor(day);
      const own = Math.min(1500, poisson(random, mean * OWN_SHARE));
      writer.own(day, own, OWN_CHAIN);
      writer.fans(day, poisson(random, mean * (1 - OWN_SHARE)), own > 0);
    }
  }
}
