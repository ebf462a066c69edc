import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLoopback } from '@/lib/server/auth/authorise';
import { AppError } from '@/lib/server/errors';
import type { Runtime } from '@/lib/server/runtime';

const ROOT = path.resolve(import.meta.dirname, '..');
/** A child that crashes is started again after this pause. */
const RESTART_AFTER_MS = 1000;
/** Time a child has to finish what it is doing before it is killed. */
const STOP_WITHIN_MS = 15_000;

/**
 * Serves until it is told to stop (Ctrl-C, SIGTERM): one web server and one worker as processes of their own on this
 * runtime's database. One that crashes is started again; nothing acknowledged is lost.
 * @throws AppError `not_loopback`, `web_port_in_use`
 */
export async function serve(runtime: Runtime): Promise<void> {
  const { HOST, PORT } = runtime.env;
  if (!isLoopback(HOST)) {
    throw new AppError(
      'not_loopback',
      `HOST=${HOST} would let other machines in, and there is no sign-in yet: whoever reaches the server is its admin. Leave HOST at 127.0.0.1, or put your own proxy with a sign-in in front of it.`,
      { reason: HOST },
    );
  }
  await requireFreePort(HOST, PORT);
  const port = PORT === 0 ? await freePort(HOST) : PORT;
  const shared = {
    ...process.env,
    DATABASE_URL: runtime.url,
    STAGELIGHT_DATA_DIR: runtime.env.dataDir,
  };
  const next = path.join(ROOT, 'node_modules/next/dist/bin/next');
  const children = [
    keepRunning('web', [next, 'start', '-H', HOST, '-p', String(port)], {
      ...shared,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    }),
    keepRunning('worker', ['--import', 'tsx', path.join(ROOT, 'workers/main.ts')], shared),
  ];
  const address = `http://${HOST.includes(':') ? `[${HOST.replace(/[[\]]/g, '')}]` : HOST}:${port}`;
  await answers(address);
  console.log(`\nStagelight is ready: ${address}  (Ctrl-C stops it)`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  console.log('Stopping ...');
  await Promise.all(children.map((child) => child.stop()));
}

function keepRunning(name: string, args: string[], env: NodeJS.ProcessEnv) {
  let stopping = false;
  let child: ChildProcess;
  let ended: Promise<void>;
  const start = () => {
    // A group of its own, so that Ctrl-C in a terminal reaches the launcher only, which then stops it in order.
    child = spawn(process.execPath, args, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const show = (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line.trim() !== '')
          console.log(line.startsWith(`[${name}]`) ? line : `[${name}] ${line}`);
      }
    };
    child.stdout?.on('data', show);
    child.stderr?.on('data', show);
    ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve();
        if (stopping) return;
        console.error(`[${name}] ended (${signal ?? `exit code ${code}`}); starting it again.`);
        setTimeout(() => !stopping && start(), RESTART_AFTER_MS);
      });
    });
  };
  start();
  return {
    stop: async () => {
      stopping = true;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

async function answers(address: string): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const response = await fetch(`${address}/api/v1/health`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  console.error('The web server does not answer yet; its messages stand above.');
}

/** @throws AppError `web_port_in_use` */
function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', () =>
      reject(
        new AppError(
          'web_port_in_use',
          `Port ${port} is already in use, perhaps by another Stagelight. Set PORT to another one, e.g. PORT=3001 npm start.`,
          { port },
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.listen(0, host, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
