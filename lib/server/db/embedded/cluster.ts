import { type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/server/errors';
import { postgresBinaries, postgresSystemUser } from './binaries';
import { portInUse, startError } from './messages';
import { ask, disownPidFile, orphanedServers, readPostmaster } from './postmaster';
import { isRunning } from './process';

/** Recovery after `kill -9` reads the log since the last checkpoint; that is seconds, rarely more. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
/** Orphans of a killed postmaster end as soon as they have finished their statement. */
const ORPHAN_TIMEOUT_MS = 30_000;

/** Paths of one embedded cluster below the data folder. */
export const clusterPaths = (dataDir: string) => ({
  data: path.join(dataDir, 'postgres'),
  log: path.join(dataDir, 'postgres.log'),
  password: path.join(dataDir, 'postgres-password'),
  lock: path.join(dataDir, 'postgres-start.lock'),
  users: path.join(dataDir, 'postgres-users'),
});
export type ClusterPaths = ReturnType<typeof clusterPaths>;

/** Makes the cluster if there is none. A half-made one (killed, disk full) never takes its final name. */
export async function initialise(paths: ClusterPaths): Promise<void> {
  if (existsSync(path.join(paths.data, 'PG_VERSION'))) return;
  const binaries = await postgresBinaries();
  const user = postgresSystemUser();
  if (user) await letThrough(path.dirname(paths.data));
  await removeDrafts(paths);
  // A name of its own: the `initdb` of a killed start may still be writing into the draft it began.
  const draft = `${paths.data}.draft-${randomUUID()}`;
  const passwordDraft = `${draft}-password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordDraft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user) {
      await chown(draft, user.uid, user.gid);
      await chown(passwordDraft, user.uid, user.gid);
    }
    const outcome = await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        '--auth=scram-sha-256',
        '--username=stagelight',
        `--pwfile=${passwordDraft}`,
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...user },
    );
    if (outcome.code !== 0) throw startError(outcome.output, paths);
    await rename(passwordDraft, paths.password);
    await rename(draft, paths.data);
  } finally {
    await removeDrafts(paths);
  }
}

async function removeDrafts(paths: ClusterPaths): Promise<void> {
  const folder = path.dirname(paths.data);
  const prefix = `${path.basename(paths.data)}.draft-`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Root's private data folder (mode 0700) must let the system user pass through, not read. */
async function letThrough(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  await chmod(folder, mode | 0o011);
}

export async function connectionUrl(
  paths: ClusterPaths,
  port: number,
  database = 'stagelight',
): Promise<string> {
  const password = (await readFile(paths.password, 'utf8')).trim();
  return `postgresql://stagelight:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Port of the server that already runs on this folder, undefined when none does. One that is just starting,
 * recovering or stopping is waited for.
 * @throws AppError `database_locked` when one runs that this installation cannot use
 */
export async function join(paths: ClusterPaths): Promise<number | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const server = await readPostmaster(paths.data);
    if (!server) return undefined;
    const { port } = server;
    const answer = port ? await ask(await connectionUrl(paths, port, 'postgres')) : 'no';
    if (port && answer === 'yes') return port;
    if (!server.ours) return undefined;
    if (answer === 'wrong password' || Date.now() > deadline) {
      throw startError('lock file "postmaster.pid" already exists', paths);
    }
    await sleep(50);
  }
}

/**
 * Starts the server as a process of its own (it outlives a killed starter) and waits until it answers.
 * Only for a folder on which `join` found none.
 */
export async function start(paths: ClusterPaths, wantedPort: number): Promise<number> {
  const deadline = Date.now() + ORPHAN_TIMEOUT_MS;
  await disownPidFile(paths.data);
  for (;;) {
    const port = await choosePort(wantedPort);
    const failure = await tryStart(paths, port);
    if (failure === undefined) return port;
    const orphans = /shared memory block .* still in use/i.test(failure);
    if (wantedPort === 0 && /Address already in use/i.test(failure) && Date.now() < deadline) {
      continue; // somebody took the free port between the look and the start
    }
    if (orphans && Date.now() < deadline && orphanedServers(paths.data).length > 0) {
      await sleep(100);
      continue;
    }
    if (/Address already in use/i.test(failure)) throw portInUse(port);
    throw startError(failure, paths);
  }
}

/** Undefined when it answers, else what it said. */
async function tryStart(paths: ClusterPaths, port: number): Promise<string | undefined> {
  const binaries = await postgresBinaries();
  const log = openSync(paths.log, 'w');
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
  };
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      paths.data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...postgresSystemUser(), detached: true, stdio: ['ignore', log, log], cwd: paths.data },
  );
  closeSync(log);
  let failed: string | undefined;
  child.once('error', (error) => {
    failed = error.message;
  });
  child.once('exit', (code, signal) => {
    failed ??= `ended with ${signal ?? `exit code ${code}`}`;
  });
  child.unref();
  const url = await connectionUrl(paths, port, 'postgres');
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (failed !== undefined) {
      const output = await readFile(paths.log, 'utf8').catch(() => '');
      return `${output}\n${failed}`;
    }
    const answer = await ask(url);
    if (answer === 'yes') return undefined;
    if (answer === 'wrong password') {
      child.kill('SIGINT');
      throw new AppError(
        'database_locked',
        `The database in ${paths.data} does not accept the password in ${paths.password}. Restore that file, or choose another STAGELIGHT_DATA_DIR.`,
        { file: paths.password },
      );
    }
    await sleep(40);
  }
  return `no answer within ${START_TIMEOUT_MS / 1000} s`;
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged stays. */
export async function stop(paths: ClusterPaths): Promise<void> {
  const server = await readPostmaster(paths.data);
  if (!server?.ours) return;
  process.kill(server.process.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isRunning(server.process) && Date.now() < deadline) await sleep(20);
}

/** A free port, or the wanted one. @throws AppError `database_port_in_use` */
async function choosePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', () => reject(portInUse(wanted)));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

async function run(program: string, args: string[], options: SpawnOptions) {
  await chmod(program, 0o755).catch(() => undefined);
  return new Promise<{ code: number; output: string }>((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
