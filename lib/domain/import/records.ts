const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/** A quoted cell that runs over more line ends than this was opened by mistake. */
export const MAX_QUOTED_LINES = 100;

export const RECORD_END = ['line', 'file', 'more', 'unclosed'] as const;
/** `line`: ended by a line end; `file`: by the end of the file; `more`: needs more bytes; `unclosed`: a quote stays open. */
export type RecordEnd = (typeof RECORD_END)[number];

/**
 * Reads delimited text record by record, on bytes (any encoding in which ASCII bytes stand for themselves).
 *
 * The grammar is RFC 4180, and what people make of it:
 * - a line ends with LF, CRLF or CR;
 * - a cell whose first character (after spaces) is a quote is quoted: it may hold delimiters and line ends, and
 *   doubled quotes stand for one; spaces around it do not count; anything else after it is an error, and then the
 *   record is its first line only, so that one stray quote costs one line;
 * - a quote inside a cell that does not begin with one stands for itself.
 *
 * After `read` the fields describe the record; they are overwritten by the next call.
 */
export class RecordReader {
  /** Number of cells; cell `c` is `bytes[starts[c], ends[c])`, without its outer quotes. */
  cells = 0;
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Per cell: 0 as it stands, 1 quoted (doubled quotes inside stand for one), 2 unquoted with quotes that stand for themselves. */
  readonly kinds: number[] = [];
  /** Where the record's own bytes end, and where the next record begins. */
  end = 0;
  next = 0;
  /** Line ends that the record takes up, its own included. */
  lines = 0;
  /** Some cell is quoted or holds a quote. */
  quotes = false;
  /** Something follows a closing quote; the record is then its first line and has no cells. */
  misquoted = false;

  constructor(private readonly delimiter: number) {}

  /**
   * @param final whether `bytes[0, length)` reaches the end of the file
   * @returns how the record ends; for `more` and `unclosed` the other fields mean nothing
   */
  read(bytes: Uint8Array, at: number, length: number, final: boolean): RecordEnd {
    this.cells = 0;
    this.lines = 0;
    this.misquoted = false;
    this.quotes = false;
    let i = at;
    for (;;) {
      const start = i;
      while (i < length && bytes[i] === SPACE) i++;
      if (i < length && bytes[i] === QUOTE) {
        const close = this.closingQuote(bytes, i + 1, length, final);
        if (close === -1) return final ? 'unclosed' : 'more';
        if (close === -2) return 'unclosed';
        this.push(i + 1, close, 1);
        i = close + 1;
        while (i < length && bytes[i] === SPACE) i++;
        const byte = bytes[i];
        if (i < length && byte !== this.delimiter && byte !== LF && byte !== CR) {
          return this.firstLine(bytes, at, length, final);
        }
      } else {
        let kind = 0;
        let byte = bytes[i];
        while (i < length && byte !== this.delimiter && byte !== LF && byte !== CR) {
          if (byte === QUOTE) kind = 2;
          byte = bytes[++i];
        }
        this.push(start, i, kind);
      }
      if (i < length && bytes[i] === this.delimiter) {
        i++;
        continue;
      }
      return this.finish(bytes, i, length, final);
    }
  }

  private push(start: number, end: number, kind: number): void {
    this.starts[this.cells] = start;
    this.ends[this.cells] = end;
    this.kinds[this.cells] = kind;
    if (kind !== 0) this.quotes = true;
    this.cells++;
  }

  /** Position of the closing quote; -1: not within `length`; -2: too many lines. Counts the line ends passed. */
  private closingQuote(bytes: Uint8Array, from: number, length: number, final: boolean): number {
    for (let i = from; i < length; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        if (i + 1 >= length && !final) return -1;
        if (bytes[i + 1] !== QUOTE || i + 1 >= length) return i;
        i++;
      } else if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) {
        if (byte === CR && i + 1 >= length && !final) return -1;
        this.lines++;
        if (this.lines > MAX_QUOTED_LINES) return -2;
      }
    }
    return -1;
  }

  private firstLine(bytes: Uint8Array, at: number, length: number, final: boolean): RecordEnd {
    let i = at;
    while (i < length && bytes[i] !== LF && bytes[i] !== CR) i++;
    this.cells = 0;
    this.lines = 0;
    this.misquoted = true;
    return this.finish(bytes, i, length, final);
  }

  private finish(bytes: Uint8Array, i: number, length: number, final: boolean): RecordEnd {
    if (i >= length) {
      if (!final) return 'more';
      this.end = length;
      this.next = length;
      return 'file';
    }
    if (bytes[i] === CR && i + 1 >= length && !final) return 'more';
    this.end = i;
    this.next = bytes[i] === CR && i + 1 < length && bytes[i + 1] === LF ? i + 2 : i + 1;
    this.lines++;
    return 'line';
  }

  /** An empty line; it is no record. */
  get blank(): boolean {
    return (
      this.cells === 1 && this.kinds[0] === 0 && this.starts[0] === this.ends[0] && !this.misquoted
    );
  }

  /** Cells without the empty ones beyond `columns`: a delimiter at a line's end adds no cell. */
  cellsWithin(columns: number): number {
    let cells = this.cells;
    while (cells > columns && this.starts[cells - 1] === this.ends[cells - 1]) cells--;
    return cells;
  }
}

export interface SampleRecord {
  readonly cells: readonly string[];
  /** 1-based. */
  readonly line: number;
}

/**
 * The first `limit` records of a text.
 * @param whole whether `text` is the whole file; a last record that may go on is left out otherwise
 * @returns the records, and the line of a quote that is never closed, if there is one
 */
export function sampleRecords(
  text: string,
  delimiter: string,
  limit: number,
  whole: boolean,
): { records: SampleRecord[]; unclosedLine?: number } {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const reader = new RecordReader(delimiter.charCodeAt(0));
  const records: SampleRecord[] = [];
  let line = 1;
  for (let at = 0; at < bytes.length && records.length < limit; ) {
    const end = reader.read(bytes, at, bytes.length, whole);
    if (end === 'unclosed') return { records, unclosedLine: line };
    if (end === 'more') break;
    if (!reader.blank && !reader.misquoted) {
      const cells = Array.from({ length: reader.cells }, (_, c) => {
        const cell = decoder.decode(bytes.subarray(reader.starts[c], reader.ends[c]));
        return reader.kinds[c] === 1 ? cell.replaceAll('""', '"') : cell;
      });
      records.push({ cells, line });
    }
    line += reader.lines;
    at = reader.next;
  }
  return { records };
}
