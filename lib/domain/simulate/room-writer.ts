import { aliasTable } from '@/lib/domain/random/alias';
import { logNormal } from '@/lib/domain/random/distributions';
import type { Random } from '@/lib/domain/random/generator';
import { fanCode, type IntBatch, pushEvent } from './batch';
import { HOURS_WEEKDAY, HOURS_WEEKEND, isWeekend } from './calendar';
import { emptyVisit, FAN_CHAIN, layVisit, VISIT_MAX_EVENTS, type VisitChain } from './visit-chains';

export const SECONDS_PER_DAY = 86_400;
const HOURS = [aliasTable(HOURS_WEEKDAY), aliasTable(HOURS_WEEKEND)] as const;

/** Share of fan visits that answer something the owner did, and how long after it began (log-normal). */
const ANSWERING_SHARE = 0.6;
const ANSWER_MEDIAN_SECONDS = 35 * 60;
const ANSWER_SPREAD = 1;
/** Now and then the visitor is a colleague: one of the celebs just before this one in the list. */
const COLLEAGUE_SHARE = 0.02;
const COLLEAGUES = 16;
/** Fans are numbered so that neighbouring rooms share some of them. */
const FANS_BETWEEN_ROOMS = 37;
/** How strongly visits gather on the first fans of the room: rank = pool x u^LOYALTY. */
const LOYALTY = 2;
const MAX_TRIES = 20;

/** A second of the day, in the dataset's local time, that follows the hours' profile. */
export const secondOf = (random: Random, day: number): number =>
  day * SECONDS_PER_DAY +
  (HOURS[isWeekend(day) ? 1 : 0]?.draw(random) ?? 0) * 3600 +
  random.integer(3600);

interface OwnVisit {
  readonly event: Uint8Array;
  readonly offset: Int32Array;
}

/** Who comes to a room. */
export interface RoomPeople {
  readonly room: number;
  /** Number of this room in the fans' numbering. */
  readonly fanBase: number;
  readonly colleagues: boolean;
  /** Number of different fans. */
  readonly pool: number;
}

/**
 * Lays a given number of events of one room and day out as visits: who comes, when, and what they do.
 *
 * Each actor's visits to the room are disjoint in time and seconds grow within a visit, so no two rows are equal.
 */
export class RoomWriter {
  private readonly visit = emptyVisit();
  private busyUntil: Int32Array;
  private readonly colleagueBusyUntil = new Int32Array(COLLEAGUES).fill(-1);
  private readonly ownStarts: number[] = [];

  constructor(
    private readonly people: RoomPeople,
    private readonly random: Random,
    private readonly batch: IntBatch,
  ) {
    this.busyUntil = new Int32Array(people.pool).fill(-1);
  }

  /** The owner's `count` events of a day; remembers when visits began, for the fans who answer. */
  own(day: number, count: number, chain: VisitChain): void {
    const { random, people, batch, ownStarts } = this;
    const visits: OwnVisit[] = [];
    let lasts = 0;
    for (let left = count; left > 0; ) {
      const { length, event, offset } = layVisit(chain, left, random, this.visit);
      visits.push({ event: event.slice(0, length), offset: offset.slice(0, length) });
      lasts += 1 + (offset[length - 1] ?? 0);
      left -= length;
    }
    const starts = visits.map(() => secondOf(random, day)).sort((a, b) => a - b);
    const dayEnd = (day + 1) * SECONDS_PER_DAY;
    // Never in practice (1500 events last about 14 hours): a day that is too short is filled second by second.
    const squeeze = lasts > SECONDS_PER_DAY;
    let free = day * SECONDS_PER_DAY;
    ownStarts.length = 0;
    visits.forEach(({ event, offset }, i) => {
      // Early enough that all later visits still fit before midnight.
      const begin = squeeze ? free : Math.max(free, Math.min(starts[i] ?? free, dayEnd - lasts));
      for (let e = 0; e < event.length; e++) {
        const second = begin + (squeeze ? e : (offset[e] ?? 0));
        pushEvent(batch, second, people.room, people.room, event[e] ?? 0);
      }
      const last = squeeze ? event.length - 1 : (offset[event.length - 1] ?? 0);
      lasts -= 1 + (offset[event.length - 1] ?? 0);
      free = begin + last + 1;
      ownStarts.push(begin);
    });
  }

