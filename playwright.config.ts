import os from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

/** A new installation for each run: own data folder, own embedded database, production build. */
const dataDir = path.join(os.tmpdir(), `stagelight-e2e-${process.ppid}`);
/** Another one lets two checkouts run at once. */
const port = Number(process.env.STAGELIGHT_E2E_PORT ?? 3977);
const executablePath = process.env.STAGELIGHT_CHROMIUM || '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // Stories share one installation and run in the order of their names.
  workers: 1,
  fullyParallel: false,
  // A file that tells one story starts again from its beginning, with data of its own; `npm test` names what it took.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  forbidOnly: Boolean(process.env.CI),
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `${process.execPath} --import tsx cli/main.ts start`,
    url: `http://127.0.0.1:${port}/api/v1/health`,
    env: { STAGELIGHT_DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: '' },
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
