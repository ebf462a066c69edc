import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataDir, removeDataDirs } from '@/lib/server/testing/folders';
import { type Program, ROOT, startCode } from '@/lib/server/testing/programs';
import { appErrorOf } from '@/lib/server/testing/state';
import { until } from '@/lib/server/testing/until';
import { clusterPaths } from './cluster';
import { openEmbedded } from './index';
import { readPostmaster } from './postmaster';
import { formatIdentity, identify, isRunning, type ProcessIdentity } from './process';

afterAll(removeDataDirs);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

const postmaster = async (dataDir: string) => {
  const found = await readPostmaster(clusterPaths(dataDir).data);
  if (!found) throw new Error('no server runs');
  return found.process;
};
const isServing = async (dataDir: string) =>
  (await readPostmaster(clusterPaths(dataDir).data)) !== undefined;

/** Another program that opens the same database and keeps it open. */
async function otherProgram(dataDir: string): Promise<{ program: Program; url: string }> {
  const program = startCode(
    `const { openEmbedded } = await import('@/lib/server/db/embedded');
     const database = await openEmbedded(process.env.DIR);
     console.log('open ' + database.url);
     process.on('SIGTERM', () => database.release().then(() => process.exit(0)));
     setInterval(() => undefined, 1000);`,
    { DIR: dataDir },
  );
  return { program, url: (await program.line(/^open /)).slice('open '.length) };
}

