import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { encodeCp949 } from './cp949';

/** Puts a UTF-8 byte-order mark before a file's first byte. */
export async function addByteOrderMark(file: string, signal?: AbortSignal): Promise<void> {
  const draft = `${file}.draft`;
  await pipeline(
    async function* () {
      yield Buffer.from([0xef, 0xbb, 0xbf]);
      yield* createReadStream(file, { highWaterMark: 1 << 20 });
    },
    createWriteStream(draft),
    { signal },
  );
  await rename(draft, file);
}

/** Adds a row that stops inside its second cell, without a line end, as an interrupted export leaves it. */
export async function addTruncatedLine(file: string): Promise<void> {
  await appendFile(file, '2023-03-28 23:59:59,f1000');
}

/** Rewrites a UTF-8 text file in CP949. For small files: it is held in memory. */
export async function toCp949(file: string): Promise<void> {
  await writeFile(file, encodeCp949(await readFile(file, 'utf8')));
}
