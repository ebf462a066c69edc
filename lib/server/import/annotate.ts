import { type FileHandle, open } from 'node:fs/promises';
import type { FileShape } from '@/lib/contracts/import';
import { RecordReader } from '@/lib/domain/import/records';
import { AppError } from '@/lib/server/errors';
import { lineTooLong, MAX_LINE_BYTES } from './scan';
import { JSON_SEPARATOR } from './source';

const READ_BYTES = 1 << 20;
const LF = 0x0a;
const QUOTE = 0x22;
const SEPARATOR = 0x01;

/** Problems of an annotated record; any other text is a sentence about a malformed row. */
export const TRUNCATED = 'the file ends inside this row';

export interface Annotated {
  readonly records: number;
  /** No cell holds a line end, so the file can be read in parallel. */
  readonly parallel: boolean;
}

/**
 * Copies a plain text file record by record, with the line on which each begins before it, and a malformed one as
 * one cell with the sentence that says what is wrong. What is a record is decided here alone (records.ts);
 * DuckDB then reads a file in which every record is right.
 *
 * Per record: `line, problem, cells...`, in the file's own delimiter and without a header.
 * @throws AppError `file_unclosed_quote`, `file_line_too_long`, `cancelled`
 */
export async function annotate(
  source: string,
  target: string,
  shape: FileShape,
  name: string,
  signal: AbortSignal,
): Promise<Annotated> {
  const input = await open(source, 'r');
  const output = new Output(await open(target, 'w'));
  try {
    const copy =
      shape.format === 'jsonl' ? new LineCopy(output) : new RecordCopy(output, shape, name);
    let buffer = Buffer.alloc(2 * READ_BYTES);
    let length = 0;
    let final = false;
    let first = true;
    while (!final) {
      signal.throwIfAborted();
      if (buffer.length - length < READ_BYTES) {
        const larger = Buffer.alloc(buffer.length * 2);
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      const { bytesRead } = await input.read(buffer, length, READ_BYTES);
      length += bytesRead;
      final = bytesRead === 0;
      const start = first && buffer.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
      first = false;
      const used = copy.take(buffer, start, length, final);
      if (length - used > MAX_LINE_BYTES) throw lineTooLong(name, copy.line);
      buffer.copy(buffer, 0, used, length);
      length -= used;
      await output.flush();
    }
    await output.flush(true);
    return { records: copy.records, parallel: copy.parallel };
  } finally {
    await input.close();
    await output.close();
  }
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes on their way to a file; grows as needed between two flushes. */
class Output {
  private buffer = Buffer.alloc(4 * READ_BYTES);
  private length = 0;

  constructor(private readonly file: FileHandle) {}

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.alloc(Math.max(this.buffer.length * 2, this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }

  ascii(text: string): void {
    this.reserve(text.length);
    this.length += this.buffer.write(text, this.length, 'latin1');
  }

  /** A positive integer in decimal digits. */
  integer(value: number): void {
    this.reserve(20);
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    const end = this.length + digits;
    for (let i = end - 1, rest = value; i >= this.length; i--, rest = Math.floor(rest / 10)) {
      this.buffer[i] = 0x30 + (rest % 10);
    }
    this.length = end;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** `source[from, to)` as it stands. */
  bytes(source: Buffer, from: number, to: number): void {
    this.reserve(to - from);
    this.length += source.copy(this.buffer, this.length, from, to);
  }

  /** `source[from, to)` in quotes; quotes inside are doubled, or already are. */
  quoted(source: Buffer, from: number, to: number, doubled: boolean): void {
    this.reserve(2 * (to - from) + 2);
    const { buffer } = this;
    buffer[this.length++] = QUOTE;
    if (doubled) this.length += source.copy(buffer, this.length, from, to);
    else {
      for (let i = from; i < to; i++) {
        const byte = source[i] ?? 0;
        if (byte === QUOTE) buffer[this.length++] = QUOTE;
        buffer[this.length++] = byte;
      }
    }
    buffer[this.length++] = QUOTE;
  }

  async flush(all = false): Promise<void> {
    if (this.length < READ_BYTES && !all) return;
    await this.file.writeFile(this.buffer.subarray(0, this.length));
    this.length = 0;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

/** Delimited text. */
class RecordCopy {
  records = 0;
  line = 1;
  parallel = true;
  private readonly reader: RecordReader;
  private readonly columns: number;
  private readonly delimiter: number;
  private header: boolean;

  constructor(
    private readonly output: Output,
    private readonly shape: FileShape,
    private readonly name: string,
  ) {
    this.delimiter = shape.delimiter.charCodeAt(0);
    this.reader = new RecordReader(this.delimiter);
    this.columns = shape.columns.length;
    this.header = shape.header;
  }

  /** Copies the whole records of `bytes[start, length)`; returns where the first unfinished one begins. */
  take(bytes: Buffer, start: number, length: number, final: boolean): number {
    const { reader } = this;
    let at = start;
    while (at < length) {
      const end = reader.read(bytes, at, length, final);
      if (end === 'more') return at;
      if (end === 'unclosed') {
        // A quote that is open where an export was interrupted costs the last row only.
        if (!final || hasLineEnd(bytes, at, length)) throw unclosedQuote(this.name, this.line);
        this.malformed(bytes, at, length, TRUNCATED);
        return length;
      }
      if (!reader.blank) {
        if (this.header) this.header = false;
        else this.copy(bytes, at, end === 'file');
      }
      this.line += reader.lines;
      at = reader.next;
    }
    return at;
  }

  private copy(bytes: Buffer, at: number, endsFile: boolean): void {
    const { reader, columns, output } = this;
    if (reader.misquoted) {
      this.malformed(bytes, at, reader.end, 'text follows a closing quote');
      return;
    }
    const cells = reader.cellsWithin(columns);
    if (cells !== columns) {
      const cut = endsFile && cells < columns;
      const sentence = cut ? TRUNCATED : `${columns} cells are expected, ${cells} were found`;
      this.malformed(bytes, at, reader.end, sentence);
      return;
    }
    this.records++;
    if (reader.lines > 1) this.parallel = false;
    output.integer(this.line);
    output.byte(this.delimiter);
    if (!reader.quotes) {
      // As it stands, up to the end of the last cell that counts.
      output.byte(this.delimiter);
      output.bytes(bytes, at, reader.ends[columns - 1] ?? at);
      output.byte(LF);
      return;
    }
    for (let c = 0; c < columns; c++) {
      output.byte(this.delimiter);
      const [from, to] = [reader.starts[c] ?? 0, reader.ends[c] ?? 0];
      if (reader.kinds[c] === 0) output.bytes(bytes, from, to);
      else output.quoted(bytes, from, to, reader.kinds[c] === 1);
    }
    output.byte(LF);
  }

  private malformed(bytes: Buffer, from: number, to: number, problem: string): void {
    const { output, shape, columns } = this;
    const { delimiter } = shape;
    this.records++;
    if (hasLineEnd(bytes, from, to)) this.parallel = false;
    output.ascii(`${this.line}${delimiter}"${problem}"${delimiter}`);
    output.quoted(bytes, from, to, false);
    output.ascii(`${delimiter.repeat(columns - 1)}\n`);
  }
}

function hasLineEnd(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] === 0x0a || bytes[i] === 0x0d) return true;
  return false;
}

export const unclosedQuote = (name: string, line: number) =>
  new AppError(
    'file_unclosed_quote',
    `${name}, line ${line}: a quote (") is opened and never closed. Close it, or double it inside a quoted value.`,
    { file: name, line },
  );

/** JSON Lines: every line that is not blank is a record. */
class LineCopy {
  records = 0;
  line = 1;
  readonly parallel = true;

  constructor(private readonly output: Output) {}

  take(bytes: Buffer, start: number, length: number, final: boolean): number {
    const view = bytes.subarray(0, length);
    const separated = view.includes(JSON_SEPARATOR);
    let at = start;
    while (at < length) {
      let end = at;
      let blank = true;
      for (; end < length; end++) {
        const byte = bytes[end] ?? 0;
        if (byte === 0x0a || byte === 0x0d) break;
        if (byte !== 0x20 && byte !== 0x09) blank = false;
      }
      // A CR at the end of what was read may belong to a LF that follows.
      if (!final && end + (bytes[end] === 0x0d ? 1 : 0) >= length) return at;
      if (!blank) this.copy(view, at, end, end === length, separated);
      this.line++;
      at = end + (bytes[end] === 0x0d && end + 1 < length && bytes[end + 1] === 0x0a ? 2 : 1);
    }
    return Math.min(at, length);
  }

  private copy(bytes: Buffer, from: number, to: number, endsFile: boolean, separated: boolean) {
    const { output } = this;
    this.records++;
    const cut = endsFile && !isJson(bytes.toString('utf8', from, to));
    const foreign = separated && bytes.subarray(from, to).includes(JSON_SEPARATOR);
    const problem = foreign ? 'a control character stands in the text' : cut ? TRUNCATED : '';
    output.integer(this.line);
    output.byte(SEPARATOR);
    output.ascii(problem);
    output.byte(SEPARATOR);
    if (foreign) {
      const plain = bytes.toString('utf8', from, to).replaceAll(JSON_SEPARATOR, '\\u0001');
      const text = Buffer.from(plain);
      output.bytes(text, 0, text.length);
    } else output.bytes(bytes, from, to);
    output.byte(LF);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
