/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bin, fail, ROOT } from './setup.mjs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function installed() {
  const named = process.env.STAGELIGHT_CHROMIUM;
  if (named)
    return existsSync(named) ? named : fail(`STAGELIGHT_CHROMIUM=${named}: there is no such file.`);
  const own = createRequire(`${ROOT}/package.json`)('@playwright/test').chromium.executablePath();
  return [own, ...USUAL_PLACES].find((place) => existsSync(place));
}

const attempt = (program, args) =>
  spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', timeout: 300_000 }).status === 0;

/** Path of a Chromium: one that is there, else Playwright's own, else the system's package. */
export function findBrowser() {
  const present = installed();
  if (present) return present;
  console.log('Installing Chromium for the browser tests (once) ...');
  if (attempt(bin('playwright'), ['install', 'chromium'])) {
    const own = installed();
    if (own) return own;
  }
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => attempt([...root, 'apt-get'][0], [...root, 'apt-get', ...args].slice(1));
  if (
    process.platform === 'linux' &&
    apt('update') &&
    apt('install', '-y', 'chromium', 'fonts-noto-cjk')
  ) {
    const own = installed();
    if (own) return own;
  }
  return fail(
    'No Chromium could be installed for the browser tests. Install one and name it in STAGELIGHT_CHROMIUM.',
  );
}
