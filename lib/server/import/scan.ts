import { isUtf8 } from 'node:buffer';
import { AppError } from '@/lib/server/errors';

/** A line longer than this is not a row of a log. */
export const MAX_LINE_BYTES = 4_000_000;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/** What a whole text file looks like, from one pass over its bytes. */
export interface TextFacts {
  /** Lines; a last one without a line end counts. */
  readonly lines: number;
  /** Every line ends with LF, or every line ends with CRLF. */
  readonly uniform: boolean;
  /** A space stands at a line's edge or beside a delimiter or a quote, so cells may have to be trimmed. */
  readonly padded: boolean;
  /** Nothing but spaces stands between two quotes. DuckDB takes `"a" "b"` for one cell; the grammar does not. */
  readonly spacedQuotes: boolean;
}

/**
 * Looks at every byte of a UTF-8 text once: counts lines and finds what no reader may be given.
 *
 * All that matters lies at or below the space, so most bytes are passed over four at a time: about a nanosecond
 * a byte.
 */
export class TextScan {
  private lines = 0;
  private crlf = 0;
  private bareCr = 0;
  private padded = false;
  private spacedQuotes = false;
  private previous = LF;
  private lineBytes = 0;
  /** Bytes of a character that the chunk before began. */
  private unfinished: Buffer = Buffer.alloc(0);

  constructor(
    private readonly name: string,
    private readonly delimiter: number,
  ) {}

  /** @throws AppError `file_nul_bytes`, `file_encoding`, `file_line_too_long`, each with the line */
  push(chunk: Uint8Array): void {
    const linesBefore = this.lines + this.bareCr;
    const n = chunk.length;
    const { delimiter } = this;
    let { lines, crlf, bareCr, padded } = this;
    let lineStart = -this.lineBytes;
    if (this.previous === SPACE && isEdge(chunk[0], delimiter)) padded = true;
    const words = wordsOf(chunk);
    for (let i = 0; i < n; i++) {
      if ((i & 3) === 0) {
        while (i >> 2 < words.length && !holdsLow(words[i >> 2] as number)) i += 4;
        if (i >= n) break;
      }
      const byte = chunk[i] as number;
      if (byte > SPACE) continue;
      if (byte === SPACE) {
        const next = chunk[i + 1];
        if (!padded) {
          const previous = i > 0 ? chunk[i - 1] : this.previous;
          padded = isEdge(previous, delimiter) || isEdge(next, delimiter);
        }
        if (next === QUOTE || i + 1 === n) this.spacedQuotes ||= followsQuote(chunk, i);
      } else if (byte === LF || byte === CR) {
        if (i - lineStart > MAX_LINE_BYTES) throw lineTooLong(this.name, lines + bareCr + 1);
        lineStart = i + 1;
        if (byte === CR) bareCr++;
        else {
          lines++;
          if ((i > 0 ? chunk[i - 1] : this.previous) === CR) {
            crlf++;
            bareCr--;
          }
        }
      } else if (byte === 0) throw nulBytes(this.name, lines + bareCr + 1);
    }
    this.lines = lines;
    this.crlf = crlf;
    this.bareCr = bareCr;
    this.padded = padded;
    this.previous = n > 0 ? (chunk[n - 1] as number) : this.previous;
    this.lineBytes = n - lineStart;
    if (this.lineBytes > MAX_LINE_BYTES) throw lineTooLong(this.name, lines + bareCr + 1);
    this.checkCharacters(chunk, linesBefore);
  }

  /** @throws AppError `file_encoding` when the file ends inside a character */
  end(): TextFacts {
    if (this.unfinished.length > 0) this.refuseEncoding(this.lines + this.bareCr + 1);
    const complete = this.lines + this.bareCr;
    return {
      lines: complete + (this.lineBytes > 0 ? 1 : 0),
      uniform: this.bareCr === 0 && (this.crlf === 0 || this.crlf === this.lines),
      padded: this.padded,
      spacedQuotes: this.spacedQuotes,
    };
  }

  /** UTF-8 by the platform's own fast check; the line is looked for only when it fails. */
  private checkCharacters(chunk: Uint8Array, linesBefore: number): void {
    const bytes =
      this.unfinished.length > 0
        ? Buffer.concat([this.unfinished, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const whole = bytes.length - unfinishedBytes(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) {
      let line = linesBefore + 1;
      let start = 0;
      for (let i = 0; i <= whole; i++) {
        const byte = bytes[i];
        if (i < whole && byte !== LF && (byte !== CR || bytes[i + 1] === LF)) continue;
        if (!isUtf8(bytes.subarray(start, i))) this.refuseEncoding(line);
        line++;
        start = i + 1;
      }
    }
    this.unfinished = Buffer.from(bytes.subarray(whole));
  }

  private refuseEncoding(line: number): never {
    throw new AppError(
      'file_encoding',
      `${this.name}, line ${line}: the text is not valid UTF-8. Export the file as UTF-8, or choose its encoding.`,
      { file: this.name, line },
    );
  }
}

/** The bytes four at a time, without the last few; none when they do not lie on a word. */
const wordsOf = (bytes: Uint8Array): Int32Array =>
  bytes.byteOffset % 4 === 0
    ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    : new Int32Array(0);

/** Whether one of four bytes is a space or less: subtracting borrows from its high bit, which it had not set. */
const holdsLow = (word: number): boolean => ((word - 0x21212121) & ~word & 0x80808080) !== 0;

/** Whether the spaces that end at `at` follow a quote, or may do so in the chunk before. */
function followsQuote(chunk: Uint8Array, at: number): boolean {
  let i = at;
  while (i >= 0 && chunk[i] === SPACE) i--;
  return i < 0 || chunk[i] === QUOTE;
}

const isEdge = (byte: number | undefined, delimiter: number): boolean =>
  byte === delimiter || byte === LF || byte === CR || byte === QUOTE;

/** Bytes at the end that begin a character of which more has to come. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < wanted ? back : 0;
    }
  }
  return 0;
}

export const nulBytes = (name: string, line: number) =>
  new AppError(
    'file_nul_bytes',
    `${name}, line ${line}: there is a NUL byte. The file is binary or damaged; export it again as UTF-8 text.`,
    { file: name, line },
  );

export const lineTooLong = (name: string, line: number) =>
  new AppError(
    'file_line_too_long',
    `${name}, line ${line}: the line is longer than ${MAX_LINE_BYTES / 1_000_000} MB. A quote may be unclosed, or the file is not a table.`,
    { file: name, line },
  );
