/** `npm run bench [-- id ...]`: measures, writes `bench/results.json`, and the table in `bench/README.md` from it. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Measurement, machine, type ResultRow, type Suite } from './harness';
import { borutaShapSuite } from './suites/boruta-shap';
import { explainSuite } from './suites/explain';
import { importSuite } from './suites/import';
import { mainJobSuite } from './suites/main-job';
import { pagesSuite } from './suites/pages';
import { processSuite } from './suites/process';
import { scaleSuite } from './suites/scale';
import { searchSuite } from './suites/search';
import { stlSuite } from './suites/stl';
import { trainSuite } from './suites/train';
import { treesSuite } from './suites/trees';
import { worklistSuite } from './suites/worklist';

const SUITES: readonly Suite[] = [
  importSuite,
  mainJobSuite,
  scaleSuite,
  processSuite,
  stlSuite,
  trainSuite,
  treesSuite,
  borutaShapSuite,
  searchSuite,
  explainSuite,
  worklistSuite,
  pagesSuite,
];
const RESULTS = path.join(import.meta.dirname, 'results.json');
const README = path.join(import.meta.dirname, 'README.md');
const BEGIN = '<!-- results -->';
const END = '<!-- /results -->';

const wanted = process.argv.slice(2);
const known = SUITES.flatMap((s) => s.ids);
const strangers = wanted.filter((id) => !known.includes(id));
if (strangers.length > 0) {
  console.error(`Unknown: ${strangers.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const rows = new Map<string, ResultRow>(
  (JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '[]')) as ResultRow[])
    .filter((row) => known.includes(row.id))
    .map((row) => [row.id, row]),
);
for (const suite of SUITES) {
  if (wanted.length > 0 && !suite.ids.some((id) => wanted.includes(id))) continue;
  console.log(`\n${suite.ids.join(', ')}`);
  const work = await mkdtemp(path.join(os.tmpdir(), 'stagelight-bench-'));
  // Root's database runs as another user, who must be able to pass through.
  await chmod(work, 0o711);
  try {
    for (const m of await suite.run(work)) rows.set(m.id, toRow(m));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  // After every suite, so that an interrupted run keeps what it measured.
  const ordered = known.flatMap((id) => rows.get(id) ?? []);
  await writeFile(RESULTS, `${JSON.stringify(ordered, null, 2)}\n`);
  await writeTable(ordered);
}

function toRow(m: Measurement): ResultRow {
  const ratio =
    m.ours === null || m.peer === null
      ? null
      : m.unit === 'rows/s' || m.unit === 'points'
        ? m.ours / m.peer
        : m.peer / m.ours;
  const row = {
    ...m,
    ours: rounded(m.ours),
    peer: rounded(m.peer),
    ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
    machine: machine(),
    date: new Date().toISOString().slice(0, 10),
  };
  console.log(
    `  ${row.id}: ours ${row.ours} ${row.unit}, ${row.peerName} ${row.peer}, ratio ${row.ratio}`,
  );
  return row;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4));
}

async function writeTable(ordered: readonly ResultRow[]): Promise<void> {
  const cell = (value: number | null, unit: string) => (value === null ? '–' : `${value} ${unit}`);
  const lines = ordered.map(
    (r) =>
      `| \`${r.id}\` | ${r.what} | ${cell(r.ours, r.unit)} | ${r.peerName}: ${cell(r.peer, r.unit)} | ${r.ratio ?? r.note ?? '–'} | ${r.date} |`,
  );
  const machines = [...new Set(ordered.map((r) => r.machine))].join('; ');
  const table = [
    '| id | what | Stagelight | peer | ratio | date |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    `Measured on: ${machines}.`,
  ].join('\n');
  const text = await readFile(README, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${README} lacks ${BEGIN} ... ${END}`);
  await writeFile(README, `${before}${BEGIN}\n${table}\n${END}${after}`);
}
