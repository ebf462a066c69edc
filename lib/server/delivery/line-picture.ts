import { crc32, deflateSync } from 'node:zlib';

/** A picture of a line over weeks, without words: mail clients draw no SVG. */
export interface LinePicture {
  readonly png: Buffer;
  /** Size at which it is shown; it holds twice as many pixels in each direction. */
  readonly width: number;
  readonly height: number;
}

const WIDTH = 96;
const HEIGHT = 28;
/** Pixels for each point of the shown size. */
const SCALE = 2;
const LINE_RADIUS = 1.6;
const DOT_RADIUS = 5;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where each value stands, in pixels; null where there is none. A level line runs through the middle. */
function pointsOf(values: readonly (number | null)[]): (Point | null)[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const margin = DOT_RADIUS + 1;
  const step = (WIDTH * SCALE - 2 * margin) / Math.max(1, values.length - 1);
  return values.map((value, i) => {
    if (value === null) return null;
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return { x: margin + i * step, y: margin + (1 - share) * (HEIGHT * SCALE - 2 * margin) };
  });
}

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
  const at = Math.min(1, Math.max(0, t));
  return Math.hypot(p.x - a.x - at * dx, p.y - a.y - at * dy);
}

/** Share of a pixel that a shape covers whose edge is so far away. */
const coverage = (distance: number, radius: number): number =>
  Math.min(1, Math.max(0, radius + 0.5 - distance));

/**
 * Draws a line with a dot at its end as a PNG with a transparent ground, so that it stands on light and dark mails alike.
 * @param values the oldest first; a null interrupts the line
 * @param colour red, green, blue, 0 to 255
 */
export function linePicture(
  values: readonly (number | null)[],
  colour: readonly [number, number, number],
): LinePicture {
  const [width, height] = [WIDTH * SCALE, HEIGHT * SCALE];
  const points = pointsOf(values);
  const segments = points.flatMap((b, i) => {
    const a = points[i - 1];
    return a && b ? [{ a, b }] : [];
  });
  const last = points.findLast((point) => point !== null);
  // RGBA with one filter byte (0, none) before each row (PNG specification, 7.3 and 9).
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = { x: x + 0.5, y: y + 0.5 };
      const line = segments.map(({ a, b }) => distanceToSegment(pixel, a, b));
      const dot = last ? coverage(Math.hypot(pixel.x - last.x, pixel.y - last.y), DOT_RADIUS) : 0;
      const cover = Math.max(dot, coverage(Math.min(...line), LINE_RADIUS));
      if (cover > 0)
        rows.set([...colour, Math.round(255 * cover)], y * (1 + width * 4) + 1 + x * 4);
    }
  }
  return { png: encodePng(width, height, rows), width: WIDTH, height: HEIGHT };
}

/** @param rows filtered scan lines of 8-bit RGBA */
function encodePng(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
