import { columnEvent, type EventName, eventColumns } from '@/lib/domain/windows/columns';
import type { WindowSettings } from '@/lib/server/lake/layout';

/**
 * Method §2 to §4 once more, for tests: from the raw rows by plain loops, without SQL, slow and easy to check by eye.
 * Times are milliseconds since 1970 in UTC; a day is a whole number of days since 1970 in Asia/Seoul (UTC + 9 hours).
 */
export interface RawData {
  readonly events: readonly { ts: number; actor: string; room: string; event: string }[];
  readonly stickers: readonly {
    ts: number;
    from: string;
    celeb: string;
    quantity: number;
    /** Undefined: unknown. */
    amount?: number;
  }[];
  /** `joined` is a day. */
  readonly celebs: readonly { id: string; joined?: number }[];
}

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
export const dayOf = (ts: number): number => Math.floor((ts + 9 * MS_PER_HOUR) / MS_PER_DAY);
export const isoOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
const hourOf = (ts: number) => Math.floor((ts + 9 * MS_PER_HOUR) / MS_PER_HOUR) % 24;
/** 0 = Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number) => (day + 3) % 7;
const weekOf = (day: number) => day - weekdayOf(day);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const distinct = (values: readonly string[]) => new Set(values).size;
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

export interface Target {
  readonly id: string;
  readonly spanStart: number;
  readonly firstOwn: number;
  readonly lastOwn: number;
}

export function slowPeriod({ events }: RawData): { first: number; last: number } {
  const days = events.map((e) => dayOf(e.ts));
  return { first: Math.min(...days), last: Math.max(...days) };
}

export function slowTargets(raw: RawData): Target[] {
  const { first } = slowPeriod(raw);
  return raw.celebs
    .toSorted((a, b) => byBytes(a.id, b.id))
    .flatMap(({ id, joined }) => {
      const own = raw.events.filter((e) => e.room === id && e.actor === id);
      if (own.length === 0) return [];
      const days = own.map((e) => dayOf(e.ts));
      const firstOwn = Math.min(...days);
      const spanStart = Math.max(first, Math.min(firstOwn, joined ?? firstOwn));
      return [{ id, spanStart, firstOwn, lastOwn: Math.max(...days) }];
    });
}

/** Raw rows that count: in a target's room and span. */
function counted(raw: RawData) {
  const targets = new Map(slowTargets(raw).map((t) => [t.id, t]));
  const { last } = slowPeriod(raw);
  const inSpan = (celeb: string, ts: number) => {
    const target = targets.get(celeb);
    return target !== undefined && dayOf(ts) >= target.spanStart && dayOf(ts) <= last;
  };
  return {
    events: raw.events.filter((e) => inSpan(e.room, e.ts)),
    stickers: raw.stickers.filter((s) => inSpan(s.celeb, s.ts)),
  };
}

const sideOf = (e: { actor: string; room: string }) => (e.actor === e.room ? 'own' : 'fan');

export function slowColumns(raw: RawData): string[] {
  const { events } = counted(raw);
  const names = (['own', 'fan'] as const).flatMap((side): EventName[] =>
    [...new Set(events.filter((e) => sideOf(e) === side).map((e) => e.event))]
      .sort(byBytes)
      .map((event) => ({ side, event })),
  );
  return [
    ...eventColumns(names),
    'own_total',
    'fan_total',
    'fan_unique',
    'sticker_count',
    'sticker_amount',
    'sticker_senders',
  ];
}

type Rows = ReturnType<typeof counted>;

/** Value of one column over some rows. */
function columnValue(column: string, { events, stickers }: Rows): number {
  const fans = events.filter((e) => sideOf(e) === 'fan');
  switch (column) {
    case 'own_total':
      return events.length - fans.length;
    case 'fan_total':
      return fans.length;
    case 'fan_unique':
      return distinct(fans.map((e) => e.actor));
    case 'sticker_count':
      return sum(stickers.map((s) => s.quantity));
    case 'sticker_amount':
      return sum(stickers.map((s) => s.amount ?? 0));
    case 'sticker_senders':
      return distinct(stickers.map((s) => s.from));
    default: {
      const name = columnEvent(column);
      return events.filter((e) => e.event === name?.event && sideOf(e) === name.side).length;
    }
  }
}

const ofCeleb = ({ events, stickers }: Rows, id: string): Rows => ({
  events: events.filter((e) => e.room === id),
  stickers: stickers.filter((s) => s.celeb === id),
});
const ofDays = ({ events, stickers }: Rows, keep: (day: number) => boolean): Rows => ({
  events: events.filter((e) => keep(dayOf(e.ts))),
  stickers: stickers.filter((s) => keep(dayOf(s.ts))),
});

export interface DailyRow {
  readonly celeb: string;
  readonly day: number;
  readonly values: readonly number[];
}

export function slowDaily(raw: RawData, columns = slowColumns(raw)): DailyRow[] {
  const rows = counted(raw);
  const { last } = slowPeriod(raw);
  return slowTargets(raw).flatMap(({ id, spanStart }) => {
    const mine = ofCeleb(rows, id);
    return range(spanStart, last).map((day) => {
      const today = ofDays(mine, (d) => d === day);
      return { celeb: id, day, values: columns.map((c) => columnValue(c, today)) };
    });
  });
}

