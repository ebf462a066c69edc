import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { FileShape } from '@/lib/contracts/import';
import { AppError } from '@/lib/server/errors';
import { truncatedGzip } from './probe';

/** SHA-256 of a file's bytes, streamed. */
export async function hashFile(
  path: string,
  signal?: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    hash.update(chunk as Buffer);
    read += (chunk as Buffer).length;
    onBytes?.(read);
  }
  return hash.digest('hex');
}

/** Decompressed size over compressed size beyond which a file is a trap, once it is also large. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 2 * 1024 ** 3;

export interface PlainFile {
  readonly path: string;
  readonly shape: FileShape;
}

/**
 * DuckDB reads plain UTF-8 (and zstd) by itself. Gzip is unpacked and other encodings are rewritten to a plain
 * UTF-8 file at `target` first: that finds a cut-off stream, a compression bomb and a wrong character before
 * anything is parsed, and lets both cores read the text.
 */
export async function plainFile(
  path: string,
  name: string,
  shape: FileShape,
  compressedBytes: number,
  target: string,
  signal: AbortSignal,
): Promise<PlainFile> {
  const needsText = shape.encoding !== 'utf-8';
  if (shape.format === 'parquet' || (shape.compression !== 'gzip' && !needsText))
    return { path, shape };
  if (shape.compression === 'zstd') {
    throw new AppError(
      'file_encoding',
      `${name}: only UTF-8 text is read from zstd files. Unpack it, or convert it to UTF-8.`,
      { file: name },
    );
  }
  const stages: (NodeJS.ReadableStream | NodeJS.ReadWriteStream | NodeJS.WritableStream)[] = [
    createReadStream(path, { highWaterMark: 1 << 20 }),
  ];
  if (shape.compression === 'gzip')
    stages.push(createGunzip({ chunkSize: 1 << 18 }), bombGuard(name, compressedBytes));
  if (needsText) stages.push(transcoder(shape.encoding, name));
  stages.push(createWriteStream(target));
  try {
    await pipeline(stages, { signal });
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'Z_BUF_ERROR') throw truncatedGzip(name);
    if (code?.startsWith('Z_')) {
      throw new AppError(
        'file_corrupt',
        `${name} is not valid gzip: ${(error as Error).message}. Make the file again.`,
        { file: name, reason: (error as Error).message },
      );
    }
    throw error;
  }
  return { path: target, shape: { ...shape, compression: 'none', encoding: 'utf-8' } };
}

function bombGuard(name: string, compressedBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > BOMB_BYTES && size > compressedBytes * BOMB_RATIO) {
        done(
          new AppError(
            'file_expands_too_much',
            `${name} unpacks to more than ${BOMB_RATIO} times its size (over ${Math.round(size / 1024 ** 3)} GB). If that is right, unpack it yourself and import the plain file.`,
            { file: name },
          ),
        );
      } else done(null, chunk);
    },
  });
}

function transcoder(encoding: string, name: string): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (chunk: Buffer | undefined): string => {
    try {
      const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
      return text;
    } catch {
      throw new AppError(
        'file_encoding',
        `${name}, near line ${line}: a character is not valid ${encoding}. Export the file as UTF-8.`,
        { file: name, line },
      );
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, decode(chunk));
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, decode(undefined));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Lines of a file; a last one without a line end counts. */
export async function countLines(path: string): Promise<number> {
  let lines = 0;
  let last = 0x0a;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines++;
    last = bytes[bytes.length - 1] ?? last;
  }
  return last === 0x0a ? lines : lines + 1;
}

/**
 * The line on which each of the given records begins (1-based; records and lines counted from the file's start,
 * header included as record 0). `records` ascends. Quotes may span lines (RFC 4180); a byte-wise scan, because
 * the file may be larger than memory.
 */
export async function linesOfRecords(
  path: string,
  records: readonly number[],
  quotes: boolean,
): Promise<number[]> {
  const lines: number[] = [];
  let next = 0;
  let record = 0;
  let line = 1;
  let start = 1;
  let quoted = false;
  let blank = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (byte === 0x22 && quotes) quoted = !quoted;
      if (byte !== 0x0a) {
        if (byte !== 0x0d) blank = false;
        continue;
      }
      line++;
      if (quoted) continue;
      // A blank line is no record.
      if (!blank) {
        if (records[next] === record) {
          lines.push(start);
          next++;
          if (next === records.length) return lines;
        }
        record++;
      }
      blank = true;
      start = line;
    }
  }
  while (next < records.length) {
    lines.push(start);
    next++;
  }
  return lines;
}
