import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '@/lib/server/runtime';
import { listenOnce, requireAddress, webAddress } from './address';
import { type Child, keepRunning, ROOT } from './children';

const READY_WITHIN_MS = 60_000;

/**
 * Serves until it is told to stop (Ctrl-C, SIGTERM): one web server and one worker as processes of their own on this
 * runtime's database. One that crashes is started again; nothing acknowledged is lost.
 * @throws AppError `not_loopback`, `web_port_in_use`; `unavailable` when one of them cannot be started at all
 */
export async function serve(runtime: Runtime): Promise<void> {
  const { HOST, PORT } = runtime.env;
  await requireAddress(runtime.env);
  const port = PORT === 0 ? await listenOnce(HOST, 0) : PORT;
  let children: Child[] = [];
  const toldToStop = new Promise<void>((resolve) => {
    let told = false;
    const onSignal = () => {
      resolve();
      // Whoever asks twice does not want to wait.
      if (told) for (const child of children) void child.stop();
      told = true;
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
  children = startChildren(runtime, port);
  const over = Promise.race([toldToStop, ...children.map((child) => child.givenUp)]);
  try {
    const address = webAddress(HOST, port);
    const ready = await Promise.race([answers(address), over]);
    if (ready) console.log(`\nStagelight is ready: ${address}  (Ctrl-C stops it)`);
    await over;
    console.log('Stopping ...');
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

function startChildren(runtime: Runtime, port: number): Child[] {
  const shared = {
    ...process.env,
    DATABASE_URL: runtime.url,
    STAGELIGHT_DATA_DIR: runtime.env.dataDir,
  };
  const next = path.join(ROOT, 'node_modules/next/dist/bin/next');
  return [
    keepRunning({
      name: 'web',
      args: [next, 'start', '-H', runtime.env.HOST, '-p', String(port)],
      env: { ...shared, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      ready: /Ready in/,
      stopWithinMs: 8_000,
    }),
    keepRunning({
      name: 'worker',
      args: ['--import', 'tsx', path.join(ROOT, 'workers/main.ts')],
      env: shared,
      ready: /^\[worker\] ready/,
      stopWithinMs: 15_000,
    }),
  ];
}

/** True once the web server and its database answer. */
async function answers(address: string): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const response = await fetch(`${address}/api/v1/health`).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(100, undefined, { ref: false });
  }
  console.error('The web server does not answer yet; its messages stand above.');
  return false;
}
