import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import type { COMPRESSIONS } from '@/lib/contracts/tables';
import { AppError } from '@/lib/server/errors';

type Compression = (typeof COMPRESSIONS)[number];
type Bytes = AsyncIterable<Uint8Array>;

/** Compressed bytes given to the zstd decoder at once. A block of 4 bytes may stand for 128 KB, so not many. */
const ZSTD_SLICE = 4096;

/**
 * Decompresses a stream of bytes.
 * @throws AppError `file_truncated` when the stream ends before its end, `file_corrupt` when it is not what it says
 */
export async function* unpack(source: Bytes, compression: Compression, name: string): Bytes {
  if (compression === 'none') yield* source;
  else if (compression === 'gzip') yield* gunzip(source, name);
  else yield* unzstd(source, name);
}

async function* gunzip(source: Bytes, name: string): Bytes {
  const decoder = createGunzip({ chunkSize: 1 << 18 });
  // Its errors arrive below, from the decoder; whoever stops reading ends the source as well.
  pipeline(source, decoder, () => undefined);
  try {
    yield* decoder as AsyncIterable<Buffer>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw truncated(name, 'gzip');
    if (code?.startsWith('Z_')) throw corrupt(name, 'gzip', message);
    throw error;
  }
}

async function* unzstd(source: Bytes, name: string): Bytes {
  const out: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => {
    if (chunk.length > 0) out.push(chunk);
  });
  const step = (bytes: Uint8Array, last: boolean) => {
    try {
      decoder.push(bytes, last);
    } catch (error) {
      const { message } = error as Error;
      throw /EOF/i.test(message) ? truncated(name, 'zstd') : corrupt(name, 'zstd', message);
    }
    return out.splice(0);
  };
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += ZSTD_SLICE) {
      yield* step(chunk.subarray(at, at + ZSTD_SLICE), false);
    }
  }
  yield* step(new Uint8Array(0), true);
}

const truncated = (name: string, kind: string) =>
  new AppError(
    'file_truncated',
    `${name} is cut off: its ${kind} stream ends before its end. Copy or upload the file again.`,
    { file: name },
  );

const corrupt = (name: string, kind: string, reason: string) =>
  new AppError('file_corrupt', `${name} is not valid ${kind}: ${reason}. Make the file again.`, {
    file: name,
    reason,
  });

/** Decompressed size over compressed size beyond which a file is a trap, once it is also large. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 256 * 1024 ** 2;

/** Passes bytes on until they are too many for the file they come from. @throws AppError `file_expands_too_much` */
export async function* guardExpansion(source: Bytes, name: string, packedBytes: number): Bytes {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > BOMB_BYTES && size > packedBytes * BOMB_RATIO) {
      throw new AppError(
        'file_expands_too_much',
        `${name} unpacks to more than ${BOMB_RATIO} times its size (over ${Math.round(BOMB_BYTES / 1024 ** 2)} MB). If that is right, unpack it yourself and import the plain file.`,
        { file: name },
      );
    }
    yield chunk;
  }
}
