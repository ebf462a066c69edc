import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { COMPRESSIONS, ENCODINGS } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { lineTooLong, MAX_LINE_BYTES, nulBytes } from './scan';
import { decodeStrict } from './transcode';
import { unpack } from './unpack';

const SAMPLE_BYTES = 256 * 1024;

type Encoding = (typeof ENCODINGS)[number];

export interface Probe {
  readonly bytes: number;
  readonly parquet: boolean;
  readonly compression: (typeof COMPRESSIONS)[number];
  readonly encoding: Encoding;
  /** The beginning of the text, without a byte-order mark and cut at the last whole line (unless it is all there is). */
  readonly text: string;
  /** True when the sample is the whole file. */
  readonly whole: boolean;
}

/** Files that people drop by mistake, by bytes at the given place. */
const NOT_A_TABLE: readonly (readonly [what: string, at: number, magic: string])[] = [
  ['PNG image', 0, '\x89PNG'],
  ['JPEG image', 0, '\xff\xd8\xff'],
  ['GIF image', 0, 'GIF8'],
  ['PDF document', 0, '%PDF'],
  ['ZIP archive or Excel workbook', 0, 'PK\x03\x04'],
  ['old Excel workbook', 0, '\xd0\xcf\x11\xe0'],
  ['7-Zip archive', 0, '7z\xbc\xaf'],
  ['bzip2 archive', 0, 'BZh'],
  ['xz archive', 0, '\xfd7zX'],
  ['RAR archive', 0, 'Rar!'],
  ['program', 0, '\x7fELF'],
  ['SQLite database', 0, 'SQLite'],
  ['tar archive', 257, 'ustar'],
];

const isAt = (bytes: Buffer, at: number, magic: string) =>
  bytes.subarray(at, at + magic.length).equals(Buffer.from(magic, 'latin1'));

/**
 * Reads the beginning of a file and says what it is.
 * @param wanted the encoding that a person chose, if any
 * @throws AppError `file_missing`, `file_is_directory`, `file_empty`, `file_not_a_table`, `file_nul_bytes`,
 * `file_encoding`, `file_truncated`, `file_corrupt`, `file_line_too_long`, each naming the file
 */
export async function probeFile(path: string, name: string, wanted?: Encoding): Promise<Probe> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new AppError('file_missing', `${name}: there is no such file.`, { file: name });
  if (info.isDirectory()) {
    throw new AppError('file_is_directory', `${name} is a folder. Choose a file.`, { file: name });
  }
  if (!info.isFile()) {
    throw new AppError('file_not_a_table', `${name} is a device or pipe, not a file.`, {
      file: name,
      reason: 'device or pipe',
    });
  }
  if (info.size === 0) {
    throw new AppError('file_empty', `${name} is empty (0 bytes).`, { file: name });
  }
  const head = await readHead(path, SAMPLE_BYTES);
  refuseOtherKinds(head, name);
  if (isAt(head, 0, 'PAR1')) {
    return {
      bytes: info.size,
      parquet: true,
      compression: 'none',
      encoding: 'utf-8',
      text: '',
      whole: false,
    };
  }
  const compression = isAt(head, 0, '\x1f\x8b')
    ? 'gzip'
    : isAt(head, 0, '\x28\xb5\x2f\xfd')
      ? 'zstd'
      : 'none';
  const { sample, whole } = await readSample(path, name, compression);
  if (sample.length === 0) {
    throw new AppError('file_empty', `${name} is empty inside its compression.`, { file: name });
  }
  if (compression !== 'none') {
    refuseOtherKinds(sample, name);
    if (isAt(sample, 0, 'PAR1')) {
      throw new AppError(
        'file_format_unsupported',
        `${name} is a Parquet file inside ${compression}. Unpack it first; Parquet is compressed by itself.`,
        { file: name, reason: `Parquet inside ${compression}` },
      );
    }
  }
  const { encoding, text } = decodeSample(sample, whole, name, wanted);
  if (/^\s*<(!doctype html|html|\?xml)/i.test(text))
    throw notATable(name, 'web page or XML document');
  const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
  return {
    bytes: info.size,
    parquet: false,
    compression,
    encoding,
    text: whole ? text : text.slice(0, lastLine),
    whole,
  };
}

function refuseOtherKinds(bytes: Buffer, name: string): void {
  const kind = NOT_A_TABLE.find(([, at, magic]) => isAt(bytes, at, magic));
  if (kind) throw notATable(name, kind[0]);
}

const notATable = (name: string, what: string) =>
  new AppError(
    'file_not_a_table',
    `${name} is a ${what}, not a table. Export it as CSV, TSV, JSON Lines or Parquet.`,
    { file: name, reason: what },
  );

async function readHead(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The first 256 KB of the unpacked bytes, or as many more as the first line needs. */
async function readSample(
  path: string,
  name: string,
  compression: Probe['compression'],
): Promise<{ sample: Buffer; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let hasLine = false;
  const source = createReadStream(path, { highWaterMark: 1 << 16 }) as AsyncIterable<Buffer>;
  for await (const chunk of unpack(source, compression, name)) {
    chunks.push(chunk);
    size += chunk.length;
    hasLine ||= chunk.includes(0x0a) || chunk.includes(0x0d);
    if (size >= SAMPLE_BYTES && hasLine) return { sample: Buffer.concat(chunks), whole: false };
    if (size > 2 * MAX_LINE_BYTES) throw lineTooLong(name, 1);
  }
  return { sample: Buffer.concat(chunks), whole: true };
}

function decodeSample(
  bytes: Buffer,
  whole: boolean,
  name: string,
  wanted: Encoding | undefined,
): Pick<Probe, 'encoding' | 'text'> {
  const guesses = wanted ? [wanted] : guessEncodings(bytes);
  const nul = bytes.indexOf(0);
  if (nul >= 0 && !guesses.some((e) => e.startsWith('utf-16'))) {
    throw nulBytes(name, countLines(bytes.subarray(0, nul).toString('latin1')));
  }
  for (const encoding of guesses) {
    const text = decodeStrict(bytes, encoding, !whole);
    if (text === undefined) continue;
    const at = text.indexOf('\0');
    if (at >= 0) throw nulBytes(name, countLines(text.slice(0, at)));
    return { encoding, text: text.replace(/^\uFEFF/, '') };
  }
  throw new AppError(
    'file_encoding',
    wanted
      ? `${name} is not ${wanted} text. Choose another encoding.`
      : `${name} is neither UTF-8, UTF-16 nor CP949 text. Export it as UTF-8.`,
    { file: name },
  );
}

const countLines = (text: string) => text.split(/\r\n|\r|\n/).length;

/** By the byte-order mark; without one, zeros in every other byte are the high halves of UTF-16 letters. */
function guessEncodings(bytes: Buffer): readonly Encoding[] {
  if (isAt(bytes, 0, '\xff\xfe')) return ['utf-16le'];
  if (isAt(bytes, 0, '\xfe\xff')) return ['utf-16be'];
  const start = bytes.subarray(0, 512);
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = start.length / 4;
  if (odd > many && even === 0) return ['utf-16le'];
  if (even > many && odd === 0) return ['utf-16be'];
  return ['utf-8', 'euc-kr'];
}
