import { createRandom, type Random } from '@/lib/domain/random/generator';
import { type IntBatch, pushEvent, UNLISTED_BASE } from '@/lib/domain/simulate/batch';
import { STREAM } from '@/lib/domain/simulate/traits';
import { localTimestamp, UNKNOWN_BASE } from './raw-sql';

/**
 * Faults of a real export, in the order of their codes (0 = none), with the share of rows each touches.
 * A row has at most one, and rows in unlisted rooms have none, so that every count can be checked on its own.
 */
export const EVENT_FAULTS = [
  { kind: 'duplicate_event', share: 0.002 },
  { kind: 'broken_time', share: 0.001 },
  { kind: 'missing_actor', share: 0.001 },
  { kind: 'unknown_celeb', share: 0.001 },
  { kind: 'time_iso_offset', share: 0.0015 },
  { kind: 'time_slashes', share: 0.0015 },
  { kind: 'time_epoch_seconds', share: 0.0015 },
  { kind: 'time_epoch_milliseconds', share: 0.0015 },
  { kind: 'time_iso_utc', share: 0.0015 },
] as const;
export const STICKER_FAULTS = [
  { kind: 'sticker_quantity_zero', share: 0.005 },
  { kind: 'sticker_quantity_negative', share: 0.005 },
] as const;

export type FaultKind =
  | (typeof EVENT_FAULTS)[number]['kind']
  | (typeof STICKER_FAULTS)[number]['kind']
  | 'byte_order_mark'
  | 'cp949_file'
  | 'truncated_last_line';
export type Faults = Partial<Record<FaultKind, number>>;

const BROKEN_TIMES = ['0000-00-00 00:00:00', 'NULL', '2023-13-45 10:00:00', '어제 21:00'] as const;
const UNKNOWN_ROOMS = 20;

export const codeOf = (kind: FaultKind): number =>
  EVENT_FAULTS.findIndex((f) => f.kind === kind) + 1;

/** Plants faults in batches and counts them. One stream of random numbers for all batches, in their order. */
export class FaultPlanter {
  readonly counts: Faults = {};
  private readonly random: Random;

  constructor(seed: number) {
    this.random = createRandom(seed, STREAM.faults);
  }

  count(kind: FaultKind, rows = 1): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + rows;
  }

  /** Fault code of each row; duplicated rows are added to the batch, so it may grow. */
  plantEvents(events: IntBatch): Int32Array {
    const codes = new Int32Array(Math.ceil(events.length * 1.01) + 100);
    const rooms = events.columns[2];
    for (let row = 0, rows = events.length; row < rows; row++) {
      if ((rooms?.[row] ?? UNLISTED_BASE) >= UNLISTED_BASE) {
        this.count('unknown_celeb');
        continue;
      }
      const fault = pick(EVENT_FAULTS, this.random);
      if (!fault) continue;
      this.count(fault.kind);
      if (fault.kind === 'duplicate_event') repeat(events, row);
      else if (fault.kind === 'unknown_celeb')
        events.set(2, row, UNKNOWN_BASE + this.random.integer(UNKNOWN_ROOMS));
      else codes[row] = codeOf(fault.kind);
    }
    return codes;
  }

  plantStickers(stickers: IntBatch): void {
    for (let row = 0; row < stickers.length; row++) {
      const fault = pick(STICKER_FAULTS, this.random);
      if (!fault) continue;
      this.count(fault.kind);
      stickers.set(3, row, fault.kind === 'sticker_quantity_zero' ? 0 : -1);
    }
  }
}

function pick<T extends { readonly share: number }>(
  faults: readonly T[],
  random: Random,
): T | undefined {
  let left = random.uniform();
  for (const fault of faults) {
    left -= fault.share;
    if (left < 0) return fault;
  }
  return undefined;
}

function repeat(events: IntBatch, row: number): void {
  const [second, actor, room, event] = events.columns.map((column) => column[row] ?? 0);
  pushEvent(events, second ?? 0, actor ?? 0, room ?? 0, event ?? 0);
}

/** The time as text, spoiled by fault code `fault`. Seoul is nine hours ahead of UTC. */
export function spoiledTime(): string {
  const utc = `(${localTimestamp} - INTERVAL 9 HOUR)`;
  const broken = `[${BROKEN_TIMES.map((t) => `'${t}'`).join(', ')}][second % ${BROKEN_TIMES.length} + 1]`;
  const forms: readonly (readonly [FaultKind, string])[] = [
    ['broken_time', broken],
    ['time_iso_offset', `strftime(${localTimestamp}, '%Y-%m-%dT%H:%M:%S+09:00')`],
    ['time_slashes', `strftime(${localTimestamp}, '%Y/%m/%d %H:%M:%S')`],
    ['time_epoch_seconds', `epoch(${utc})::BIGINT::VARCHAR`],
    ['time_epoch_milliseconds', `epoch_ms(${utc})::VARCHAR`],
    ['time_iso_utc', `strftime(${utc}, '%Y-%m-%dT%H:%M:%SZ')`],
  ];
  return `CASE fault ${forms.map(([kind, sql]) => `WHEN ${codeOf(kind)} THEN ${sql}`).join(' ')}
    ELSE strftime(${localTimestamp}, '%Y-%m-%d %H:%M:%S') END`;
}
