/** Codes of people: a celeb is its number, an owner of an unlisted room counts from UNLISTED_BASE, a fan is negative. */
export const UNLISTED_BASE = 1_000_000_000;
export const fanCode = (fan: number): number => -1 - fan;

/**
 * A growing table of 32-bit integer columns, so that five million rows cost no object. Capacity is kept when it is
 * cleared.
 */
export class IntBatch {
  length = 0;
  columns: readonly Int32Array[];
  private capacity: number;

  constructor(width: number, capacity = 1 << 14) {
    this.capacity = capacity;
    this.columns = Array.from({ length: width }, () => new Int32Array(capacity));
  }

  /** Makes room for one more row and returns its index; the caller fills the columns. */
  add(): number {
    if (this.length === this.capacity) this.grow();
    return this.length++;
  }

  set(column: number, row: number, value: number): void {
    const values = this.columns[column];
    if (values) values[row] = value;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(): void {
    this.capacity *= 2;
    this.columns = this.columns.map((old) => {
      const bigger = new Int32Array(this.capacity);
      bigger.set(old);
      return bigger;
    });
  }
}

/** Columns of events: second since the first day's midnight, actor code, room code, event code. */
export const eventBatch = () => new IntBatch(4);
/** Columns of stickers: second, sender code, celeb code, quantity, kind. */
export const stickerBatch = () => new IntBatch(5);

export function pushEvent(
  batch: IntBatch,
  second: number,
  actor: number,
  room: number,
  event: number,
): void {
  const row = batch.add();
  batch.set(0, row, second);
  batch.set(1, row, actor);
  batch.set(2, row, room);
  batch.set(3, row, event);
}

export function pushSticker(
  batch: IntBatch,
  second: number,
  sender: number,
  celeb: number,
  quantity: number,
  kind: number,
): void {
  const row = batch.add();
  batch.set(0, row, second);
  batch.set(1, row, sender);
  batch.set(2, row, celeb);
  batch.set(3, row, quantity);
  batch.set(4, row, kind);
}
