import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { COMPRESSIONS, ENCODINGS } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';
import { sqlString, withLake } from '@/lib/server/lake/duckdb';

const SAMPLE_BYTES = 256 * 1024;

export interface Probe {
  readonly bytes: number;
  readonly parquet: boolean;
  readonly compression: (typeof COMPRESSIONS)[number];
  readonly encoding: (typeof ENCODINGS)[number];
  /** The beginning of the text, without a byte-order mark and cut at the last whole line (unless it is all there is). */
  readonly text: string;
  /** True when the sample is the whole file. */
  readonly whole: boolean;
}

/** Files that people drop by mistake, by their first bytes. */
const NOT_A_TABLE: readonly [string, readonly number[]][] = [
  ['PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG image', [0xff, 0xd8, 0xff]],
  ['GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['ZIP archive or Excel workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['bzip2 archive', [0x42, 0x5a, 0x68]],
  ['xz archive', [0xfd, 0x37, 0x7a, 0x58]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];

const startsWith = (bytes: Buffer, magic: readonly number[]) =>
  magic.every((byte, i) => bytes[i] === byte);

/**
 * Reads the beginning of a file and says what it is.
 * @throws AppError `file_missing`, `file_is_directory`, `file_empty`, `file_not_a_table`, `file_nul_bytes`,
 * `file_encoding`, `file_corrupt`, each naming the file
 */
export async function probeFile(path: string, name: string): Promise<Probe> {
  const info = await stat(path).catch(() => undefined);
  if (!info) throw new AppError('file_missing', `${name}: there is no such file.`, { file: name });
  if (info.isDirectory()) {
    throw new AppError('file_is_directory', `${name} is a folder. Choose a file.`, { file: name });
  }
  if (info.size === 0)
    throw new AppError('file_empty', `${name} is empty (0 bytes).`, { file: name });
  const head = await readHead(path, SAMPLE_BYTES);
  const what = NOT_A_TABLE.find(([, magic]) => startsWith(head, magic))?.[0];
  if (what) throw notATable(name, what);
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') {
    return {
      bytes: info.size,
      parquet: true,
      compression: 'none',
      encoding: 'utf-8',
      text: '',
      whole: false,
    };
  }
  const compression = startsWith(head, [0x1f, 0x8b])
    ? 'gzip'
    : startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])
      ? 'zstd'
      : 'none';
  if (compression === 'zstd') {
    const text = await zstdSample(path, name);
    return { bytes: info.size, parquet: false, compression, encoding: 'utf-8', text, whole: false };
  }
  const sample = compression === 'gzip' ? await gunzipHead(path, name) : head;
  if (sample.length === 0)
    throw new AppError('file_empty', `${name} is empty inside its compression.`, { file: name });
  const inner =
    compression === 'gzip'
      ? NOT_A_TABLE.find(([, magic]) => startsWith(sample, magic))?.[0]
      : undefined;
  if (inner) throw notATable(name, inner);
  const whole = compression === 'none' ? info.size <= SAMPLE_BYTES : sample.length < SAMPLE_BYTES;
  const { encoding, text } = decodeSample(sample, whole, name);
  if (/^\s*<(!doctype html|html|\?xml)/i.test(text))
    throw notATable(name, 'web page or XML document');
  return {
    bytes: info.size,
    parquet: false,
    compression,
    encoding,
    text: whole ? text : text.slice(0, text.lastIndexOf('\n') + 1) || text,
    whole,
  };
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

async function gunzipHead(path: string, name: string): Promise<Buffer> {
  const source = createReadStream(path);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source.pipe(createGunzip())) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= SAMPLE_BYTES) break;
    }
  } catch (error) {
    // A short file that is cut off fails here already; a long one when it is read whole.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'Z_BUF_ERROR') throw truncatedGzip(name);
    throw new AppError(
      'file_corrupt',
      `${name} is not valid gzip: ${(error as Error).message}. Make the file again.`,
      { file: name, reason: (error as Error).message },
    );
  } finally {
    source.destroy();
  }
  return Buffer.concat(chunks).subarray(0, SAMPLE_BYTES);
}

export const truncatedGzip = (name: string) =>
  new AppError(
    'file_truncated',
    `${name} is cut off: its gzip stream ends before its end. Copy or upload the file again.`,
    { file: name },
  );

async function zstdSample(path: string, name: string): Promise<string> {
  try {
    return await withLake({ threads: 1, memoryLimitMb: 512 }, async (connection) => {
      const reader = await connection.runAndReadAll(
        `SELECT line FROM read_csv(${sqlString(path)}, compression = 'zstd', auto_detect = false, header = false,
           delim = '\u0001', quote = '', escape = '', columns = {'line': 'VARCHAR'}, max_line_size = 12000000) LIMIT 200`,
      );
      return reader
        .getRows()
        .map((row) => String(row[0] ?? ''))
        .join('\n')
        .concat('\n')
        .replace(/^\uFEFF/, '');
    });
  } catch (error) {
    throw new AppError(
      'file_corrupt',
      `${name} is not valid zstd or not UTF-8 text: ${(error as Error).message.split('\n')[0]}`,
      { file: name, reason: 'zstd' },
      { cause: error },
    );
  }
}

function decodeSample(
  bytes: Buffer,
  whole: boolean,
  name: string,
): Pick<Probe, 'encoding' | 'text'> {
  if (startsWith(bytes, [0xff, 0xfe]))
    return { encoding: 'utf-16le', text: decode('utf-16le', bytes, whole) ?? '' };
  if (startsWith(bytes, [0xfe, 0xff]))
    return { encoding: 'utf-16be', text: decode('utf-16be', bytes, whole) ?? '' };
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    const line = bytes.subarray(0, nul).toString('latin1').split('\n').length;
    throw new AppError(
      'file_nul_bytes',
      `${name}, line ${line}: there is a NUL byte. The file is binary or damaged; export it again as UTF-8 text.`,
      { file: name, line },
    );
  }
  for (const encoding of ['utf-8', 'euc-kr'] as const) {
    const text = decode(encoding, bytes, whole);
    if (text !== undefined) return { encoding, text };
  }
  throw new AppError(
    'file_encoding',
    `${name} is neither UTF-8, UTF-16 nor CP949 text. Export it as UTF-8.`,
    { file: name },
  );
}

/** The text, or undefined when the bytes are not of this encoding; a character cut by the sample's end is no error. */
function decode(encoding: string, bytes: Buffer, whole: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    return undefined;
  }
}