  /** `count` fan events of a day; call `own` first on a day when the owner is there. */
  fans(day: number, count: number, ownerIsThere: boolean): void {
    if (!ownerIsThere) this.ownStarts.length = 0;
    const { visit, random, people, batch } = this;
    for (let left = count; left > 0; left -= visit.length) {
      layVisit(FAN_CHAIN, Math.min(left, VISIT_MAX_EVENTS), random, visit);
      const lasts = visit.offset[visit.length - 1] ?? 0;
      const latest = (day + 1) * SECONDS_PER_DAY - 1 - lasts;
      const wanted = this.arrival(day, latest);
      const colleague = this.freeColleague(wanted, lasts);
      const [actor, begin] = colleague ?? this.freeFan(wanted, latest, lasts);
      for (let e = 0; e < visit.length; e++) {
        pushEvent(batch, begin + (visit.offset[e] ?? 0), actor, people.room, visit.event[e] ?? 0);
      }
    }
  }

  /** The code of a fan drawn by loyalty; `skew` above LOYALTY gathers on fewer of them. */
  fanBy(skew: number): number {
    return Math.floor(this.people.pool * this.random.uniform() ** skew);
  }

  codeOf(fan: number): number {
    return fanCode(this.people.fanBase * FANS_BETWEEN_ROOMS + fan);
  }

  /** When a visit begins, at most `latest`: some time after the owner's last doings, or when fans have time. */
  private arrival(day: number, latest: number): number {
    const { random, ownStarts } = this;
    if (ownStarts.length > 0 && random.uniform() < ANSWERING_SHARE) {
      const after = logNormal(random, Math.log(ANSWER_MEDIAN_SECONDS), ANSWER_SPREAD);
      const second = Math.floor((ownStarts[random.integer(ownStarts.length)] ?? 0) + after);
      if (second <= latest) return second;
    }
    // Drawn again rather than moved, or visits would pile up before midnight.
    for (let tried = 0; tried < MAX_TRIES; tried++) {
      const second = secondOf(random, day);
      if (second <= latest) return second;
    }
    return latest;
  }

  private freeColleague(begin: number, lasts: number): readonly [number, number] | undefined {
    const { random, people, colleagueBusyUntil } = this;
    if (random.uniform() >= COLLEAGUE_SHARE || !people.colleagues) return undefined;
    const which = random.integer(COLLEAGUES);
    const celeb = people.room - 1 - which;
    if (celeb < 0 || begin <= (colleagueBusyUntil[which] ?? -1)) return undefined;
    colleagueBusyUntil[which] = begin + lasts;
    return [celeb, begin];
  }

  /** A fan by loyalty who is not in the room already; who is comes back later, if the day is long enough. */
  private freeFan(wanted: number, latest: number, lasts: number): readonly [number, number] {
    const first = this.fanBy(LOYALTY);
    for (let tried = 0; ; tried++) {
      if (tried === this.busyUntil.length) this.welcome();
      const fan = (first + tried) % this.busyUntil.length;
      const begin = Math.max(wanted, (this.busyUntil[fan] ?? -1) + 1);
      if (begin > latest) continue;
      this.busyUntil[fan] = begin + lasts;
      return [this.codeOf(fan), begin];
    }
  }

  /** Every fan is busy: new ones come. */
  private welcome(): void {
    const more = new Int32Array(this.busyUntil.length * 2).fill(-1);
    more.set(this.busyUntil);
    this.busyUntil = more;
  }
}
