import { type AliasTable, aliasTable } from '@/lib/domain/random/alias';
import { exponential } from '@/lib/domain/random/distributions';
import type { Random } from '@/lib/domain/random/generator';

/** What may follow a step, with weights; `end` leaves without a trace. */
type Next = Readonly<Record<string, number>>;

interface Step {
  readonly event: string;
  /** Mean seconds until the next event. */
  readonly gap: number;
  readonly next: Next;
  /** The event that closes what this step is in the middle of, when the visit must stop here. */
  readonly close?: string;
}

/** An owner's visit. Steps in a live broadcast are steps of their own, so that whoever starts one also ends it. */
const OWN_STEPS: Readonly<Record<string, Step>> = {
  room_open: {
    event: 'room_open',
    gap: 30,
    next: { chat: 30, live: 22, post: 14, reply: 16, notice: 5, profile: 4, playlist: 5, story: 4 },
  },
  chat: {
    event: 'chat',
    gap: 25,
    next: { chat: 46, reply: 22, like: 12, live: 4, post: 4, end: 12 },
  },
  reply: { event: 'reply', gap: 35, next: { reply: 34, chat: 24, like: 20, post: 4, end: 18 } },
  like: { event: 'like_back', gap: 12, next: { like: 42, reply: 20, chat: 14, end: 24 } },
  live: {
    event: 'live_start',
    gap: 40,
    next: { live_chat: 80, live_reply: 20 },
    close: 'live_end',
  },
  live_chat: {
    event: 'chat',
    gap: 45,
    next: { live_chat: 56, live_reply: 30, live_end: 14 },
    close: 'live_end',
  },
  live_reply: {
    event: 'reply',
    gap: 40,
    next: { live_chat: 50, live_reply: 36, live_end: 14 },
    close: 'live_end',
  },
  live_end: { event: 'live_end', gap: 90, next: { post: 18, reply: 14, like: 12, end: 56 } },
  post: { event: 'post', gap: 25, next: { photo: 80, reply: 6, end: 14 }, close: 'photo_upload' },
  photo: { event: 'photo_upload', gap: 60, next: { reply: 20, story: 14, like: 12, end: 54 } },
  story: { event: 'story', gap: 60, next: { story: 16, reply: 20, end: 64 } },
  notice: { event: 'notice', gap: 60, next: { chat: 40, post: 16, end: 44 } },
  profile: { event: 'profile_edit', gap: 90, next: { playlist: 24, chat: 20, end: 56 } },
  playlist: { event: 'playlist_edit', gap: 50, next: { playlist: 30, chat: 30, end: 40 } },
};

const FAN_STEPS: Readonly<Record<string, Step>> = {
  room_enter: {
    event: 'room_enter',
    gap: 20,
    next: {
      chat: 28,
      like: 18,
      watch: 17,
      post_view: 13,
      photo_view: 10,
      comment: 6,
      reaction: 5,
      leave: 3,
    },
    close: 'room_leave',
  },
  chat: {
    event: 'chat',
    gap: 30,
    next: { chat: 50, like: 12, reaction: 10, comment: 5, follow: 1, leave: 18, end: 4 },
    close: 'room_leave',
  },
  like: {
    event: 'like',
    gap: 15,
    next: { chat: 24, post_view: 16, photo_view: 13, share: 2, follow: 2, leave: 36, end: 7 },
    close: 'room_leave',
  },
  watch: {
    event: 'live_watch',
    gap: 60,
    next: { live_reaction: 56, live_chat: 30, leave: 14 },
    close: 'room_leave',
  },
  live_reaction: {
    event: 'live_reaction',
    gap: 35,
    next: { live_reaction: 36, live_chat: 34, like: 10, leave: 20 },
    close: 'room_leave',
  },
  live_chat: {
    event: 'chat',
    gap: 40,
    next: { live_chat: 45, live_reaction: 33, leave: 22 },
    close: 'room_leave',
  },
  post_view: {
    event: 'post_view',
    gap: 25,
    next: { like: 34, comment: 21, photo_view: 15, post_view: 10, leave: 20 },
    close: 'room_leave',
  },
  photo_view: {
    event: 'photo_view',
    gap: 12,
    next: { photo_view: 36, like: 30, reaction: 10, leave: 24 },
    close: 'room_leave',
  },
  comment: {
    event: 'comment',
    gap: 45,
    next: { post_view: 25, chat: 25, leave: 41, end: 9 },
    close: 'room_leave',
  },
  reaction: {
    event: 'reaction',
    gap: 15,
    next: { chat: 40, like: 20, leave: 40 },
    close: 'room_leave',
  },
  share: { event: 'share', gap: 30, next: { leave: 80, end: 20 } },
  follow: { event: 'follow', gap: 15, next: { chat: 50, leave: 50 } },
  leave: { event: 'room_leave', gap: 1, next: { end: 1 } },
};

