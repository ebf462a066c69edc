import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import { startProgram } from '@/lib/server/testing/programs';

let dataDir: string;

/** What a command printed, and how it ended. */
async function stagelight(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const program = startProgram(['cli/main.ts', ...args], { STAGELIGHT_DATA_DIR: dataDir });
  const { code } = await program.ended;
  return { code, lines: program.output().split('\n') };
}

const json = async (name: string, value: unknown): Promise<string> => {
  const file = path.join(dataDir, name);
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
};

beforeAll(async () => {
  dataDir = await newDataDir();
  const demo = await stagelight('demo', '--no-serve', '--no-train', '--scale', '0.05');
  expect(demo.code).toBe(0);
});
afterAll(removeDataDirs);

it('train prints every model of both targets beside the ceiling, and score the first celebs', async () => {
  const candidates = await json('candidates.json', [
    { kind: 'most-frequent' },
    { kind: 'gbdt', trees: { num_iterations: 5 } },
  ]);
  const { code, lines } = await stagelight('train', '--candidates', candidates);
  expect(code).toBe(0);
  const table = lines.filter((line) => /^ {2}(gbdt|most-frequent|ceiling) /.test(line));
  expect(table.map((line) => line.trim().split(' ')[0])).toEqual([
    'gbdt',
    'most-frequent',
    'ceiling',
    'gbdt',
    'most-frequent',
    'ceiling',
  ]);
  expect(table[0]).toMatch(/micro-AP 0\.\d{4} \[0\.\d{4}, 0\.\d{4}\] {2}accuracy 0\.\d{4}/);

  const scored = await stagelight('score', '--as-of', '2023-02-01');
  expect(scored.code).toBe(0);
  const head = scored.lines.find((line) => line.includes('celebs as of 2023-02-01'));
  expect(head).toMatch(/^\d+ celebs as of 2023-02-01; the highest scores:$/);
  const scores = scored.lines.flatMap((line) => /score (0\.\d{4})$/.exec(line)?.[1] ?? []);
  expect(scores).toHaveLength(10);
  expect(scores).toEqual(scores.toSorted((a, b) => Number(b) - Number(a)));
});

it('brief freezes weeks, tells the newest in either language, and writes it as a page', async () => {
  const file = path.join(dataDir, 'brief.pdf');
  const first = await stagelight('brief', '--weeks-before', '1');
  expect(first.code).toBe(0);
  const days = first.lines.flatMap(
    (line) => /^The week before (\S+) is frozen: /.exec(line)?.[1] ?? [],
  );
  expect(days).toEqual(['2023-03-22', '2023-03-29']);
  expect(first.lines).toContain('The week of Mar 22 – 28, 2023');
  expect(first.lines.join('\n')).toMatch(/^\d+ celebs were active, /m);

  const again = await stagelight('brief', '--language', 'ko', '--pdf', file);
  expect(again.code).toBe(0);
  const newlyFrozen = again.lines.filter((line) => /^The week before \S+ is frozen: /.test(line));
  expect(newlyFrozen).toEqual([]);
  expect(again.lines.join('\n')).toMatch(/^활동한 셀럽은 \d+명으로 /m);
  expect(again.lines).toContain(`Written: ${file}`);
  const { totalPages, text } = await extractText(
    await getDocumentProxy(new Uint8Array(await readFile(file))),
    { mergePages: true },
  );
  expect(totalPages).toBe(1);
  expect(text).toContain('Demo');

  const refused = await stagelight('brief', '--language', 'fr');
  expect(refused.code).toBe(1);
  expect(refused.lines.join('\n')).toContain('Allowed choices are ko, en.');
});

it('search prints its trials and goes on with one that was stopped', async () => {
  const { code, lines } = await stagelight('search', '--trials', '2', '--epochs', '1');
  expect(code).toBe(0);
  expect(lines.filter((line) => /^ +[01] (finished|pruned)/.test(line))).toHaveLength(2);
  const id = /--resume ([0-9a-f-]{36})/.exec(lines.join('\n'))?.[1] ?? '';
  const again = await stagelight('search', '--resume', id);
  expect(again.code).toBe(0);
  expect(again.lines.filter((line) => /^ +[01] (finished|pruned)/.test(line))).toHaveLength(2);
});

it.each([
  ['no-such-file.json', undefined, 'no-such-file.json cannot be read.'],
  ['broken.json', '[{', 'broken.json is not JSON: '],
  ['wrong.json', [{ kind: 'gbdt', trees: { num_leaves: 1 } }], 'wrong.json: 0.trees.num_leaves: '],
  ['empty.json', [], 'empty.json: the list: '],
])('train refuses %s in words', async (name, content, words) => {
  const file = content === undefined ? path.join(dataDir, name) : await json(name, content);
  const { code, lines } = await stagelight('train', '--candidates', file);
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain(words);
});

it('names the datasets there are when it is asked for another', async () => {
  const { code, lines } = await stagelight('train', '--dataset', 'Nothing');
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(
    /There is no dataset "Nothing"\. There are: Demo \([0-9a-f-]{36}\)\./,
  );
});

it('demo trains what is not trained yet, and does nothing twice', async () => {
  // Another installation, with nothing in it yet.
  dataDir = await newDataDir();
  const demo = (...more: string[]) => stagelight('demo', '--no-serve', '--scale', '0.02', ...more);
  const models = (lines: readonly string[]) =>
    lines.filter((line) => line.startsWith('  gru-bilstm')).length;
  const imported = await demo('--no-train');
  expect([imported.code, models(imported.lines)]).toEqual([0, 0]);
  const trained = await demo();
  expect([trained.code, models(trained.lines)]).toEqual([0, 2]);
  const again = await demo();
  expect([again.code, models(again.lines)]).toEqual([0, 0]);
  for (const { lines } of [trained, again])
    expect(lines.join('\n')).toContain('This simulation is already here');
}, 300_000);
