import type { ENCODINGS } from '@/lib/contracts/tables';
import { decodeCp949 } from '@/lib/domain/import/cp949';
import { AppError } from '@/lib/server/errors';
import { lineTooLong, MAX_LINE_BYTES, nulBytes } from './scan';

type Encoding = (typeof ENCODINGS)[number];
type Bytes = AsyncIterable<Uint8Array>;

/**
 * Rewrites a stream of bytes as UTF-8, whole lines at a time, so that a wrong character is found with its line.
 * A byte-order mark is taken away.
 * @throws AppError `file_encoding`, `file_nul_bytes`, `file_line_too_long`, each with the line
 */
export async function* toUtf8(source: Bytes, encoding: Encoding, name: string): Bytes {
  if (encoding === 'utf-8') {
    yield* source;
    return;
  }
  let rest: Uint8Array = new Uint8Array(0);
  let lines = 0;
  const decode = (bytes: Uint8Array): Uint8Array => {
    const text = decodeStrict(bytes, encoding);
    if (text === undefined) throw wrongCharacter(bytes, encoding, name, lines);
    const nul = text.indexOf('\0');
    if (nul >= 0) throw nulBytes(name, lines + countLines(text.slice(0, nul)) + 1);
    const plain = lines === 0 ? text.replace(/^\uFEFF/, '') : text;
    lines += countLines(text);
    return Buffer.from(plain);
  };
  for await (const chunk of source) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const cut = afterLastLine(bytes, encoding);
    if (cut > 0) yield decode(bytes.subarray(0, cut));
    rest = Buffer.from(bytes.subarray(cut));
    if (rest.length > 2 * MAX_LINE_BYTES) throw lineTooLong(name, lines + 1);
  }
  if (rest.length > 0) yield decode(rest);
}

/**
 * The text, or undefined when the bytes are not of this encoding. A byte-order mark stays.
 * @param partial the bytes may end inside a character
 */
export function decodeStrict(
  bytes: Uint8Array,
  encoding: Encoding,
  partial = false,
): string | undefined {
  if (encoding === 'euc-kr') return decodeCp949(bytes, partial);
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: partial,
    });
  } catch {
    return undefined;
  }
}

/** Line ends (LF, CRLF, CR) of a text. */
function countLines(text: string): number {
  let lines = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) lines++;
  }
  return lines;
}

/** Bytes up to and with the last LF or CR that is surely a whole line end; 0 when there is none. */
function afterLastLine(bytes: Uint8Array, encoding: Encoding): number {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const width = wide ? 2 : 1;
  const low = encoding === 'utf-16be' ? 1 : 0;
  const last = bytes.length - (bytes.length % width) - width;
  for (let i = last; i >= 0; i -= width) {
    const byte = bytes[i + low];
    const isEnd = byte === 0x0a || (byte === 0x0d && i < last);
    if (isEnd && (!wide || bytes[i + 1 - low] === 0)) return i + width;
  }
  return 0;
}

function wrongCharacter(bytes: Uint8Array, encoding: Encoding, name: string, before: number) {
  let line = before + 1;
  let rest = bytes;
  // Line by line from the front: the first one that cannot be read is the wrong one.
  for (;;) {
    const cut = afterFirstLine(rest, encoding);
    if (decodeStrict(rest.subarray(0, cut), encoding) === undefined || cut === rest.length) break;
    rest = rest.subarray(cut);
    line++;
  }
  return new AppError(
    'file_encoding',
    `${name}, line ${line}: a character is not valid ${encoding === 'euc-kr' ? 'CP949' : encoding.toUpperCase()}. Export the file as UTF-8, or choose its encoding.`,
    { file: name, line },
  );
}

function afterFirstLine(bytes: Uint8Array, encoding: Encoding): number {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const width = wide ? 2 : 1;
  const low = encoding === 'utf-16be' ? 1 : 0;
  const unit = (i: number) =>
    i + width <= bytes.length && (!wide || bytes[i + 1 - low] === 0) ? bytes[i + low] : undefined;
  for (let i = 0; i + width <= bytes.length; i += width) {
    if (unit(i) === 0x0a || (unit(i) === 0x0d && unit(i + width) !== 0x0a)) return i + width;
  }
  return bytes.length;
}
