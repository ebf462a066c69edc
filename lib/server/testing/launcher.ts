import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { withLockFile } from '@/lib/server/db/embedded/lock';
import { type Program, ROOT, startCode, startProgram } from './programs';

export type Part = 'web' | 'worker' | 'database';

const COMMAND: Record<Part, RegExp> = {
  web: /next-server|\/next start /,
  worker: /workers\/main\.ts/,
  database: /\/postgres -D /,
};

/** Builds the web server as `npm start` does, once, also when several test files want it. */
export async function buildWeb(): Promise<void> {
  const folder = path.join(ROOT, 'node_modules/.stagelight');
  await mkdir(folder, { recursive: true });
  await withLockFile(
    path.join(folder, 'build.lock'),
    async () => {
      const build = startCode(
        "const { buildWeb } = await import('./scripts/setup.mjs'); buildWeb();",
      );
      const { code } = await build.ended;
      if (code !== 0) throw new Error(build.output());
    },
    600_000,
  );
}

/** The launcher behind `npm start`, on a data folder and port of its own. */
export function startLauncher(
  dataDir: string,
  port: number,
  env: Record<string, string> = {},
): Program {
  return startProgram(['cli/main.ts', 'start'], {
    STAGELIGHT_DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    STAGELIGHT_PG_PORT: '',
    ...env,
  });
}

export const ready = (launcher: Program): Promise<string> =>
  launcher.line(/^Stagelight is ready: /);

/** Process number of a launcher's part; undefined while it does not run. */
export function pidOf(launcher: Program, part: Part): number | undefined {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='])
    .toString()
    .split('\n')
    .map((line) => /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line));
  const found = processes.find(
    (p) =>
      p &&
      Number(p[2]) === launcher.pid &&
      !p[3]?.startsWith('Z') &&
      COMMAND[part].test(p[4] ?? ''),
  );
  return found ? Number(found[1]) : undefined;
}

export async function freePort(): Promise<number> {
  const probe = net.createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export const isHealthy = async (port: number): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => undefined))?.ok ?? false;