export interface Window {
  readonly anchor: number;
  readonly celeb: string;
  /** Null while the outcome is not over. */
  readonly churn: number | null;
  readonly sticker: number | null;
}

export function slowWindows(raw: RawData, settings: WindowSettings): Window[] {
  const { observeDays, outcomeDays, strideDays } = settings;
  const { first, last } = slowPeriod(raw);
  const targets = slowTargets(raw);
  const newest = last + 1;
  return range(first + observeDays, newest)
    .filter((a) => (a - first - observeDays) % strideDays === 0 || a === newest)
    .flatMap((anchor) =>
      targets.flatMap(({ id }): Window[] => {
        const own = raw.events.filter((e) => e.room === id && e.actor === id);
        const acts = (from: number, to: number) =>
          own.some((e) => dayOf(e.ts) >= from && dayOf(e.ts) <= to);
        if (!acts(anchor - observeDays, anchor - 1)) return [];
        const end = anchor + outcomeDays - 1;
        if (end > last) return [{ anchor, celeb: id, churn: null, sticker: null }];
        const paid = raw.stickers.some(
          (s) => s.celeb === id && dayOf(s.ts) >= anchor && dayOf(s.ts) <= end,
        );
        return [{ anchor, celeb: id, churn: acts(anchor, end) ? 0 : 1, sticker: paid ? 1 : 0 }];
      }),
    );
}

/** `[windows, observeDays, columns]` flattened; days before the span are zeros. */
export function slowTensor(
  raw: RawData,
  windows: readonly Window[],
  observeDays: number,
  columns: readonly string[],
): number[] {
  const daily = new Map(
    slowDaily(raw, [...columns]).map((row) => [`${row.celeb} ${row.day}`, row.values]),
  );
  return windows.flatMap(({ celeb, anchor }) =>
    range(anchor - observeDays, anchor - 1).flatMap(
      (day) => daily.get(`${celeb} ${day}`) ?? columns.map(() => 0),
    ),
  );
}

/** The aggregate tables as `{ table: rows }`, each row an object like the Prisma table's, without the version. */
export function slowAggregates(raw: RawData) {
  const rows = counted(raw);
  const columns = slowColumns(raw);
  const { first, last } = slowPeriod(raw);
  const targets = slowTargets(raw);
  const active = (r: Rows) =>
    distinct(r.events.filter((e) => sideOf(e) === 'own').map((e) => e.room));
  const PlatformDay = range(first, last).flatMap((day) => {
    const today = ofDays(rows, (d) => d === day);
    return [
      { metric: 'active_celebs', day: isoOf(day), value: active(today) },
      ...columns.map((metric) => ({ metric, day: isoOf(day), value: columnValue(metric, today) })),
    ];
  });
  const hourly = columns.filter((c) => c !== 'fan_unique' && c !== 'sticker_senders');
  const PlatformHour = range(0, 7 * 24 - 1).flatMap((slot) => {
    const [weekday, hour] = [Math.floor(slot / 24), slot % 24];
    const then = (ts: number) => weekdayOf(dayOf(ts)) === weekday && hourOf(ts) === hour;
    const slotRows = {
      events: rows.events.filter((e) => then(e.ts)),
      stickers: rows.stickers.filter((s) => then(s.ts)),
    };
    if (slotRows.events.length + slotRows.stickers.length === 0) return [];
    return hourly
      .map((metric) => ({ metric, weekday, hour, value: columnValue(metric, slotRows) }))
      .filter((r) => (r.metric.startsWith('sticker') ? slotRows.stickers.length : r.value) > 0);
  });
  const CelebWeek = targets.flatMap(({ id, spanStart }) => {
    const mine = ofCeleb(rows, id);
    const weeks = [...new Set(range(spanStart, last).map(weekOf))];
    return weeks.map((week) => {
      const now = ofDays(mine, (d) => weekOf(d) === week);
      const own = now.events.filter((e) => sideOf(e) === 'own');
      return {
        celebId: id,
        week: isoOf(week),
        ownDays: new Set(own.map((e) => dayOf(e.ts))).size,
        ownTotal: own.length,
        fanTotal: columnValue('fan_total', now),
        fanUnique: columnValue('fan_unique', now),
        stickerCount: columnValue('sticker_count', now),
        stickerAmount: columnValue('sticker_amount', now),
      };
    });
  });
  const CelebSummary = targets.map(({ id, firstOwn, lastOwn }) => {
    const mine = ofCeleb(rows, id);
    return {
      celebId: id,
      firstOwnDay: isoOf(firstOwn),
      lastOwnDay: isoOf(lastOwn),
      ownTotal: columnValue('own_total', mine),
      fanTotal: columnValue('fan_total', mine),
      stickerCount: columnValue('sticker_count', mine),
    };
  });
  return { PlatformDay, PlatformHour, CelebWeek, CelebSummary };
}
