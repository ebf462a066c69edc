import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FileShape } from '@/lib/contracts/import';
import { type TextFacts, TextScan } from './scan';
import { toUtf8 } from './transcode';
import { guardExpansion, unpack } from './unpack';

/** Large enough that reading costs less than what is done with the bytes. */
const READ_BYTES = 4 << 20;

/** SHA-256 of a file's bytes, streamed. */
export async function hashFile(
  path: string,
  signal?: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES, signal })) {
    hash.update(chunk as Buffer);
    read += (chunk as Buffer).length;
    onBytes?.(read);
  }
  return hash.digest('hex');
}

/** A text file that DuckDB may read as it is: UTF-8, not compressed, every byte looked at. */
export interface PlainFile {
  readonly path: string;
  readonly facts: TextFacts;
}

/**
 * Makes a text file plain. Compressed files and other encodings are rewritten to `target`; a plain one stays where
 * it is and is only scanned. That finds a cut-off stream, a compression bomb, a NUL byte, a wrong character and an
 * endless line before anything is parsed, and lets all cores read the text afterwards.
 * @throws AppError that names the file and the line
 */
export async function plainFile(
  source: { readonly path: string; readonly name: string; readonly bytes: number },
  shape: FileShape,
  target: string,
  signal: AbortSignal,
): Promise<PlainFile> {
  const { path, name, bytes } = source;
  const scan = new TextScan(name, shape.delimiter.charCodeAt(0));
  const file = createReadStream(path, { highWaterMark: READ_BYTES, signal });
  if (shape.compression === 'none' && shape.encoding === 'utf-8') {
    for await (const chunk of file) scan.push(chunk as Buffer);
    return { path, facts: scan.end() };
  }
  const packed = unpack(file as AsyncIterable<Buffer>, shape.compression, name);
  const text = toUtf8(guardExpansion(packed, name, bytes), shape.encoding, name);
  await pipeline(
    async function* () {
      for await (const chunk of text) {
        scan.push(chunk);
        yield chunk;
      }
    },
    createWriteStream(target, { highWaterMark: READ_BYTES }),
    { signal },
  );
  return { path: target, facts: scan.end() };
}
