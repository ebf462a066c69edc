import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createRandom, type Random } from '@/lib/domain/random/generator';
import type { SimulatedFile } from './files';

/** How many rows each fault touches, per kind. */
export type Faults = Record<string, number>;

const BROKEN_TIMES = ['0000-00-00 00:00:00', 'NULL', '2023-13-45 10:00:00', 'yesterday'];

/**
 * Spoils clean CSV files as real exports are spoiled, and counts every fault, so that an import's report can be
 * checked exactly: repeated rows, broken and mixed time stamps, missing actors, unknown rooms, a byte-order mark, a
 * cut last line, CP949 text, stickers of quantity 0.
 */
export async function dirtyFiles(files: readonly SimulatedFile[], seed: number): Promise<Faults> {
  const faults: Faults = {};
  const random = createRandom(seed, 9);
  for (const [i, file] of files.entries()) {
    if (file.table === 'celebs') {
      await toCp949(file.path);
      faults.cp949_files = (faults.cp949_files ?? 0) + 1;
      continue;
    }
    await rewrite(
      file.path,
      (line) =>
        file.table === 'events'
          ? spoilEvent(line, random, faults)
          : spoilSticker(line, random, faults),
      i === 0,
    );
    if (i === 0) faults.byte_order_marks = 1;
    if (file.table === 'events' && files[i + 1]?.table !== 'events') {
      await cutLastLine(file.path);
      faults.truncated_last_line = 1;
    }
  }
  return faults;
}

const count = (faults: Faults, kind: string) => {
  faults[kind] = (faults[kind] ?? 0) + 1;
};

function spoilEvent(line: string, random: Random, faults: Faults): string[] {
  const u = random.uniform();
  if (u > 0.012) return [line];
  const [ts = '', actor = '', room = '', event = ''] = line.split(',');
  if (u < 0.002) {
    count(faults, 'duplicate_events');
    return [line, line];
  }
  if (u < 0.003) {
    count(faults, 'broken_time');
    return [[BROKEN_TIMES[random.integer(BROKEN_TIMES.length)], actor, room, event].join(',')];
  }
  if (u < 0.004) {
    count(faults, 'missing_actor');
    return [[ts, '', room, event].join(',')];
  }
  if (u < 0.005) {
    count(faults, 'unknown_celeb');
    return [[ts, actor, `unknown${random.integer(20)}`, event].join(',')];
  }
  count(faults, 'other_time_format');
  return [[otherFormat(ts, random.integer(5)), actor, room, event].join(',')];
}

/** The same moment written otherwise; the clean files are in Seoul time, nine hours ahead of UTC. */
function otherFormat(ts: string, form: number): string {
  const utc = Date.parse(`${ts.replace(' ', 'T')}+09:00`);
  if (form === 0) return `${ts.replace(' ', 'T')}+09:00`;
  if (form === 1) return ts.replaceAll('-', '/');
  if (form === 2) return String(utc / 1000);
  if (form === 3) return String(utc);
  return new Date(utc).toISOString();
}

function spoilSticker(line: string, random: Random, faults: Faults): string[] {
  if (random.uniform() > 0.01) return [line];
  const cells = line.split(',');
  cells[3] = random.uniform() < 0.5 ? '0' : '-1';
  count(faults, 'quantity_not_positive');
  return [cells.join(',')];
}

async function rewrite(
  file: string,
  spoil: (line: string) => string[],
  mark: boolean,
): Promise<void> {
  const draft = `${file}.draft`;
  const out = createWriteStream(draft);
  if (mark) out.write('\uFEFF');
  let header = true;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const lines = header ? [line] : spoil(line);
    header = false;
    if (!out.write(lines.map((l) => `${l}\n`).join(''))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  await rename(draft, file);
}

/** Adds a row that stops in the middle of its second cell, without a line end. */
async function cutLastLine(file: string): Promise<void> {
  await appendFile(file, '2023-03-28 23:59:59,f0000');
}

/** CP949 has no encoder in Node, so its decoder is asked for every two-byte code once. */
async function toCp949(file: string): Promise<void> {
  const decoder = new TextDecoder('euc-kr');
  const codes = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\uFFFD' && !codes.has(char))
        codes.set(char, (lead << 8) | trail);
    }
  }
  const text = await readFile(file, 'utf8');
  const bytes: number[] = [];
  for (const char of text) {
    const byte = char.codePointAt(0) ?? 0x3f;
    const code = codes.get(char);
    if (byte < 0x80) bytes.push(byte);
    else if (code === undefined) bytes.push(0x3f);
    else bytes.push(code >> 8, code & 0xff);
  }
  await writeFile(file, Uint8Array.from(bytes));
}
