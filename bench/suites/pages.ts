import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { z } from 'zod';
import { buildWeb, freePort, ready, startLauncher } from '@/lib/server/testing/launcher';
import { startCode, startProgram } from '@/lib/server/testing/programs';
import { type Measurement, median, quantile, type Suite } from '../harness';

const PAGES = { week: '/', celebs: '/celebs', explain: '/explain' } as const;
type Name = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as Name[];

const LOADS = 15;
const LOAD_LIMIT_SECONDS = 1;
const ANSWERS = 200;
const ANSWER_LIMIT_SECONDS = 0.1;
const SCORE_LIMIT = 95;
/** A tool of this measurement only, so it is fetched for it and not installed with the product. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Pages of the full-size demo by the production server: the largest paint in a new browser without a cache, the
 * server's time for the page, and Lighthouse with its desktop settings.
 */
export const pagesSuite: Suite = {
  ids: ['page-load', 'page-answer', 'lighthouse'].flatMap((what) =>
    NAMES.map((name) => `${what}-${name}`),
  ),
  run: async (work) => {
    const demo = startProgram(['cli/main.ts', 'demo', '--no-serve'], { STAGELIGHT_DATA_DIR: work });
    const { code } = await demo.ended;
    if (code !== 0) throw new Error(demo.output());
    await buildWeb();
    const executablePath = await findBrowser();
    const port = await freePort();
    const server = startLauncher(work, port);
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    try {
      await ready(server);
      const address = (name: Name) => `http://127.0.0.1:${port}${PAGES[name]}`;
      // Modules and the day's scores are read into memory by whoever comes first.
      for (const name of NAMES) await answer(address(name));
      const rows: Measurement[] = [];
      for (const name of NAMES) {
        const load = await loads(browser, address(name));
        rows.push({
          id: `page-load-${name}`,
          what: `largest contentful paint of ${PAGES[name]} in a new browser at 1440 x 900: median of ${LOADS} loads; slowest ${load.slowest.toFixed(3)} s`,
          unit: 's',
          ours: load.median,
          peer: LOAD_LIMIT_SECONDS,
          peerName: 'limit',
        });
        const times: number[] = [];
        for (let i = 0; i < ANSWERS; i++) times.push(await answer(address(name)));
        rows.push({
          id: `page-answer-${name}`,
          what: `server's time for ${PAGES[name]} with its first answers, to the last byte: p95 of ${ANSWERS}; median ${(median(times) * 1000).toFixed(1)} ms`,
          unit: 's',
          ours: quantile(times, 0.95),
          peer: ANSWER_LIMIT_SECONDS,
          peerName: 'limit',
        });
        rows.push(await lighthouse(name, address(name), executablePath, work));
      }
      return rows;
    } finally {
      await browser.close();
      server.child.kill('SIGTERM');
      await server.ended;
    }
  },
};

/** As the browser tests find one, or install it. */
async function findBrowser(): Promise<string> {
  const code =
    "const { findBrowser } = await import('./scripts/browser.mjs'); console.log(findBrowser());";
  const find = startCode(code);
  await find.ended;
  return find.output().trim().split('\n').at(-1) ?? '';
}

/** Seconds to the last byte of a page. */
async function answer(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  await response.text();
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return (performance.now() - began) / 1000;
}

async function loads(
  browser: Browser,
  url: string,
): Promise<{ readonly median: number; readonly slowest: number }> {
  const times: number[] = [];
  for (let i = 0; i < LOADS; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    const milliseconds = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            resolve(Math.max(...list.getEntries().map(({ startTime }) => startTime)));
          }).observe({ type: 'largest-contentful-paint', buffered: true });
        }),
    );
    times.push(milliseconds / 1000);
    await context.close();
  }
  return { median: median(times), slowest: Math.max(...times) };
}

const reportSchema = z.object({
  categories: z.object({
    performance: z.object({ score: z.number() }),
    accessibility: z.object({ score: z.number() }),
  }),
});

/** Median of three runs. */
async function lighthouse(
  name: Name,
  url: string,
  executablePath: string,
  work: string,
): Promise<Measurement> {
  const row = {
    id: `lighthouse-${name}`,
    unit: 'points',
    peer: SCORE_LIMIT,
    peerName: 'limit',
  } as const;
  const what = `Lighthouse performance of ${PAGES[name]}, desktop settings, median of 3 runs`;
  const performances: number[] = [];
  let accessibility = 0;
  for (let i = 0; i < 3; i++) {
    const file = path.join(work, `lighthouse-${name}-${i}.json`);
    try {
      await promisify(execFile)(
        'npx',
        [
          '--yes',
          LIGHTHOUSE,
          url,
          '--preset=desktop',
          '--only-categories=performance,accessibility',
          '--quiet',
          '--output=json',
          `--output-path=${file}`,
          `--chrome-flags=--headless=new ${FLAGS.join(' ')}`,
        ],
        { cwd: work, env: { ...process.env, CHROME_PATH: executablePath } },
      );
    } catch (error) {
      const note = `Lighthouse did not run: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
      return { ...row, what, ours: null, note };
    }
    const { categories } = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    performances.push(categories.performance.score * 100);
    accessibility = categories.accessibility.score * 100;
  }
  return {
    ...row,
    what: `${what}; accessibility ${accessibility.toFixed(0)}`,
    ours: median(performances),
  };
}
