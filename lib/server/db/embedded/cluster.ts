import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '@/lib/server/errors';
import {
  type PostgresBinaries,
  postgresBinaries,
  postgresSystemUser,
  type SystemUser,
} from './binaries';
import { isAlive } from './lock';

const START_TIMEOUT_MS = 60_000;

/** Paths of one embedded cluster below the data folder. */
export const clusterPaths = (dataDir: string) => ({
  data: path.join(dataDir, 'postgres'),
  log: path.join(dataDir, 'postgres.log'),
  password: path.join(dataDir, 'postgres-password'),
  lock: path.join(dataDir, 'postgres-start.lock'),
  users: path.join(dataDir, 'postgres-users'),
});
type ClusterPaths = ReturnType<typeof clusterPaths>;

/** Makes the cluster if there is none. A half-made one (killed, disk full) never takes its final name. */
export async function initialise(paths: ClusterPaths): Promise<void> {
  if (existsSync(path.join(paths.data, 'PG_VERSION'))) return;
  const binaries = await postgresBinaries();
  const user = postgresSystemUser();
  if (user) await letThrough(path.dirname(paths.data));
  const draft = `${paths.data}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  if (user) await chown(draft, user.uid, user.gid);
  const password = randomBytes(24).toString('base64url');
  const passwordDraft = `${draft}-password`;
  await writeFile(passwordDraft, password, { mode: 0o600 });
  if (user) await chown(passwordDraft, user.uid, user.gid);
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
    user,
  );
  if (outcome.code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw startError(outcome.output, paths);
  }
  await rename(passwordDraft, paths.password);
  await rename(draft, paths.data);
}

/** Root's private data folder (mode 0700) must let the system user pass through, not read. */
async function letThrough(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  await chmod(folder, mode | 0o011);
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says, if that process exists. */
export async function readPostmaster(paths: ClusterPaths): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(path.join(paths.data, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    return pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

export async function connectionUrl(
  paths: ClusterPaths,
  port: number,
  database = 'stagelight',
): Promise<string> {
  const password = (await readFile(paths.password, 'utf8')).trim();
  return `postgresql://stagelight:${password}@127.0.0.1:${port}/${database}`;
}

/** True when a server answers there with this cluster's password. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts the server as a process of its own (it outlives a killed starter) and waits until it answers. */
export async function start(paths: ClusterPaths, wantedPort: number): Promise<number> {
  const binaries: PostgresBinaries = await postgresBinaries();
  const user = postgresSystemUser();
  const port = await choosePort(wantedPort);
  const log = openSync(paths.log, 'w');
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      paths.data,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=60',
    ],
    { ...user, detached: true, stdio: ['ignore', log, log], cwd: paths.data },
  );
  const failure = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(`exit code ${code}`));
  });
  child.unref();
  const url = await connectionUrl(paths, port, 'postgres');
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const failed = await Promise.race([failure, sleep(60).then(() => undefined)]);
    if (failed !== undefined) {
      const output = await readFile(paths.log, 'utf8').catch(() => '');
      throw startError(`${output}\n${failed}`, paths);
    }
    if (await answers(url)) return port;
  }
  throw startError(`no answer within ${START_TIMEOUT_MS / 1000} s`, paths);
}

/** Fast shutdown: open transactions are rolled back, everything acknowledged stays. */
export async function stop(paths: ClusterPaths): Promise<void> {
  const running = await readPostmaster(paths);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (isAlive(running.pid) && Date.now() < deadline) await sleep(30);
}

/** A free port, or the wanted one. @throws AppError `database_port_in_use` */
async function choosePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', () =>
      reject(
        new AppError(
          'database_port_in_use',
          `Port ${wanted} for the embedded PostgreSQL is already in use. Set STAGELIGHT_PG_PORT to another port, or to 0 for any free one.`,
          { port: wanted },
        ),
      ),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}

async function run(program: string, args: string[], user: SystemUser | undefined) {
  await chmod(program, 0o755).catch(() => undefined);
  return new Promise<{ code: number; output: string }>((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      ...user,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Turns what the server printed into a sentence that says what to do. */
export function startError(output: string, paths: { data: string; log: string }): AppError {
  const reason = output.trim().split('\n').slice(-6).join('\n');
  if (/No space left on device/i.test(output)) {
    return new AppError(
      'disk_full',
      `The disk is full, so the database in ${paths.data} cannot run. Free some space and start again; nothing stored is lost.`,
      { file: paths.data },
    );
  }
  if (/lock file .* already exists|is another postmaster/i.test(output)) {
    return new AppError(
      'database_locked',
      `Another PostgreSQL is using ${paths.data} but does not accept Stagelight's password. Stop it, or choose another STAGELIGHT_DATA_DIR.`,
      { file: paths.data, reason },
    );
  }
  if (/Permission denied|could not access|EACCES/i.test(output)) {
    return new AppError(
      'database_root_unreachable',
      `PostgreSQL cannot reach ${paths.data}. As root it runs as the system user "postgres", who must be able to enter every folder above it. Choose another STAGELIGHT_DATA_DIR, run as an ordinary user, or set DATABASE_URL.`,
      { file: paths.data, reason },
    );
  }
  return new AppError(
    'database_start_failed',
    `The embedded PostgreSQL did not start (log: ${paths.log}): ${reason}`,
    { file: paths.log, reason },
  );
}