const namesOf = (steps: Readonly<Record<string, Step>>) =>
  [...new Set(Object.values(steps).map((s) => s.event))].sort();
export const OWN_EVENTS: readonly string[] = namesOf(OWN_STEPS);
export const FAN_EVENTS: readonly string[] = namesOf(FAN_STEPS);
/** All event names in the order of their codes. */
export const EVENT_NAMES: readonly string[] = [...new Set([...OWN_EVENTS, ...FAN_EVENTS])].sort();

/** Steps as arrays: `next` draws a step number, or `steps` for the end. */
export interface VisitChain {
  readonly start: AliasTable;
  readonly next: readonly AliasTable[];
  readonly event: Uint8Array;
  /** Event code that closes, or NO_CLOSE. */
  readonly close: Uint8Array;
  readonly gapSeconds: Float64Array;
}

const NO_CLOSE = 255;

function chainOf(steps: Readonly<Record<string, Step>>, start: Next): VisitChain {
  const names = Object.keys(steps);
  const known = new Set([...names, 'end']);
  const table = (next: Next) => {
    for (const name of Object.keys(next)) {
      if (!known.has(name)) throw new RangeError(`unknown step "${name}" in a visit chain`);
    }
    return aliasTable([...names, 'end'].map((name) => next[name] ?? 0));
  };
  const list = Object.values(steps);
  return {
    start: table(start),
    next: list.map((s) => table(s.next)),
    event: Uint8Array.from(list, (s) => EVENT_NAMES.indexOf(s.event)),
    close: Uint8Array.from(list, (s) => (s.close ? EVENT_NAMES.indexOf(s.close) : NO_CLOSE)),
    gapSeconds: Float64Array.from(list, (s) => s.gap),
  };
}

/** A celeb who is settling or thriving opens the room; one who is losing interest drops in and rarely goes live. */
export const OWN_CHAIN = chainOf(OWN_STEPS, { room_open: 82, story: 8, post: 6, reply: 4 });
export const WEARY_CHAIN = chainOf(
  { ...OWN_STEPS, room_open: weary(OWN_STEPS.room_open) },
  { room_open: 45, reply: 25, like: 20, story: 10 },
);
export const FAN_CHAIN = chainOf(FAN_STEPS, { room_enter: 93, watch: 5, post_view: 2 });

function weary(step: Step | undefined): Step {
  if (!step) throw new RangeError('the chain has no such step');
  return { ...step, next: { ...step.next, live: 4, notice: 1, end: 20 } };
}

/** Longest visit in events. */
export const VISIT_MAX_EVENTS = 60;

/** One visit: events and their seconds since it began; reused, so read it before the next one is laid. */
export interface Visit {
  length: number;
  readonly event: Uint8Array;
  readonly offset: Int32Array;
}

export const emptyVisit = (): Visit => ({
  length: 0,
  event: new Uint8Array(VISIT_MAX_EVENTS),
  offset: new Int32Array(VISIT_MAX_EVENTS),
});

/**
 * Walks `chain` for at most `quota` events and at least one. Seconds within a visit always grow, so no actor does
 * the same thing twice in one second.
 */
export function layVisit(chain: VisitChain, quota: number, random: Random, visit: Visit): Visit {
  const limit = Math.min(quota, VISIT_MAX_EVENTS);
  const end = chain.next.length;
  let second = 0;
  let step = chain.start.draw(random);
  let length = 0;
  let close = NO_CLOSE;
  while (length < limit && step < end) {
    const last = length === limit - 1 && length > 0;
    const opens = chain.close[step] ?? NO_CLOSE;
    // Nothing is begun that this visit has no time to end.
    if (last && close === NO_CLOSE && opens !== NO_CLOSE) break;
    const cut = last && close !== NO_CLOSE;
    visit.event[length] = cut ? close : (chain.event[step] ?? 0);
    visit.offset[length] = second;
    length++;
    close = opens;
    // Nobody waits longer than ten minutes inside a visit: sessions are cut after thirty.
    second += 1 + Math.min(600, Math.floor(exponential(random, chain.gapSeconds[step] ?? 1)));
    step = chain.next[step]?.draw(random) ?? end;
  }
  visit.length = length;
  return visit;
}
