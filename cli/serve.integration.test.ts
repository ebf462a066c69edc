import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clusterPaths } from '@/lib/server/db/embedded/cluster';
import { readPostmaster } from '@/lib/server/db/embedded/postmaster';
import { identify, isRunning } from '@/lib/server/db/embedded/process';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import {
  buildWeb,
  freePort,
  isHealthy,
  type Part,
  pidOf,
  ready,
  startLauncher,
} from '@/lib/server/testing/launcher';
import type { Program } from '@/lib/server/testing/programs';
import { until } from '@/lib/server/testing/until';
import { keepRunning, pauseMs } from './children';

const launchers: Program[] = [];

beforeAll(buildWeb, 600_000);
afterEach(async () => {
  for (const launcher of launchers.splice(0)) {
    launcher.child.kill('SIGTERM');
    await launcher.ended;
  }
});
afterAll(removeDataDirs);

function launch(dataDir: string, port: number, env: Record<string, string> = {}): Program {
  const launcher = startLauncher(dataDir, port, env);
  launchers.push(launcher);
  return launcher;
}

const running = (launcher: Program, part: Part) =>
  until(`${part} runs`, () => pidOf(launcher, part));
const isServing = async (dataDir: string) =>
  (await readPostmaster(clusterPaths(dataDir).data)) !== undefined;

describe('npm start', () => {
  it('serves, survives the kill -9 of each part, and stops in order within seconds', async () => {
    const [dataDir, port] = [await newDataDir(), await freePort()];
    const launcher = launch(dataDir, port);
    expect(await ready(launcher)).toBe(
      `Stagelight is ready: http://127.0.0.1:${port}  (Ctrl-C stops it)`,
    );
    for (const part of ['web', 'worker', 'database'] as const) {
      const pid = await running(launcher, part);
      process.kill(pid, 'SIGKILL');
      await until(`${part} runs again`, () => (pidOf(launcher, part) ?? pid) !== pid);
      await until('it is healthy', () => isHealthy(port));
    }
    // A browser that keeps its stream open does not keep the server from stopping.
    const stream = await fetch(`http://127.0.0.1:${port}/api/v1/jobs/stream`);
    const reader = stream.body?.getReader();
    await reader?.read();
    const parts = await Promise.all(
      (['web', 'worker', 'database'] as const).map((part) => running(launcher, part)),
    );
    launcher.child.kill('SIGINT');
    expect(await launcher.ended).toEqual({ code: 0, signal: null });
    expect(parts.filter((pid) => isRunning(identify(pid)))).toEqual([]);
    expect(await isServing(dataDir)).toBe(false);
    expect(launcher.output()).toContain('Stopping ...');
  });

  it('killed -9 takes web and worker with it; the next start finds port and data free', async () => {
    const [dataDir, port] = [await newDataDir(), await freePort()];
    const first = launch(dataDir, port);
    await ready(first);
    const parts = [await running(first, 'web'), await running(first, 'worker')].map(identify);
    await first.kill();
    await until('web and worker have ended', () => !parts.some(isRunning));
    const second = launch(dataDir, port);
    await ready(second);
    expect(await isHealthy(port)).toBe(true);
  });

  it('serves the same data folder twice on two ports; the database stays for the last one', async () => {
    const dataDir = await newDataDir();
    const ports = [await freePort(), await freePort()] as const;
    const [a, b] = [launch(dataDir, ports[0]), launch(dataDir, ports[1])];
    await Promise.all([ready(a), ready(b)]);
    a.child.kill('SIGTERM');
    await a.ended;
    expect(await isHealthy(ports[1])).toBe(true);
    b.child.kill('SIGTERM');
    await b.ended;
    expect(await isServing(dataDir)).toBe(false);
  });

  it('says that the port is in use', async () => {
    const port = await freePort();
    const blocker = net.createServer();
    await new Promise<void>((resolve) => blocker.listen(port, '127.0.0.1', resolve));
    const launcher = launch(await newDataDir(), port);
    expect(await launcher.ended).toEqual({ code: 1, signal: null });
    expect(launcher.output().trim()).toBe(
      `Port ${port} is already in use, perhaps by another Stagelight. Set PORT to another one, e.g. PORT=3001 npm start.`,
    );
    await new Promise((resolve) => blocker.close(resolve));
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])(
    'refuses to listen on %s, saying why',
    async (host) => {
      const launcher = launch(await newDataDir(), await freePort(), { HOST: host });
      expect(await launcher.ended).toEqual({ code: 1, signal: null });
      expect(launcher.output().trim()).toBe(
        `HOST=${host} would let other machines in, and there is no sign-in yet: whoever reaches the server is its admin. Leave HOST at 127.0.0.1, or put your own proxy with a sign-in in front of it.`,
      );
    },
  );
});

describe('a child that cannot start', () => {
  it('is tried with growing pauses and then given up, saying so', async () => {
    const child = keepRunning({
      name: 'worker',
      args: ['--eval', 'process.exit(3)'],
      env: process.env,
      ready: /never/,
      stopWithinMs: 1000,
    });
    await expect(child.givenUp).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(
        'The worker ended 5 times before it was ready (exit code 3).',
      ),
    });
    await child.stop();
  });

  it('pauses 0.5 s, then doubled up to 8 s', () => {
    expect([0, 1, 2, 3, 4, 5, 9].map(pauseMs)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });
});