describe('the embedded database', () => {
  it('starts on an empty folder, keeps its data over a second start, and stops with its last user', async () => {
    const dataDir = await newDataDir();
    const first = await openEmbedded(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.release();
    expect(await isServing(dataDir)).toBe(false);
    const second = await openEmbedded(dataDir);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([7]);
    await second.release();
    expect(await isServing(dataDir)).toBe(false);
    expect((await readdir(dataDir)).sort()).toEqual([
      'postgres',
      'postgres-password',
      'postgres-users',
      'postgres.log',
    ]);
    expect(await readdir(path.join(dataDir, 'postgres-users'))).toEqual([]);
  });

  it('is shared by programs that start at once; the last one out stops it', async () => {
    const dataDir = await newDataDir();
    const [here, a, b] = await Promise.all([
      openEmbedded(dataDir),
      otherProgram(dataDir),
      otherProgram(dataDir),
    ]);
    expect([a.url, b.url]).toEqual([here.url, here.url]);
    a.program.child.kill('SIGTERM');
    await a.program.ended;
    await here.release();
    expect(await query(b.url, 'SELECT 1')).toEqual([1]);
    b.program.child.kill('SIGTERM');
    await b.program.ended;
    expect(await isServing(dataDir)).toBe(false);
  });

  it('outlives the kill -9 of its starter; the next start joins it and then is its last user', async () => {
    const dataDir = await newDataDir();
    const { program, url } = await otherProgram(dataDir);
    await query(url, 'CREATE TABLE kept AS SELECT 8 AS n');
    const server = await postmaster(dataDir);
    await program.kill();
    expect(isRunning(server)).toBe(true);
    const next = await openEmbedded(dataDir);
    expect(await postmaster(dataDir)).toEqual(server);
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([8]);
    await next.release();
    expect(isRunning(server)).toBe(false);
  });

  it('recovers when starter and server were both killed in the middle of a write', async () => {
    const dataDir = await newDataDir();
    const { program, url } = await otherProgram(dataDir);
    await query(url, 'CREATE TABLE kept (n INT)');
    await query(url, 'INSERT INTO kept SELECT generate_series(1, 1000)');
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO kept SELECT generate_series(1, 200000)');
    const server = await postmaster(dataDir);
    await program.kill();
    process.kill(server.pid, 'SIGKILL');
    await until('the server is dead', () => !isRunning(server));
    const next = await openEmbedded(dataDir);
    expect(await query(next.url, 'SELECT count(*)::int FROM kept')).toEqual([1000]);
    await next.release();
  });

  it('is started again on the same port when it is killed under a user', async () => {
    const dataDir = await newDataDir();
    const said: string[] = [];
    const database = await openEmbedded(dataDir, 0, (line) => said.push(line));
    await query(database.url, 'CREATE TABLE kept AS SELECT 9 AS n');
    for (let round = 0; round < 3; round++) {
      const server = await postmaster(dataDir);
      process.kill(server.pid, 'SIGKILL');
      await until('the server is dead', () => !isRunning(server));
      const rows = await until('it answers again', () =>
        query(database.url, 'SELECT n FROM kept').catch(() => undefined),
      );
      expect(rows).toEqual([9]);
    }
    expect(said[0]).toBe('The embedded PostgreSQL ended unexpectedly; starting it again.');
    await database.release();
    expect(await isServing(dataDir)).toBe(false);
  });

  it('comes back on the port that its living users know when another program starts it', async () => {
    const dataDir = await newDataDir();
    const { program, url } = await otherProgram(dataDir);
    process.kill(program.pid, 'SIGSTOP'); // alive, but not looking after the server
    const server = await postmaster(dataDir);
    process.kill(server.pid, 'SIGKILL');
    await until('the server is dead', () => !isRunning(server));
    const next = await openEmbedded(dataDir);
    expect(next.url).toBe(url);
    process.kill(program.pid, 'SIGCONT');
    await program.kill();
    await next.release();
  });

  it('removes what a killed initdb left', async () => {
    const dataDir = await newDataDir();
    await mkdir(path.join(dataDir, 'postgres.draft-1/base'), { recursive: true });
    await writeFile(path.join(dataDir, 'postgres.draft-1-password'), 'old');
    await writeFile(path.join(dataDir, 'postgres-password'), 'of a draft that never got its name');
    const database = await openEmbedded(dataDir);
    expect(await query(database.url, 'SELECT 1')).toEqual([1]);
    await database.release();
    expect((await readdir(dataDir)).filter((name) => name.includes('draft'))).toEqual([]);
  });
});

describe('stale files', () => {
  let dataDir: string;
  let server: ProcessIdentity;
  let pidFile: string;
  beforeAll(async () => {
    dataDir = await newDataDir();
    const database = await openEmbedded(dataDir);
    await query(database.url, 'CREATE TABLE kept AS SELECT 5 AS n');
    server = await postmaster(dataDir);
    pidFile = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
    await database.release();
  });
  const opens = async () => {
    const database = await openEmbedded(dataDir);
    const rows = await query(database.url, 'SELECT n FROM kept');
    await database.release();
    return rows;
  };

  it('takes over a lock whose holder is dead, was replaced by another process, or never wrote its name', async () => {
    const { lock } = clusterPaths(dataDir);
    await writeFile(lock, formatIdentity(server));
    expect(await opens()).toEqual([5]);
    await writeFile(lock, `${process.pid} started-at-another-time`);
    expect(await opens()).toEqual([5]);
    await writeFile(lock, '');
    expect(await opens()).toEqual([5]);
    expect(existsSync(lock)).toBe(false);
  });

  it('forgets users that are dead or whose number now belongs to another process', async () => {
    const { users } = clusterPaths(dataDir);
    await writeFile(path.join(users, 'dead'), formatIdentity(server));
    await writeFile(path.join(users, 'reused'), `${process.pid} started-at-another-time`);
    expect(await opens()).toEqual([5]);
    expect(await isServing(dataDir)).toBe(false);
    expect(await readdir(users)).toEqual([]);
  });

  it('starts over a postmaster.pid of a dead server', async () => {
    await writeFile(path.join(dataDir, 'postgres/postmaster.pid'), pidFile);
    expect(await opens()).toEqual([5]);
  });

  it('starts over a postmaster.pid whose number now belongs to another living program', async () => {
    const foreign = startCode('console.log("up"); setInterval(() => undefined, 1000)');
    await foreign.line(/up/);
    await writeFile(
      path.join(dataDir, 'postgres/postmaster.pid'),
      pidFile.replace(/^\d+/, String(foreign.pid)),
    );
    expect(await opens()).toEqual([5]);
    expect(isRunning(identify(foreign.pid))).toBe(true);
    await foreign.kill();
  });

  it('waits for a server that is still stopping instead of giving up', async () => {
    const { program } = await otherProgram(dataDir);
    const stopping = await postmaster(dataDir);
    await program.kill();
    process.kill(stopping.pid, 'SIGINT');
    expect(await opens()).toEqual([5]);
    expect(isRunning(stopping)).toBe(false);
  });
});

describe('what it says when it cannot', () => {
  it('names the port that is in use', async () => {
    const dataDir = await newDataDir();
    const blocker = net.createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const error = await appErrorOf(openEmbedded(dataDir, port));
    expect(error.code).toBe('database_port_in_use');
    expect(error.message).toBe(
      `Port ${port} for the embedded PostgreSQL is already in use. Set STAGELIGHT_PG_PORT to another port, or to 0 for any free one.`,
    );
    await new Promise((resolve) => blocker.close(resolve));
    const database = await openEmbedded(dataDir, port);
    expect(new URL(database.url).port).toBe(String(port));
    await database.release();
  });

  it('says that another server holds the folder when it refuses the password', async () => {
    const dataDir = await newDataDir();
    const { program, url } = await otherProgram(dataDir);
    const { password } = clusterPaths(dataDir);
    const right = readFileSync(password, 'utf8');
    await writeFile(password, 'wrong');
    const error = await appErrorOf(openEmbedded(dataDir));
    expect(error.code).toBe('database_locked');
    await writeFile(password, right);
    expect(await query(url, 'SELECT 1')).toEqual([1]);
    program.child.kill('SIGTERM');
    await program.ended;
    await writeFile(password, 'wrong');
    const lost = await appErrorOf(openEmbedded(dataDir));
    expect(lost.message).toContain('does not accept the password in');
    await writeFile(password, right);
    const database = await openEmbedded(dataDir);
    await database.release();
  });

  it.runIf(process.getuid?.() === 0)(
    'says that the system user cannot reach the folder',
    async () => {
      const outer = await newDataDir();
      await chmod(outer, 0o700);
      const error = await appErrorOf(openEmbedded(path.join(outer, 'data')));
      expect(error.code).toBe('database_root_unreachable');
      expect(error.message).toContain(path.join(outer, 'data/postgres'));
      expect((await readdir(path.join(outer, 'data'))).sort()).toEqual(['postgres-users']);
    },
  );

  it('says so when the data folder cannot be made', async () => {
    const outer = await newDataDir();
    await writeFile(path.join(outer, 'file'), '');
    const error = await appErrorOf(openEmbedded(path.join(outer, 'file/data')));
    expect(error.code).toBe('database_start_failed');
    expect(error.message).toContain('ENOTDIR');
  });

  it.runIf(canMount())('says that the disk is full, and works again once it is not', async () => {
    const small = await newDataDir();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', small]);
    try {
      await writeFile(path.join(small, 'ballast'), Buffer.alloc(50 * 1024 * 1024));
      const fresh = await appErrorOf(openEmbedded(small));
      expect(fresh.code).toBe('disk_full');
      expect(fresh.message).toBe(
        `The disk is full, so the database in ${path.join(small, 'postgres')} cannot run. Free some space and start again; nothing stored is lost.`,
      );
      await rm(path.join(small, 'ballast'));
      const database = await openEmbedded(small);
      await query(database.url, 'CREATE TABLE kept AS SELECT 6 AS n');
      await database.release();
      execFileSync('sh', ['-c', 'cat /dev/zero > ballast 2>/dev/null || true'], { cwd: small });
      const again = await appErrorOf(openEmbedded(small));
      expect(again.code).toBe('disk_full');
      await rm(path.join(small, 'ballast'));
      const back = await openEmbedded(small);
      expect(await query(back.url, 'SELECT n FROM kept')).toEqual([6]);
      await back.release();
    } finally {
      execFileSync('umount', ['-l', small]);
    }
  });
});

/** A small file system of its own needs root and a kernel that lets it. */
function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const probe = path.join(ROOT, 'node_modules/.stagelight/mount-probe');
  try {
    execFileSync('mkdir', ['-p', probe]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  }
}
