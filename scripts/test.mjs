/**
 * `npm test`: installs what is missing, then checks types, lint, import arrows and dead code, and runs the unit,
 * integration and browser tests. Every step runs, whatever failed before; the last line adds them up.
 * `npm test -- unit` (or any other names of steps) runs only those.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from './browser.mjs';
import { bin, buildWeb, fail, generateClient, installPackages, ROOT } from './setup.mjs';

const reports = mkdtempSync(path.join(os.tmpdir(), 'stagelight-tests-'));
const reportOf = (step) => path.join(reports, `${step}.json`);

function start(program, args, env = {}) {
  const outcome = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  return outcome.status === 0;
}

function readReport(step) {
  try {
    return JSON.parse(readFileSync(reportOf(step), 'utf8'));
  } catch {
    return undefined;
  }
}

/** A check counts as one test. */
const check = (program, args) => () => {
  const passed = start(bin(program), args);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
};

const vitest = (project) => () => {
  const ok = start(bin('vitest'), [
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  ]);
  const report = readReport(project);
  const failed = report?.numFailedTests ?? 0;
  return {
    passed: report?.numPassedTests ?? 0,
    // A file that does not load, or an unhandled error, fails the run without failing a test.
    failed: ok ? failed : Math.max(1, failed),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
};

function browser() {
  const chromium = findBrowser();
  buildWeb();
  const ok = start(bin('playwright'), ['test'], {
    STAGELIGHT_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf('browser'),
  });
  const report = readReport('browser');
  const stats = report?.stats;
  const failed = stats?.unexpected ?? 0;
  return {
    // A story that passed at its second attempt has passed; it is named beside the result.
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: ok ? failed : Math.max(1, failed),
    skipped: stats?.skipped ?? 0,
    flaky: flakyStories(report?.suites ?? []),
  };
}

/** Names of the stories that passed only when they were tried again: `file › title`. */
const flakyStories = (suites) =>
  suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
      .map(({ file, line, title }) => `${file}:${line} › ${title}`),
    ...flakyStories(inner),
  ]);

const steps = {
  types: check('tsc', ['--noEmit']),
  lint: check('biome', ['check', '--error-on-warnings', '.']),
  arrows: check('depcruise', [
    '--config',
    '.dependency-cruiser.mjs',
    'app',
    'components',
    'lib',
    'workers',
    'cli',
    'scripts',
    'bench',
    'e2e',
  ]),
  unused: check('knip', []),
  unit: vitest('unit'),
  integration: vitest('integration'),
  browser,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  fail(`Unknown: ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`);
}
installPackages();
generateClient();
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  const began = Date.now();
  const { passed, failed, skipped, flaky = [] } = step();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  lines.push(
    `${name.padEnd(12)} ${failed === 0 ? 'ok  ' : 'FAIL'} ${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s`,
    ...flaky.map((story) => `  flaky: ${story}`),
  );
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed === 0 ? 0 : 1);
